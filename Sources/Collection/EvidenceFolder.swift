import Foundation
import Glibc

/// The folder a collection leaves behind: LDIF files and `manifest.json`.
package struct EvidenceFolder: Sendable {
  package let path: String

  /// Makes the folder, readable for its owner only. An empty one that exists is taken; one that holds anything is not.
  static func create(_ path: String) throws(CollectionError) -> EvidenceFolder {
    if mkdir(path, 0o700) != 0 {
      let code = errno
      guard code == EEXIST else { throw .output(path: path, reason: String(cString: strerror(code))) }
      let content = try? FileManager.default.contentsOfDirectory(atPath: path)
      guard content?.isEmpty == true, chmod(path, 0o700) == 0 else {
        throw .output(
          path: path, reason: "it exists and is not an empty folder; evidence is never overwritten")
      }
    }
    return EvidenceFolder(path: path)
  }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  /// Replaces the manifest in one step, so that a reader finds the old or the new one and never a part.
  func write(_ manifest: Manifest) throws(CollectionError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let target = file(Manifest.fileName)
    let draft = target + ".new"
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
  }
}
