import LDAPTypes
import WindowsSecurity

/// What repeats all over a directory, kept once: class lists, security descriptors, attribute names and originators
/// of replication metadata.
struct SharedTables: Sendable {
  /// objectClass values of an entry, each ended by NUL.
  private(set) var classSets = ByteInterner()
  private(set) var stampKeys = ByteInterner()
  private(set) var originators = ByteInterner()
  private(set) var originatorNames: [UInt32: [UInt8]] = [:]

  /// Parsed descriptors; nil = malformed.
  private(set) var descriptors: [SecurityDescriptor?] = []
  private var descriptorErrors: [UInt32: String] = [:]
  /// Transfer form → descriptor, so that a known text is never decoded again.
  private var transferForms = ByteInterner()
  private var descriptorOfForm: [UInt32] = []
  /// Octets → descriptor: base64 folded in two ways is still one descriptor.
  private var descriptorOctets = ByteInterner()

  /// Replaces the numbers that a batch gave by those of the snapshot and drops the batch's tables.
  /// - Returns: the entries whose descriptor is malformed, and why.
  mutating func renumber(_ batch: inout EntryBatch) -> [(entry: UInt32, error: String)] {
    let classes = (0..<UInt32(batch.classSetTable.count)).map {
      classSets.intern(batch.classSetTable[$0]).number
    }
    let keys = (0..<UInt32(batch.stampKeys.count)).map { stampKeys.intern(batch.stampKeys[$0]).number }
    let sites = (0..<UInt32(batch.originators.count)).map { originators.intern(batch.originators[$0]).number }
    let descriptors = (0..<UInt32(batch.descriptorTable.count)).map { descriptor(batch.descriptorTable[$0]) }
    for (local, name) in batch.originatorNames where originatorNames[sites[Int(local)]] == nil {
      originatorNames[sites[Int(local)]] = name
    }
    var malformed: [(UInt32, String)] = []
    for entry in 0..<batch.count {
      if batch.classSets[entry] != EntryBatch.none {
        batch.classSets[entry] = classes[Int(batch.classSets[entry])]
      }
      if batch.descriptors[entry] != EntryBatch.none {
        let number = descriptors[Int(batch.descriptors[entry])]
        batch.descriptors[entry] = number
        if let error = descriptorErrors[number] { malformed.append((UInt32(entry), error)) }
      }
    }
    if !isIdentity(keys) || !isIdentity(sites) {
      for index in batch.stampTable.stamps.indices {
        batch.stampTable.stamps[index].attribute =
          UInt16(clamping: keys[Int(batch.stampTable.stamps[index].attribute)])
        batch.stampTable.stamps[index].originator =
          UInt16(clamping: sites[Int(batch.stampTable.stamps[index].originator)])
      }
      for index in batch.links.indices {
        batch.links[index].attribute = UInt16(clamping: keys[Int(batch.links[index].attribute)])
        batch.links[index].originator = UInt16(clamping: sites[Int(batch.links[index].originator)])
      }
    }
    batch.classSetTable = ByteInterner()
    batch.descriptorTable = ByteInterner()
    batch.stampKeys = ByteInterner()
    batch.originators = ByteInterner()
    batch.originatorNames = [:]
    return malformed
  }

  /// Forgets what only building needs.
  mutating func finish() {
    transferForms = ByteInterner()
    descriptorOctets = ByteInterner()
    descriptorOfForm = []
  }

  private func isIdentity(_ numbers: [UInt32]) -> Bool {
    numbers.enumerated().allSatisfy { $0.offset == Int($0.element) }
  }

  private mutating func descriptor(_ form: ArraySlice<UInt8>) -> UInt32 {
    let (number, isNew) = transferForms.intern(form)
    if !isNew { return descriptorOfForm[Int(number)] }
    let descriptor = decodedDescriptor(form)
    descriptorOfForm.append(descriptor)
    return descriptor
  }

  private mutating func decodedDescriptor(_ form: ArraySlice<UInt8>) -> UInt32 {
    var octets: [UInt8] = []
    // The revision is 1 ([MS-DTYP] 2.4.6), which no base64 text begins with.
    if form.first == 1 {
      octets = Array(form)
    } else {
      octets = (try? form.withUnsafeBytes { try Base64.decode($0) }) ?? Array(form)
    }
    let (number, isNew) = descriptorOctets.intern(octets)
    guard isNew else { return number }
    do throws(MalformedValue) {
      descriptors.append(try SecurityDescriptor(octets))
    } catch {
      descriptors.append(nil)
      descriptorErrors[number] = error.description
    }
    return number
  }
}
