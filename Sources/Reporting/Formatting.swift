internal import Assessment
internal import Directory

extension Texts {
  /// With the language's separator of thousands.
  func grouped(_ number: Int) -> String {
    let digits = String(number.magnitude)
    let separator = language == .german ? "." : ","
    var result = ""
    for (offset, digit) in digits.enumerated() {
      if offset > 0, (digits.count - offset) % 3 == 0 { result += separator }
      result.append(digit)
    }
    return number < 0 ? "-" + result : result
  }

  /// The calendar day in UTC: `02.03.2021`, `2 March 2021`.
  func day(_ instant: Instant) -> String {
    let parts = DateParts(instant)
    switch language {
    case .german: return "\(parts.day).\(parts.month).\(parts.year)"
    case .english: return "\(Int(parts.day) ?? 0) \(self["month.\(Int(parts.month) ?? 0)"]) \(parts.year)"
    }
  }

  /// Day, hour and minute in UTC.
  func time(_ instant: Instant) -> String {
    let parts = DateParts(instant)
    return "\(day(instant)), \(parts.hour):\(parts.minute) UTC"
  }

  /// For table columns: `2021-03-02 04:12:09`, UTC as the column head says.
  func stamp(_ instant: Instant) -> String {
    let parts = DateParts(instant)
    return "\(parts.year)-\(parts.month)-\(parts.day) \(parts.hour):\(parts.minute):\(parts.second)"
  }

  /// A size in bytes with three significant places at most.
  func size(_ bytes: Int) -> String {
    var value = Double(bytes)
    for unit in ["B", "KB", "MB", "GB"] {
      if value < 1_000 || unit == "GB" {
        let tenths = Int((value * 10).rounded())
        if unit == "B" || tenths >= 1_000 || tenths % 10 == 0 {
          return "\(grouped(Int(value.rounded()))) \(unit)"
        }
        return "\(tenths / 10)\(language == .german ? "," : ".")\(tenths % 10) \(unit)"
      }
      value /= 1_000
    }
    return grouped(bytes)
  }
}

/// The fields of an ISO time, zero-padded.
struct DateParts {
  let year: String
  let month: String
  let day: String
  let hour: String
  let minute: String
  let second: String

  init(_ instant: Instant) {
    // A year before 0 or after 9999 only occurs in forged metadata and must not trap: it yields short fields.
    let fields = instant.description.split(whereSeparator: { "-T:Z".contains($0) }).map(String.init)
    func field(_ index: Int) -> String { index < fields.count ? fields[index] : "00" }
    year = field(0)
    month = field(1)
    day = field(2)
    hour = field(3)
    minute = field(4)
    second = field(5)
  }
}
