import Directory
import Foundation
import LDAPTypes
import LDIF
import Reachability

/// The snapshot of an LDIF text.
func snapshot(_ text: String) -> Snapshot {
  var builder = SnapshotBuilder()
  var batch = EntryBatch()
  _ = LDIFParser(path: "test.ldif").forEachEntry(in: Array(text.utf8)) { batch.add($0) }
  builder.append(batch)
  return builder.build()
}

/// The snapshot of a file; nil when it is not there.
func snapshot(of file: URL?) throws -> Snapshot? {
  guard let file, FileManager.default.fileExists(atPath: file.path) else { return nil }
  var builder = SnapshotBuilder(sources: [file.lastPathComponent])
  var batch = EntryBatch()
  _ = LDIFParser(path: file.lastPathComponent).forEachEntry(in: [UInt8](try Data(contentsOf: file))) {
    batch.add($0)
  }
  builder.append(batch)
  return builder.build()
}

let packageRoot = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// Real data of others, where it is at hand.
let fixtures: URL? = {
  let environment = ProcessInfo.processInfo.environment["FOOTHOLD_FIXTURES"].map { URL(filePath: $0) }
  let folder = environment ?? packageRoot.deletingLastPathComponent().appending(path: "shared/fixtures")
  return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
}()

func fixture(_ name: String) throws -> Snapshot? {
  try snapshot(of: fixtures?.appending(path: "ldif/\(name)"))
}

extension EffectiveAccess {
  /// The rights of `who` on `object`, by a reader of their own.
  static func of(_ who: ObjectID, on object: ObjectID, in snapshot: Snapshot) -> EffectiveAccess {
    var reader = AccessReader(snapshot)
    return reader.access(of: who, on: object)
  }
}

/// `EX01 -MemberOf> ETS -WriteDacl> DC=corp`, with `?` behind conditional steps.
func text(_ path: Path, _ snapshot: Snapshot) -> String {
  path.steps.reduce(snapshot.name(path.source)) { text, step in
    "\(text) -\(step.kind.rawValue)\(step.certainty.isCertain ? "" : "?")> \(snapshot.name(step.to))"
  }
}
