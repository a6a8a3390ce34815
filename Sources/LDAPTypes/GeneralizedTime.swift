/// A point in time as directories write it: `20210302150405.0Z` (RFC 4517 §3.3.13) or UTC time `210302150405Z`.
package struct GeneralizedTime: Hashable, Comparable, Sendable {
  /// Whole seconds since 1970-01-01 UTC.
  package let seconds: Int64
  /// 0 ..< 1,000,000,000; finer fractions are cut.
  package let nanoseconds: Int32

  package static func < (a: Self, b: Self) -> Bool {
    a.seconds != b.seconds ? a.seconds < b.seconds : a.nanoseconds < b.nanoseconds
  }

  /// nil when `text` is not of the form or names a day or time that does not exist.
  package init?(_ text: [UInt8]) {
    var digits = text.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.map { Int64($0 & 15) }
    var rest = text.dropFirst(digits.count)
    // Twelve digits before Z are UTC time of two-digit years, 1950 to 2049 (RFC 4517 §3.3.34); with a century they
    // would be a generalised time without seconds, which no directory writes.
    if digits.count == 12, rest.elementsEqual([UInt8(ascii: "Z")]) {
      digits = (digits[0] < 5 ? [2, 0] : [1, 9]) + digits
    }
    guard [10, 12, 14].contains(digits.count) else { return nil }
    // The last field given carries the fraction.
    let unit: Int64 = digits.count == 14 ? 1 : digits.count == 12 ? 60 : 3_600
    digits += [Int64](repeating: 0, count: 14 - digits.count)
    func number(_ range: Range<Int>) -> Int64 { digits[range].reduce(0) { $0 * 10 + $1 } }
    let (year, month, day) = (number(0..<4), number(4..<6), number(6..<8))
    let (hour, minute, second) = (number(8..<10), number(10..<12), number(12..<14))
    guard 1...12 ~= month, 1...Self.days(in: month, of: year) ~= day, hour < 24, minute < 60, second <= 60
    else {
      return nil
    }
    var fraction: Int64 = 0
    if let mark = rest.first, mark == UInt8(ascii: ".") || mark == UInt8(ascii: ",") {
      let decimals = rest.dropFirst().prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      guard !decimals.isEmpty else { return nil }
      rest = rest.dropFirst(1 + decimals.count)
      var scale: Int64 = 100_000_000
      for digit in decimals.prefix(9) {
        fraction += Int64(digit & 15) * scale
        scale /= 10
      }
    }
    guard let offset = Self.offset(Array(rest)) else { return nil }
    let nanoseconds = fraction * unit
    seconds =
      Self.daysSince1970(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second - offset
      + nanoseconds / 1_000_000_000
    self.nanoseconds = Int32(nanoseconds % 1_000_000_000)
  }

  /// Seconds east of UTC of `Z`, `±hh` or `±hhmm`.
  private static func offset(_ zone: [UInt8]) -> Int64? {
    if zone == [UInt8(ascii: "Z")] { return 0 }
    guard zone.count == 3 || zone.count == 5, let sign = zone.first,
      sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
      zone.dropFirst().allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    let digits = zone.dropFirst().map { Int64($0 & 15) } + [0, 0]
    let (hours, minutes) = (digits[0] * 10 + digits[1], digits[2] * 10 + digits[3])
    guard hours < 24, minutes < 60 else { return nil }
    return (hours * 3_600 + minutes * 60) * (sign == UInt8(ascii: "-") ? -1 : 1)
  }

  private static func days(in month: Int64, of year: Int64) -> Int64 {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days of the proleptic Gregorian calendar; years are counted from March so that the leap day is the last.
  private static func daysSince1970(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}
