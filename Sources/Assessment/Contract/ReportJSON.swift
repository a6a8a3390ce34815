internal import Foundation

extension AssessmentReport {
  /// The report as JSON: sorted keys, indented, UTF-8, one line break at the end; the same report gives the same bytes.
  package func json() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return Array(try encoder.encode(self)) + [0x0A]
  }

  /// - Throws: `DecodingError` naming the key that does not follow `foothold.assessment/1`.
  package init(json: [UInt8]) throws {
    self = try JSONDecoder().decode(AssessmentReport.self, from: Data(json))
  }
}
