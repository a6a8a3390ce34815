/// Whether the parts of ranged attributes reach from the first value to the last. [MS-ADTS] 3.1.1.3.1.3.3
struct RangeCoverage {
  private struct Key: Hashable {
    var object: Int
    var attribute: UInt16
  }

  private var parts: [Key: [EntryBatch.RangePart]] = [:]

  mutating func add(_ part: EntryBatch.RangePart, of object: Int) {
    parts[Key(object: object, attribute: part.attribute), default: []].append(part)
  }

  /// What is missing, by object and attribute.
  func incomplete() -> [(object: Int, attribute: String, missing: String)] {
    let ordered = parts.sorted { ($0.key.object, $0.key.attribute) < ($1.key.object, $1.key.attribute) }
    return ordered.compactMap { key, parts in
      guard let missing = Self.missing(parts) else { return nil }
      let isMetadata = key.attribute == EntryBatch.valueMetadataNumber
      let name =
        isMetadata ? "msDS-ReplValueMetaData" : AttributeCatalogue.attributes[Int(key.attribute)].name
      return (key.object, name, missing)
    }
  }

  private static func missing(_ parts: [EntryBatch.RangePart]) -> String? {
    var next: UInt64 = 0
    for part in parts.sorted(by: { $0.low < $1.low }) {
      if UInt64(part.low) > next { return "values \(next) to \(part.low - 1) are missing" }
      guard let high = part.high else { return nil }
      next = max(next, UInt64(high) + 1)
    }
    return "values from \(next) on are missing"
  }
}
