import Foundation
import Glibc

/// The folder a collection leaves behind: LDIF files and `manifest.json`.
package struct EvidenceFolder: Sendable {
  package let path: String

  private static let draft = Manifest.fileName + ".new"

  /// Makes the folder, readable for its owner only. An empty one that exists is taken; one that holds anything is not.
  ///
  /// - Returns: the folder, and what keeps other collections out of it.
  static func create(_ path: String) throws(CollectionError) -> (EvidenceFolder, FolderLock) {
    if mkdir(path, 0o700) != 0, errno != EEXIST {
      throw .output(path: path, reason: String(cString: strerror(errno)))
    }
    let folder = EvidenceFolder(path: path)
    let lock = try FolderLock(folder)
    // Only who holds the lock may judge: another collection may have begun in the folder, or ended, until then.
    guard isUnused(path) else { throw occupied(path) }
    try lock.makePrivate(path)
    return (folder, lock)
  }

  /// Refuses what ``create(_:)`` would refuse, without making anything. For the time before anybody is asked.
  package static func requireFree(_ path: String) throws(CollectionError) {
    var status = stat()
    // What is missing is made within this one.
    var writable = path
    if stat(path, &status) == 0 {
      guard isUnused(path) else { throw occupied(path) }
    } else if errno == ENOENT {
      let parent = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
      writable = parent.isEmpty ? "." : parent
    }
    guard access(writable, W_OK | X_OK) == 0 else {
      throw .output(path: path, reason: String(cString: strerror(errno)))
    }
  }

  private static func occupied(_ path: String) -> CollectionError {
    .output(path: path, reason: "it exists and is not an empty folder; evidence is never overwritten")
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
    var problem = Self.write(data, to: descriptor)
    if problem == 0, fsync(descriptor) != 0 { problem = errno }
    close(descriptor)
    if problem == 0, rename(draft, target) != 0 { problem = errno }
    guard problem == 0 else {
      unlink(draft)
      throw .output(path: target, reason: String(cString: strerror(problem)))
    }
    // The new name is in the folder, and the folder has to reach the disk as well.
    let parent = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard parent >= 0 else { throw .output(path: path, reason: String(cString: strerror(errno))) }
    defer { close(parent) }
    guard fsync(parent) == 0 else { throw .output(path: path, reason: String(cString: strerror(errno))) }
  }

  /// - Returns: 0, or the `errno` with which the file took no more. A disk that is almost full takes a part, and says why
  ///   only when the rest is offered.
  private static func write(_ data: Data, to descriptor: Int32) -> Int32 {
    data.withUnsafeBytes { bytes in
      var written = 0
      while written < bytes.count {
        let count = Glibc.write(descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return errno }
        written += count
      }
      return 0
    }
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

  /// Makes the folder its owner's, if it is still the one that was locked.
  func makePrivate(_ path: String) throws(CollectionError) {
    var (locked, present) = (stat(), stat())
    guard fstat(descriptor, &locked) == 0, fchmod(descriptor, 0o700) == 0, stat(path, &present) == 0 else {
      throw .output(path: path, reason: String(cString: strerror(errno)))
    }
    guard locked.st_dev == present.st_dev, locked.st_ino == present.st_ino else {
      throw .output(path: path, reason: "somebody replaced it meanwhile")
    }
  }
}
