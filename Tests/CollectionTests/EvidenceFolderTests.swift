import Foundation
import Synchronization
import Testing

@testable import Collection

/// One folder, one collection.
@Suite struct EvidenceFolderTests {
  /// A lock belongs to an opened folder, so threads stand for processes.
  @Test func `of several that make one folder at once one gets it`() throws {
    for _ in 0..<50 {
      let path = Laboratory.freshPath()
      defer { try? FileManager.default.removeItem(atPath: path) }
      let taken = Mutex<[FolderLock]>([])
      Workers.run(8) { _ in
        if let (_, lock) = try? EvidenceFolder.create(path) { taken.withLock { $0.append(lock) } }
      }
      #expect(taken.withLock { $0.count } == 1)
    }
  }

  @Test func `an empty folder that another collection has taken is refused`() throws {
    let path = Laboratory.freshPath()
    defer { try? FileManager.default.removeItem(atPath: path) }
    do {
      let (folder, lock) = try EvidenceFolder.create(path)
      let refusal = #expect(throws: CollectionError.self) { try EvidenceFolder.create(path) }
      #expect(refusal?.description.contains("another collection is writing to it") == true)
      try Data().write(to: URL(filePath: folder.file("rest")))
      withExtendedLifetime(lock) {}
    }
    let second = #expect(throws: CollectionError.self) { try EvidenceFolder.create(path) }
    #expect(second?.description.contains("never overwritten") == true && second?.exitCode == 73)
  }

  @Test func `an empty folder is made private`() throws {
    let path = Laboratory.freshPath()
    defer { try? FileManager.default.removeItem(atPath: path) }
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o755])
    _ = try EvidenceFolder.create(path)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o700)
  }

  @Test func `what is free is said without making anything`() throws {
    let path = Laboratory.freshPath()
    try EvidenceFolder.requireFree(path)
    #expect(!FileManager.default.fileExists(atPath: path))
    let error = #expect(throws: CollectionError.self) { try EvidenceFolder.requireFree(path + "/within") }
    #expect(error?.exitCode == 73)
  }
}
