import ArgumentParser
import Directory

/// A point in time on the command line: ISO 8601, a date or a date and time, UTC unless an offset is given.
struct TimeArgument: ExpressibleByArgument {
  let instant: Instant

  init?(argument: String) {
    guard let instant = Instant(iso8601: argument) else { return nil }
    self.instant = instant
  }
}
