import Directory
import Foundation
import LDAPTypes
import LDIF

@testable import Assessment

/// The root of the package, from the place of this file.
let packageRoot = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// LDIF bytes to a snapshot, through the real reader.
func snapshot(ldif: [UInt8]) -> Snapshot {
  var batch = EntryBatch()
  _ = LDIFParser(path: "fixture.ldif").forEachEntry(in: ldif) { batch.add($0) }
  var builder = SnapshotBuilder()
  builder.append(batch)
  return builder.build()
}

/// A bundled company of the lab; nil when the repository was checked out without it.
func evidence(_ name: String) -> Snapshot? {
  let path = packageRoot.appending(path: "Tests/Evidence/\(name).ldif")
  guard let data = try? Data(contentsOf: path) else { return nil }
  return snapshot(ldif: Array(data))
}

func time(_ text: String) -> Instant { Instant(iso8601: text) ?? Instant(seconds: 0) }
