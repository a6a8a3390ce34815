/// A point in time, whole seconds since 1970-01-01 UTC (the grain of replication metadata).
package struct Instant: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let seconds: Int64
  package init(seconds: Int64) { self.seconds = seconds }
  package static func < (a: Self, b: Self) -> Bool { a.seconds < b.seconds }
}

extension Instant {
  /// ISO 8601 in UTC with `Z`, whole seconds.
  package var description: String {
    // Days since 1970-01-01 to the proleptic Gregorian calendar: days are counted from 0000-03-01 so that the leap
    // day is the last day of a year.
    let days = seconds >= 0 ? seconds / 86_400 : -((86_399 - seconds) / 86_400)
    let second = seconds - days * 86_400
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    func padded(_ number: Int64, _ width: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, width - text.count)) + text
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
      + "T\(padded(second / 3_600, 2)):\(padded(second % 3_600 / 60, 2)):\(padded(second % 60, 2))Z"
  }
}

extension Instant {
  /// FILETIME, 100 ns since 1601-01-01 UTC; nil for 0 and for *never* (the largest value), and beyond the year 9999.
  package init?(fileTime ticks: Int64) {
    guard ticks > 0, let seconds = secondsSince1970(dsTime: ticks / 10_000_000) else { return nil }
    self.init(seconds: seconds)
  }

  /// Generalised time `20210305091233.0Z`, with or without fraction, or UTC time `210305091233Z`; an offset
  /// `+0100` in place of the `Z` is applied. RFC 4517 §3.3.13, §3.3.34.
  package init?(generalizedTime text: some Collection<UInt8>) {
    let bytes = Array(text)
    let digits = bytes.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    let isShort = digits.count == 12
    guard digits.count == 14 || isShort else { return nil }
    func number(_ start: Int, _ count: Int) -> Int64 {
      digits[start..<(start + count)].reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
    }
    let rest = bytes[digits.count...].drop { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }
    let zone = rest.drop { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    guard let offset = Instant.zoneOffset(Array(zone)) else { return nil }
    let shortYear = number(0, 2)
    let year = isShort ? shortYear + (shortYear < 50 ? 2000 : 1900) : number(0, 4)
    let month = isShort ? 2 : 4
    self.init(
      year: year, month: number(month, 2), day: number(month + 2, 2), hour: number(month + 4, 2),
      minute: number(month + 6, 2), second: number(month + 8, 2), offset: offset)
  }

  /// `2021-03-05T09:12:33Z`, without `Z` also UTC, with a fraction or an offset `+01:00`; or a date alone.
  init?(iso8601 text: UnsafeRawBufferPointer) {
    func number(_ start: Int, _ count: Int) -> Int64? {
      var value: Int64 = 0
      for index in start..<(start + count) {
        guard text[index] >= UInt8(ascii: "0"), text[index] <= UInt8(ascii: "9") else { return nil }
        value = value * 10 + Int64(text[index] - UInt8(ascii: "0"))
      }
      return value
    }
    guard text.count >= 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
      let year = number(0, 4), let month = number(5, 2), let day = number(8, 2)
    else { return nil }
    if text.count == 10 {
      self.init(year: year, month: month, day: day, hour: 0, minute: 0, second: 0, offset: 0)
      return
    }
    guard text.count >= 19, text[10] == UInt8(ascii: "T") || text[10] == UInt8(ascii: " "),
      text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
      let hour = number(11, 2), let minute = number(14, 2), let second = number(17, 2)
    else { return nil }
    var index = 19
    if index < text.count, text[index] == UInt8(ascii: ".") {
      index += 1
      while index < text.count, text[index] >= UInt8(ascii: "0"), text[index] <= UInt8(ascii: "9") {
        index += 1
      }
    }
    guard let offset = Instant.zoneOffset(Array(text[index...])) else { return nil }
    self.init(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second, offset: offset)
  }

  /// Seconds east of UTC of ``, `Z`, `+01:00` or `+0100`.
  private static func zoneOffset(_ zone: [UInt8]) -> Int64? {
    if zone.isEmpty || zone == [UInt8(ascii: "Z")] || zone == [UInt8(ascii: "z")] { return 0 }
    guard zone[0] == UInt8(ascii: "+") || zone[0] == UInt8(ascii: "-") else { return nil }
    let digits = zone.dropFirst().filter { $0 != UInt8(ascii: ":") }
    guard digits.count == 4, digits.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }) else {
      return nil
    }
    let numbers = digits.map { Int64($0 - UInt8(ascii: "0")) }
    let hours = numbers[0] * 10 + numbers[1]
    let minutes = numbers[2] * 10 + numbers[3]
    guard hours < 24, minutes < 60 else { return nil }
    return (hours * 3_600 + minutes * 60) * (zone[0] == UInt8(ascii: "+") ? 1 : -1)
  }

  /// A civil date of the proleptic Gregorian calendar; nil when there is no such date or time of day.
  private init?(
    year: Int64, month: Int64, day: Int64, hour: Int64, minute: Int64, second: Int64, offset: Int64
  ) {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths: [Int64] = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard year >= 1, month >= 1, month <= 12, day >= 1, day <= lengths[Int(month) - 1], hour < 24,
      minute < 60,
      second <= 60
    else { return nil }
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = shiftedYear / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    let days = era * 146_097 + dayOfEra - 719_468
    self.init(seconds: days * 86_400 + hour * 3_600 + minute * 60 + second - offset)
  }
}
