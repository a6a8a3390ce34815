package import LDAPTypes
import WindowsSecurity

/// The entries of one block of a source in compact form. A batch belongs to one thread while it is filled; batches
/// are then appended to a ``SnapshotBuilder`` in the order of their blocks.
///
/// All entries share a few flat arrays: entry `i` owns the runs that end at `…Ends[i]` and start where the runs of
/// its predecessor end.
package struct EntryBatch: Sendable {
  /// A run of values of one attribute.
  struct Slot: Sendable {
    var attribute: UInt16
    var firstValue: UInt32
    var count: UInt32
  }

  /// A part of a multi-valued attribute, as range retrieval delivers it. [MS-ADTS] 3.1.1.3.1.3.3
  struct RangePart: Sendable {
    var entry: UInt32
    var attribute: UInt16
    var low: UInt32
    /// nil = `*`, up to the last value.
    var high: UInt32?
  }

  /// Something in an entry that could not be understood; the rest of the entry is kept.
  struct Problem: Sendable {
    var kind: Gap.Kind
    var entry: UInt32
    var text: String
  }

  static let none = UInt32.max
  /// Stands for `msDS-ReplValueMetaData` in a ``RangePart``.
  static let valueMetadataNumber = UInt16.max

  var names: [UInt8] = []
  var nameEnds: [UInt32] = []
  var sources: [UInt16] = []
  var lines: [UInt32] = []
  var classSets: [UInt32] = []
  var descriptors: [UInt32] = []

  var slots: [Slot] = []
  var slotEnds: [UInt32] = []
  var values: [UInt8] = []
  var valueEnds: [UInt32] = []

  var stampTable = StampTable()
  var stampEnds: [UInt32] = []
  var links: [PackedLink] = []
  var linkEnds: [UInt32] = []
  var linkNames: [UInt8] = []

  var rangeParts: [RangePart] = []
  var problems: [Problem] = []

  /// objectClass values of an entry, each ended by NUL.
  var classSetTable = ByteInterner()
  /// Descriptors in the form in which they were transferred.
  var descriptorTable = ByteInterner()
  /// An ATTRTYP as eight octets, big endian, so that the first is NUL; or an attribute name.
  var stampKeys = ByteInterner()
  var originators = ByteInterner()
  /// Name of the NTDS Settings object by originator, where a record gives it.
  var originatorNames: [UInt32: [UInt8]] = [:]

  private var scratch: [UInt8] = []

  package init() {}

  package var count: Int { nameEnds.count }

  package mutating func add(_ entry: EntryView) {
    names.append(contentsOf: entry.dn)
    nameEnds.append(UInt32(truncatingIfNeeded: names.count))
    sources.append(UInt16(truncatingIfNeeded: entry.source))
    lines.append(UInt32(clamping: entry.line))
    classSets.append(Self.none)
    descriptors.append(Self.none)

    var classes: [UInt8] = []
    var property: Int?
    let stampStart = stampTable.stamps.count
    for (index, attribute) in entry.attributes.enumerated() {
      switch AttributeRole.of(UnsafeRawBufferPointer(rebasing: entry.bytes[attribute.name])) {
      case .passedOver:
        break
      case .kept(let number):
        keep(entry, attribute, number)
      case .objectClass:
        if decode(entry, attribute) {
          classes += scratch
          classes.append(0)
        }
      case .descriptor:
        let raw = UnsafeRawBufferPointer(rebasing: entry.bytes[attribute.value])
        if !raw.isEmpty { descriptors[descriptors.count - 1] = descriptorTable.intern(raw).number }
      case .propertyMetadata:
        property = index
      case .attributeMetadata:
        addMetadata(entry, attribute, "msDS-ReplAttributeMetaData")
      case .valueMetadata:
        addMetadata(entry, attribute, "msDS-ReplValueMetaData")
      }
    }
    // The constructed attribute names its attributes, the stored one only numbers them: the stored one is read
    // when there is nothing better.
    if let property, stampTable.stamps.count == stampStart {
      addPropertyMetadata(entry, entry.attributes[property])
    }
    if !classes.isEmpty { classSets[classSets.count - 1] = classSetTable.intern(classes).number }
    slotEnds.append(UInt32(truncatingIfNeeded: slots.count))
    stampEnds.append(UInt32(truncatingIfNeeded: stampTable.stamps.count))
    linkEnds.append(UInt32(truncatingIfNeeded: links.count))
  }

  /// Gives back the room that growing arrays left over; a batch is kept as long as its snapshot.
  mutating func trim() {
    Self.trim(&names)
    Self.trim(&nameEnds)
    Self.trim(&slots)
    Self.trim(&values)
    Self.trim(&valueEnds)
    Self.trim(&stampTable.stamps)
    Self.trim(&links)
    Self.trim(&linkNames)
    scratch = []
  }

  private static func trim<Element>(_ array: inout [Element]) {
    if array.capacity > array.count + array.count / 8 { array = array.withUnsafeBufferPointer { Array($0) } }
  }

  // MARK: Values

  private mutating func keep(_ entry: EntryView, _ attribute: EntryView.Attribute, _ number: UInt16) {
    let form = AttributeCatalogue.attributes[Int(number)].form
    let start = values.count
    guard Self.append(entry, attribute, to: &values) else {
      note(.valueMalformed, "\(Self.text(entry, attribute.name)): not base64")
      return
    }
    if !attribute.options.isEmpty { noteRange(entry, attribute, number) }
    // An empty value stands before the parts of a range and says nothing by itself.
    if values.count == start { return }
    if form == .sid || form == .guid, !normalize(form, from: start) {
      note(.valueMalformed, "\(Self.text(entry, attribute.name)): not a \(form == .sid ? "SID" : "GUID")")
      values.removeLast(values.count - start)
      return
    }
    let entrySlots = Int(slotEnds.last ?? 0)
    if slots.count > entrySlots, slots[slots.count - 1].attribute == number {
      slots[slots.count - 1].count += 1
    } else {
      slots.append(Slot(attribute: number, firstValue: UInt32(truncatingIfNeeded: valueEnds.count), count: 1))
    }
    valueEnds.append(UInt32(truncatingIfNeeded: values.count))
  }

  /// Some exporters write SIDs and GUIDs as text; the snapshot holds them in the directory's own binary form.
  private mutating func normalize(_ form: ValueForm, from start: Int) -> Bool {
    let value = values[start...]
    switch form {
    case .sid:
      if value.count >= 8, value.first == 1 { return (try? SID(value)) != nil }
      guard value.count < 200, let sid = SID(String(decoding: value, as: UTF8.self)) else { return false }
      values.removeLast(value.count)
      values.append(contentsOf: sid.bytes)
      return true
    case .guid:
      if value.count == 16 { return true }
      guard value.count <= 38, let guid = GUID(Self.bare(value)) else { return false }
      values.removeLast(value.count)
      values.append(contentsOf: guid.bytes)
      return true
    default:
      return true
    }
  }

  /// A GUID's text without braces.
  private static func bare(_ value: ArraySlice<UInt8>) -> String {
    String(decoding: value.filter { $0 != UInt8(ascii: "{") && $0 != UInt8(ascii: "}") }, as: UTF8.self)
  }

  /// `;range=0-1499` or `;range=1500-*`.
  private mutating func noteRange(_ entry: EntryView, _ attribute: EntryView.Attribute, _ number: UInt16) {
    let options = Self.text(entry, attribute.options).lowercased()
    guard let option = options.split(separator: ";").first(where: { $0.hasPrefix("range=") }) else { return }
    let bounds = option.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false)
    guard bounds.count == 2, let low = UInt32(bounds[0]), bounds[1] == "*" || UInt32(bounds[1]) != nil else {
      note(.rangeIncomplete, "\(Self.text(entry, attribute.name))\(options): not a range")
      return
    }
    let part = RangePart(
      entry: UInt32(truncatingIfNeeded: nameEnds.count - 1), attribute: number, low: low,
      high: UInt32(bounds[1]))
    if let last = rangeParts.last, last.entry == part.entry, last.attribute == part.attribute,
      last.low == part.low
    {
      return
    }
    rangeParts.append(part)
  }

  // MARK: Metadata

  private mutating func addPropertyMetadata(_ entry: EntryView, _ attribute: EntryView.Attribute) {
    guard decode(entry, attribute) else {
      note(.valueMalformed, "replPropertyMetaData: not base64")
      return
    }
    let bytes = scratch
    do {
      try bytes.withUnsafeBytes { try readPropertyMetadata($0) { add($0) } }
    } catch {
      note(.valueMalformed, "replPropertyMetaData \(error)")
    }
  }

  /// One value of a constructed attribute, as XML or as a structure; the first octet tells which.
  private mutating func addMetadata(
    _ entry: EntryView, _ attribute: EntryView.Attribute, _ name: StaticString
  ) {
    guard decode(entry, attribute) else {
      note(.valueMalformed, "\(name): not base64")
      return
    }
    if !attribute.options.isEmpty, name.utf8CodeUnitCount == 22 {
      noteRange(entry, attribute, Self.valueMetadataNumber)
    }
    let bytes = scratch
    guard let first = bytes.first(where: { $0 > 0x20 }) else { return }
    do {
      try bytes.withUnsafeBytes { bytes in
        if first == UInt8(ascii: "<"), !Self.isBlob(bytes) {
          try MetadataXML.read(bytes) { add($0) }
        } else if name.utf8CodeUnitCount == 22 {
          add(try MetadataBlob.readValue(bytes))
        } else {
          add(try MetadataBlob.readAttribute(bytes))
        }
      }
    } catch {
      note(.valueMalformed, "\(name) \(error)")
    }
  }

  /// A structure whose first offset happens to begin with the octet of `<`; no text holds NUL octets there.
  private static func isBlob(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.count >= 48 && bytes[2] == 0 && bytes[3] == 0
  }

  private mutating func add(_ record: MetadataRecord) {
    let key =
      switch record.attribute {
      case .name(let name): stampKeys.intern(name).number
      case .number(let number):
        withUnsafeBytes(of: UInt64(number).bigEndian) { stampKeys.intern($0).number }
      }
    let (originator, isNew) = withUnsafeBytes(of: (record.originator.low, record.originator.high)) {
      originators.intern($0)
    }
    if !record.originatorName.isEmpty, isNew || originatorNames[originator] == nil {
      originatorNames[originator] = record.originatorName
    }
    guard let attribute = UInt16(exactly: key), let dsa = UInt16(exactly: originator) else {
      note(.valueMalformed, "more than 65,535 attributes or originators in replication metadata")
      return
    }
    if let link = record.link {
      let start = linkNames.count
      linkNames += link.target
      links.append(
        PackedLink(
          attribute: attribute, originator: dsa, version: record.version,
          targetStart: UInt32(truncatingIfNeeded: start),
          targetCount: UInt32(truncatingIfNeeded: link.target.count),
          created: link.created, deleted: link.deleted ?? .max, changed: record.changed,
          originatingUSN: record.originatingUSN, localUSN: record.localUSN))
    } else {
      stampTable.append(
        attribute: attribute, originator: dsa, version: record.version, changed: record.changed,
        originatingUSN: record.originatingUSN, localUSN: record.localUSN)
    }
  }

  // MARK: Decoding

  /// Decodes a value into `scratch`.
  private mutating func decode(_ entry: EntryView, _ attribute: EntryView.Attribute) -> Bool {
    let raw = UnsafeRawBufferPointer(rebasing: entry.bytes[attribute.value])
    if attribute.isBase64 {
      guard let octets = try? Base64.decode(raw) else { return false }
      scratch = octets
      return true
    }
    scratch.removeAll(keepingCapacity: true)
    Self.appendText(raw, isFolded: attribute.isFolded, to: &scratch)
    return true
  }

  private static func append(
    _ entry: EntryView, _ attribute: EntryView.Attribute, to output: inout [UInt8]
  ) -> Bool {
    let raw = UnsafeRawBufferPointer(rebasing: entry.bytes[attribute.value])
    if attribute.isBase64 {
      guard let octets = try? Base64.decode(raw) else { return false }
      output += octets
    } else {
      appendText(raw, isFolded: attribute.isFolded, to: &output)
    }
    return true
  }

  private static func appendText(_ raw: UnsafeRawBufferPointer, isFolded: Bool, to output: inout [UInt8]) {
    if isFolded {
      output += LineFolding.unfold(raw)
    } else {
      output.append(contentsOf: raw)
    }
  }

  private static func text(_ entry: EntryView, _ range: Range<Int>) -> String {
    String(decoding: entry.bytes[range], as: UTF8.self)
  }

  private mutating func note(_ kind: Gap.Kind, _ text: String) {
    problems.append(Problem(kind: kind, entry: UInt32(truncatingIfNeeded: nameEnds.count - 1), text: text))
  }
}
