import Directory
import Foundation
import LDAPTypes
import LDIF

/// The snapshot of LDIF texts, one batch each.
func snapshot(_ texts: String...) -> Snapshot {
  var builder = SnapshotBuilder()
  for (index, text) in texts.enumerated() {
    var batch = EntryBatch()
    _ = LDIFParser(path: "test.ldif", source: index).forEachEntry(in: Array(text.utf8)) { batch.add($0) }
    builder.append(batch)
  }
  return builder.build()
}

/// The snapshot of a fixture file, read as the tool reads it; nil when the fixtures are not there.
func fixture(_ name: String) throws -> Snapshot? {
  guard let folder = fixtureFolder else { return nil }
  var builder = SnapshotBuilder(sources: [name])
  var batch = EntryBatch()
  let bytes = try [UInt8](Data(contentsOf: folder.appending(path: "ldif/\(name)")))
  _ = LDIFParser(path: name).forEachEntry(in: bytes) { batch.add($0) }
  builder.append(batch)
  return builder.build()
}

let fixtureFolder: URL? = {
  let environment = ProcessInfo.processInfo.environment["FOOTHOLD_FIXTURES"].map { URL(filePath: $0) }
  let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  let folder = environment ?? package.deletingLastPathComponent().appending(path: "shared/fixtures")
  return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
}()

extension Snapshot {
  func gap(_ kind: Gap.Kind) -> Gap? { gaps.first { $0.kind == kind } }

  func names(_ objects: some Sequence<ObjectID>) -> [String] { objects.map { name($0) } }
}
