import LDIF
import Foundation

/// An evidence folder as an assessment takes it.
package struct CollectedEvidence: Sendable {
  package let manifest: Manifest
  /// Paths of the LDIF files, sorted.
  package let files: [String]
  /// What the collection could not get, and what happened to the folder since.
  package let gaps: [EvidenceGap]
}

/// Why an evidence folder cannot be used.
package enum EvidenceError: Error, Hashable, Sendable, CustomStringConvertible {
  case unreadable(path: String, reason: String)
  case malformedManifest(path: String, reason: String)
  /// A file is not the one that was collected.
  case altered(path: String, expected: String, found: String)

  package var description: String {
    switch self {
    case .unreadable(let path, let reason): "\(path): \(reason)"
    case .malformedManifest(let path, let reason):
      "\(path) is not a manifest of \(Manifest.schemaName): \(reason); name the LDIF files themselves to assess them"
    case .altered(let path, let expected, let found):
      "\(path) was changed after it was collected: SHA-256 \(found), manifest \(expected); "
        + "get the original, or name the LDIF files themselves to assess them as they are"
    }
  }

  /// After sysexits.h: 65 malformed input, 66 no input.
  package var exitCode: Int32 {
    switch self {
    case .unreadable: 66
    case .malformedManifest, .altered: 65
    }
  }
}

extension EvidenceFolder {
  /// True when the path is a folder with a manifest in it.
  package static func isEvidence(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(path)/\(Manifest.fileName)")
  }

  /// Reads the manifest and checks every file against it.
  ///
  /// - Parameter verifying: false leaves the hashes to a caller that computes them while it parses.
  package static func read(_ path: String, verifying: Bool = true) throws(EvidenceError) -> CollectedEvidence
  {
    let folder = EvidenceFolder(path: path)
    let name = folder.file(Manifest.fileName)
    guard let data = FileManager.default.contents(atPath: name) else {
      throw .unreadable(path: name, reason: "cannot be read")
    }
    let manifest: Manifest
    do {
      manifest = try JSONDecoder().decode(Manifest.self, from: data)
    } catch {
      throw .malformedManifest(path: name, reason: String(describing: error).prefixLine)
    }
    guard manifest.schema == Manifest.schemaName else {
      throw .malformedManifest(path: name, reason: "its schema is \(manifest.schema)")
    }
    var gaps = manifest.gaps
    var files: [String] = []
    for file in manifest.files {
      // A name from outside: it must stay inside the folder.
      guard !file.path.isEmpty, !file.path.contains("/"), file.path != "." && file.path != ".." else {
        throw .malformedManifest(path: name, reason: "it names the file \(file.path)")
      }
      let path = folder.file(file.path)
      guard FileManager.default.isReadableFile(atPath: path) else {
        throw .unreadable(path: path, reason: "is named by the manifest and cannot be read")
      }
      if verifying, let expected = file.sha256 {
        guard let found = Self.sha256(path) else { throw .unreadable(path: path, reason: "cannot be read") }
        guard found == expected else { throw .altered(path: path, expected: expected, found: found) }
      }
      files.append(path)
    }
    if !manifest.complete, !gaps.contains(where: { $0.kind == .collectionIncomplete }) {
      gaps.append(
        EvidenceGap(
          kind: .collectionIncomplete, objects: 1,
          detail: "\(path): the collection ended before it was complete"))
    }
    let known = Set(manifest.files.map(\.path))
    let others = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    for other in others where other.hasSuffix(".ldif") && !known.contains(other) {
      gaps.append(
        EvidenceGap(
          kind: .collectionIncomplete, objects: 1,
          detail: "\(folder.file(other)) is not named by the manifest and was not read"))
    }
    return CollectedEvidence(manifest: manifest, files: files.sorted(), gaps: gaps)
  }

  private static func sha256(_ path: String) -> String? {
    guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? handle.close() }
    let digest = SHA256Digest()
    do {
      // At the end of the file there is no data, or empty data; both mean the same.
      while let data = try handle.read(upToCount: 4 << 20), !data.isEmpty {
        data.withUnsafeBytes { digest.update($0) }
      }
    } catch {
      return nil
    }
    return digest.hexadecimal()
  }
}

extension String {
  /// The first line, for a message in one line.
  fileprivate var prefixLine: String { split(separator: "\n").first.map(String.init) ?? self }
}
