/// The objects of a snapshot: every object is one entry of one batch.
struct ObjectStore: Sendable {
  struct Location: Sendable {
    var batch: UInt32
    var entry: UInt32
  }

  var batches: [EntryBatch] = []
  var locations: [Location] = []
  /// The batch of the entries that ``EntryMerge`` made.
  var mergedBatch: Int?

  var count: Int { locations.count }

  func name(_ object: Int) -> ArraySlice<UInt8> {
    let location = locations[object]
    return batches[Int(location.batch)].name(Int(location.entry))
  }

  func withName<Result>(_ object: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    name(object).withUnsafeBytes(body)
  }

  /// Every value of an attribute, in the order of the entry.
  func forEachValue(_ object: Int, _ attribute: UInt16, _ body: (ArraySlice<UInt8>) -> Void) {
    let batch = Int(locations[object].batch)
    // Asked through the array, batch by batch: a batch in a variable of its own would be copied for the call of `body`.
    for index in EntryBatch.run(batches[batch].slotEnds, Int(locations[object].entry))
    where batches[batch].slots[index].attribute == attribute {
      let slot = batches[batch].slots[index]
      for value in Int(slot.firstValue)..<Int(slot.firstValue + slot.count) {
        body(batches[batch].value(value))
      }
    }
  }

  func values(_ object: Int, _ attribute: UInt16) -> [[UInt8]] {
    var values: [[UInt8]] = []
    forEachValue(object, attribute) { values.append(Array($0)) }
    return values
  }

  func first(_ object: Int, _ attribute: UInt16) -> ArraySlice<UInt8>? {
    let location = locations[object]
    return batches[Int(location.batch)].firstValue(Int(location.entry), attribute)
  }

  func text(_ object: Int, _ attribute: UInt16) -> String? {
    first(object, attribute).map { String(decoding: $0, as: UTF8.self) }
  }

  func integer(_ object: Int, _ attribute: UInt16) -> Int64? {
    first(object, attribute).flatMap(decimal)
  }

  /// By isDeleted, or by the mark that deletion puts into the RDN: LF, `DEL:`, GUID. [MS-ADTS] 3.1.1.5.5.1.1
  func isDeleted(_ object: Int) -> Bool {
    if let value = integer(object, Numbers.isDeleted) { return value == 1 }
    return withName(object, Self.hasDeletionMark)
  }

  private static func hasDeletionMark(_ name: UnsafeRawBufferPointer) -> Bool {
    var index = 0
    while index < name.count, name[index] != UInt8(ascii: ",") {
      if name[index] == UInt8(ascii: "\\") {
        if name[index...].starts(with: deletionMark) { return true }
        index += 1
      }
      index += 1
    }
    return false
  }

  private static let deletionMark = Array("\\0ADEL:".utf8)

  func classSet(_ object: Int) -> UInt32? {
    let location = locations[object]
    let number = batches[Int(location.batch)].classSets[Int(location.entry)]
    return number == EntryBatch.none ? nil : number
  }

  func descriptor(_ object: Int) -> UInt32? {
    let location = locations[object]
    let number = batches[Int(location.batch)].descriptors[Int(location.entry)]
    return number == EntryBatch.none ? nil : number
  }

  func stampRange(_ object: Int) -> (batch: Int, range: Range<Int>) {
    let location = locations[object]
    let batch = Int(location.batch)
    return (batch, EntryBatch.run(batches[batch].stampEnds, Int(location.entry)))
  }

  func linkRange(_ object: Int) -> (batch: Int, range: Range<Int>) {
    let location = locations[object]
    let batch = Int(location.batch)
    return (batch, EntryBatch.run(batches[batch].linkEnds, Int(location.entry)))
  }
}

extension EntryBatch {
  static func run(_ ends: [UInt32], _ entry: Int) -> Range<Int> {
    (entry == 0 ? 0 : Int(ends[entry - 1]))..<Int(ends[entry])
  }

  func name(_ entry: Int) -> ArraySlice<UInt8> {
    names[Self.run(nameEnds, entry)]
  }

  func value(_ index: Int) -> ArraySlice<UInt8> {
    values[Self.run(valueEnds, index)]
  }

  func forEachValue(_ entry: Int, _ attribute: UInt16, _ body: (ArraySlice<UInt8>) -> Void) {
    for index in Self.run(slotEnds, entry) where slots[index].attribute == attribute {
      let slot = slots[index]
      for value in Int(slot.firstValue)..<Int(slot.firstValue + slot.count) { body(self.value(value)) }
    }
  }

  func firstValue(_ entry: Int, _ attribute: UInt16) -> ArraySlice<UInt8>? {
    for index in Self.run(slotEnds, entry) where slots[index].attribute == attribute {
      return value(Int(slots[index].firstValue))
    }
    return nil
  }
}

/// A decimal integer as LDAP writes it (RFC 4517 §3.3.16), or a Boolean; nil when it is none or does not fit.
func decimal(_ text: ArraySlice<UInt8>) -> Int64? {
  if text.elementsEqual("TRUE".utf8) { return 1 }
  if text.elementsEqual("FALSE".utf8) { return 0 }
  var digits = text
  let isNegative = digits.first == UInt8(ascii: "-")
  if isNegative { digits = digits.dropFirst() }
  guard !digits.isEmpty else { return nil }
  var value: Int64 = 0
  for byte in digits {
    guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
    let (product, first) = value.multipliedReportingOverflow(by: 10)
    let digit = Int64(byte - UInt8(ascii: "0"))
    // Counted downwards for negative numbers, so that the smallest one fits: it means *never* in durations.
    let (sum, second) =
      isNegative ? product.subtractingReportingOverflow(digit) : product.addingReportingOverflow(digit)
    if first || second { return nil }
    value = sum
  }
  return value
}
