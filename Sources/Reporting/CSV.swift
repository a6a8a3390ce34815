package import Assessment
internal import Directory

/// One record of RFC 4180, ended by CRLF.
///
/// A field that a spreadsheet would take for a formula is preceded by an apostrophe: the text in a directory may be chosen by
/// the attacker, and opening the list must not run it.
package func csvRecord(_ fields: [String]) -> String {
  fields.map(csvField).joined(separator: ",") + "\r\n"
}

private func csvField(_ field: String) -> String {
  var text = visible(field)
  if let first = text.unicodeScalars.first(where: { $0 != " " }), "=+-@＝＋－＠|%".unicodeScalars.contains(first)
  {
    text = "'" + text
  }
  // Scalar by scalar: a quote that carries a combining mark is still a quote to the reader.
  var quoted = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    if scalar == "\"" { quoted.append("\"") }
    quoted.append(scalar)
  }
  return "\"\(String(quoted))\""
}

/// The findings as CSV, one record each, in the order of the report.
package func findingsCSV(_ report: AssessmentReport, language: Language) -> String {
  var result = csvRecord([
    "id", "rule", "weight", "when", "object", "attribute", "originator", "technique", "title", "review",
    "evidence",
  ])
  for finding in orderedFindings(report) {
    result += csvRecord([
      finding.id, finding.rule, finding.weight.rawValue, finding.when?.description ?? "", finding.object,
      finding.attribute, finding.originator ?? "", finding.technique, finding.title[language],
      finding.review.rawValue,
      finding.evidence.map { "\($0.dn) | \($0.attribute) | \($0.value)" }.joined(separator: " ; "),
    ])
  }
  return result
}

/// Weightiest first, then oldest first, undated last.
func orderedFindings(_ report: AssessmentReport) -> [Finding] {
  report.findings.sorted { a, b in
    if a.weight != b.weight { return a.weight > b.weight }
    switch (a.when, b.when) {
    case (let x?, let y?) where x != y: return x < y
    case (_?, nil): return true
    case (nil, _?): return false
    default: return a.id < b.id
    }
  }
}
