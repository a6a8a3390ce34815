import Glibc
import LDAPClient

/// Writes the entries of one answer to a file, and reports how it goes.
struct EvidenceSink: EntrySink {
  let file: EvidenceFile
  /// Entries per second; nil = as fast as the server gives them.
  let throttle: Int?
  let report: (_ entries: Int) -> Void
  private(set) var entries = 0
  private let started = ContinuousClock.now
  private var reported = ContinuousClock.now

  init(file: EvidenceFile, throttle: Int?, report: @escaping (Int) -> Void) {
    self.file = file
    self.throttle = throttle
    self.report = report
  }

  mutating func begin(dn: UnsafeRawBufferPointer) { file.beginEntry(dn: dn) }

  mutating func values(_ values: AttributeValues, of description: UnsafeRawBufferPointer) throws {
    for value in values { try file.line(description, value) }
  }

  mutating func end() throws {
    try file.endEntry()
    entries += 1
    // The clock is asked now and then only: it would cost more than writing an entry.
    guard entries % 64 == 0 else { return }
    let now = ContinuousClock.now
    if now - reported > .milliseconds(250) {
      reported = now
      report(entries)
    }
    if let throttle, throttle > 0 {
      let due = Duration.seconds(entries) / throttle
      let ahead = due - (now - started)
      if ahead > .zero {
        usleep(
          UInt32(
            clamping: ahead.components.seconds * 1_000_000 + ahead.components.attoseconds / 1_000_000_000_000)
        )
      }
    }
  }
}
