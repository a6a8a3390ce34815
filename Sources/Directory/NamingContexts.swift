/// The naming contexts of the forest, from the rootDSE, from their head objects, or from the names of objects below.
struct NamingContexts: Sendable {
  private(set) var configuration: String?
  private(set) var schema: String?
  private(set) var rootDomain: String?
  /// rootDSE, when an input has it: the entry with the empty name.
  let rootDSE: Int?

  init(store: ObjectStore, indexes: ObjectIndexes) {
    let rootDSE = indexes.object(name: UnsafeRawBufferPointer(start: nil, count: 0), in: store)
    self.rootDSE = rootDSE
    func value(_ name: String) -> String? {
      guard let rootDSE, let number = AttributeCatalogue.number(of: name) else { return nil }
      return store.text(rootDSE, number)
    }
    configuration = value("configurationNamingContext")
    schema = value("schemaNamingContext")
    rootDomain = value("rootDomainNamingContext")
    for object in 0..<store.count where configuration == nil || schema == nil {
      let name = store.name(object)
      guard let range = Self.find(Self.configurationMark, in: name) else { continue }
      if configuration == nil { configuration = String(decoding: name[range.lowerBound...], as: UTF8.self) }
      let head = name[..<range.lowerBound]
      if schema == nil, let start = Self.schemaStart(head) {
        schema = String(decoding: name[start...], as: UTF8.self)
      }
    }
    if rootDomain == nil, let configuration, let comma = configuration.firstIndex(of: ",") {
      rootDomain = String(configuration[configuration.index(after: comma)...])
    }
  }

  private static let configurationMark = Array("cn=configuration,dc=".utf8)
  private static let schemaMark = Array("cn=schema,".utf8)

  /// Where `CN=Schema,` starts, when it is the last component before the configuration.
  private static func schemaStart(_ head: ArraySlice<UInt8>) -> Int? {
    guard head.count >= schemaMark.count else { return nil }
    let tail = head.suffix(schemaMark.count)
    guard tail.elementsEqual(schemaMark, by: { lowercased($0) == $1 }) else { return nil }
    let isWhole = tail.startIndex == head.startIndex || head[tail.startIndex - 1] == UInt8(ascii: ",")
    return isWhole ? tail.startIndex : nil
  }

  private static func find(_ mark: [UInt8], in name: ArraySlice<UInt8>) -> Range<Int>? {
    guard name.count >= mark.count else { return nil }
    for start in stride(from: name.endIndex - mark.count, through: name.startIndex, by: -1) {
      let isStart = start == name.startIndex || name[start - 1] == UInt8(ascii: ",")
      guard isStart, lowercased(name[start]) == mark[0] else { continue }
      if name[start..<(start + mark.count)].elementsEqual(mark, by: { lowercased($0) == $1 }) {
        return start..<(start + mark.count)
      }
    }
    return nil
  }
}
