import Foundation
import Glibc

/// The folder a collection leaves behind: LDIF files and `manifest.json`.
package struct EvidenceFolder: Sendable {
  package let path: String

  private static let draft = Manifest.fileName + ".new"

  /// Makes the folder, readable for its owner only. An empty one that exists is taken; one that holds anything is not.
  static func create(_ path: String) throws(CollectionError) -> EvidenceFolder {
    if mkdir(path, 0o700) != 0 {
      let code = errno
      guard code == EEXIST else { throw .output(path: path, reason: String(cString: strerror(code))) }
      guard isUnused(path), chmod(path, 0o700) == 0 else {
        throw .output(
          path: path, reason: "it exists and is not an empty folder; evidence is never overwritten")
      }
    }
    return EvidenceFolder(path: path)
  }

  /// Whether the folder is empty, or holds only the draft of a first manifest that did not come about.
  package static func isUnused(_ path: String) -> Bool {
    let content = try? FileManager.default.contentsOfDirectory(atPath: path)
    return content.map { $0.allSatisfy { $0 == draft } } ?? false
  }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  /// Replaces the manifest in one step, so that a reader finds the old or the new one and never a part, after a power
  /// failure as well.
  func write(_ manifest: Manifest) throws(CollectionError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let target = file(Manifest.fileName)
    let draft = file(Self.draft)
    guard let data = try? encoder.encode(manifest) else {
      throw .output(path: target, reason: "cannot be encoded")
    }
    unlink(draft)
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .output(path: draft, reason: String(cString: strerror(errno))) }
    let isWritten = data.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) == $0.count }
    let isSafe = isWritten && fsync(descriptor) == 0
    close(descriptor)
    guard isSafe, rename(draft, target) == 0 else {
      throw .output(path: target, reason: String(cString: strerror(errno)))
    }
    // The new name is in the folder, and the folder has to reach the disk as well.
    let parent = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard parent >= 0 else { throw .output(path: path, reason: String(cString: strerror(errno))) }
    defer { close(parent) }
    guard fsync(parent) == 0 else { throw .output(path: path, reason: String(cString: strerror(errno))) }
  }
}

/// Keeps other collections out of a folder as long as it lives. The system lets go of it when the process ends, however
/// it ends.
final class FolderLock: Sendable {
  private let descriptor: Int32

  init(_ folder: EvidenceFolder) throws(CollectionError) {
    descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw .output(path: folder.path, reason: String(cString: strerror(errno)))
    }
    // A failure from here on runs deinit, which closes.
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw .output(path: folder.path, reason: "another collection is writing to it")
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }
}
