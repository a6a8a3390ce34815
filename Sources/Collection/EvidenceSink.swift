import LDAPClient

/// Writes the entries of one answer to a file, and reports between two of them how it goes.
struct EvidenceSink: EntrySink {
  let file: EvidenceFile
  let report: (_ entries: Int) throws -> Void
  private(set) var entries = 0
  /// Told after each entry whether it came with its nTSecurityDescriptor.
  private let descriptors: DescriptorCount
  private var hasDescriptor = false
  private var reported = ContinuousClock.now

  init(file: EvidenceFile, descriptors: DescriptorCount, report: @escaping (Int) throws -> Void) {
    self.file = file
    self.descriptors = descriptors
    self.report = report
  }

  mutating func begin(dn: UnsafeRawBufferPointer) {
    file.beginEntry(dn: dn)
    hasDescriptor = false
  }

  mutating func values(_ values: AttributeValues, of description: UnsafeRawBufferPointer) throws {
    if !values.isEmpty, DescriptorCount.isDescriptor(description) { hasDescriptor = true }
    for value in values { try file.line(description, value) }
  }

  mutating func end() throws {
    try file.endEntry()
    entries += 1
    if !hasDescriptor { descriptors.missing += 1 }
    // The clock is asked now and then only: it would cost more than writing an entry.
    guard entries % 64 == 0 else { return }
    let now = ContinuousClock.now
    if now - reported > .milliseconds(250) {
      reported = now
      try report(entries)
    }
  }
}
