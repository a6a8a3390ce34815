import Foundation
import Glibc
import LDIF

/// Whether an evidence folder is what the collection left: JSON `foothold.verification/1`.
package struct FolderCheck: Codable, Sendable, Equatable {
  package struct File: Codable, Sendable, Equatable {
    package let path: String
    /// Why the file is not the one that was collected; nil when it is.
    package var problem: String?
    /// As counted now; of an incomplete collection only what the manifest vouches for.
    package var bytes = 0
    package var entries = 0
    /// Lower-case hexadecimal; nil when the file was not read.
    package var sha256: String?
  }

  /// As whom a run asked, and how protected.
  package struct Access: Codable, Sendable, Equatable {
    /// From 1.
    package let run: Int
    package let started: String
    /// As the server knows it, else as it was given; without secrets.
    package let account: String
    package let sid: String?
    /// One line for people.
    package let detail: String
    /// Who was asked so.
    package var servers: [String]
  }

  package var schema = "foothold.verification/1"
  package let folder: String
  /// SHA-256 of the manifest itself. Nothing in the folder vouches for it: who wants to prove later that it is the same
  /// writes this down elsewhere.
  package let manifestSHA256: String?
  /// True when every file is the one that was collected.
  package var isIntact: Bool
  package let isComplete: Bool
  package let runs: Int
  package let started: String
  package let finished: String?
  /// Every account that asked, by run.
  package let access: [Access]
  /// Sorted by path.
  package var files: [File]
  /// What does not change the evidence and should not be: wide permissions, other files.
  package var warnings: [String]
  package let gaps: [EvidenceGap]
  /// How many domains and domain controllers were wanted and not reached; with any, a complete collection is not the whole.
  package let unreached: Int
  /// Entries that came without the security descriptor that was asked for.
  package let withoutDescriptor: Int

  package var entries: Int { files.reduce(0) { $0 + $1.entries } }
}

extension EvidenceFolder {
  /// Reads every byte of the folder again and compares it with the manifest.
  ///
  /// - Throws: when there is no manifest to compare with.
  package static func check(_ path: String) throws(EvidenceError) -> FolderCheck {
    let folder = EvidenceFolder(path: path)
    let manifest = try folder.manifest()
    let files = manifest.files.sorted { $0.path < $1.path }.map { folder.check($0, manifest) }
    let digest = FileManager.default.contents(atPath: folder.file(Manifest.fileName))
      .flatMap { SHA256Digest.hexadecimal(of: Array($0)) }
    var warnings = folder.unlisted(manifest).map { "\(folder.file($0)) is not named by the manifest" }
    let listed = manifest.files.map(\.path)
    warnings += Self.openness(path, allowing: 0o700)
    warnings += ([Manifest.fileName] + listed).sorted().flatMap {
      Self.openness(folder.file($0), allowing: 0o600)
    }
    return FolderCheck(
      folder: path, manifestSHA256: digest, isIntact: files.allSatisfy { $0.problem == nil },
      isComplete: manifest.complete, runs: manifest.runs?.count ?? 1, started: manifest.started,
      finished: manifest.finished, access: manifest.access, files: files, warnings: warnings,
      gaps: manifest.gaps,
      unreached: manifest.gaps.unreached.count,
      withoutDescriptor: manifest.withoutDescriptor)
  }

  private func check(_ expected: Manifest.File, _ manifest: Manifest) -> FolderCheck.File {
    var found = FolderCheck.File(path: expected.path)
    let path = file(expected.path)
    var status = stat()
    guard lstat(path, &status) == 0 else {
      // Announced and not begun, when the collection was ended from outside.
      if !manifest.complete, expected.bytes == 0, errno == ENOENT { return found }
      found.problem = "cannot be read: \(String(cString: strerror(errno)))"
      return found
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      found.problem = "is no file but a link or a device, and is not followed"
      return found
    }
    guard status.st_size >= expected.bytes, !manifest.complete || status.st_size == expected.bytes else {
      found.bytes = Int(status.st_size)
      found.problem = "holds \(status.st_size) bytes, the manifest says \(expected.bytes)"
      return found
    }
    // Nothing of it is vouched for yet.
    if !manifest.complete, expected.bytes == 0 { return found }
    do {
      let summary = try LDIFSource(path: path, limit: expected.bytes).read(
        make: { 0 }, add: { count, _ in count += 1 }, deliver: { _, _ in })
      found.bytes = summary.bytes
      found.sha256 = summary.sha256
      found.entries = summary.entries
    } catch {
      found.problem = error.reason
      return found
    }
    if let sha256 = expected.sha256, sha256 != found.sha256 {
      found.problem = "was changed: SHA-256 \(found.sha256 ?? "unknown"), manifest \(sha256)"
    } else if found.entries != expected.entries {
      found.problem = "holds \(found.entries) entries, the manifest says \(expected.entries)"
    } else if expected.sha256 == nil {
      found.problem = "has no SHA-256 in the manifest"
    } else {
      let counted = manifest.queries.filter { $0.file == expected.path }.reduce(0) { $0 + $1.entries }
      if counted != expected.entries {
        found.problem = "holds \(expected.entries) entries, its queries brought \(counted)"
      }
    }
    return found
  }

  /// Personal data of a whole company: for its owner only.
  private static func openness(_ path: String, allowing mode: mode_t) -> [String] {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT != S_IFLNK else { return [] }
    var warnings: [String] = []
    if status.st_mode & 0o7777 & ~mode != 0 {
      let text = String(status.st_mode & 0o7777, radix: 8)
      warnings.append("\(path) is open to others (mode \(text)): chmod \(String(mode, radix: 8)) \(path)")
    }
    if status.st_uid != geteuid() { warnings.append("\(path) belongs to another user (id \(status.st_uid))") }
    return warnings
  }
}
