import Foundation
import Glibc
import JSONInput
import LDIF

/// An evidence folder as an assessment takes it.
package struct CollectedEvidence: Sendable {
  package let manifest: Manifest
  /// The files that hold answers, sorted by path.
  package let contents: [CollectedFile]
  /// What the collection could not get, and what happened to the folder since.
  package let gaps: [EvidenceGap]

  package var files: [String] { contents.map(\.path) }
}

/// A file of an evidence folder, as far as the manifest vouches for it.
package struct CollectedFile: Hashable, Sendable {
  package let path: String
  /// Of the bytes vouched for, lower-case hexadecimal.
  package let sha256: String?
  /// How many bytes from the beginning are vouched for; nil = all.
  package let bytes: Int?
  /// How many entries they hold.
  package let entries: Int?

  package init(path: String, sha256: String? = nil, bytes: Int? = nil, entries: Int? = nil) {
    self.entries = entries
    self.path = path
    self.sha256 = sha256
    self.bytes = bytes
  }
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

  /// Reads the manifest and finds the files it names. Their hashes are left to whoever reads them: every byte is read
  /// once.
  package static func read(_ path: String) throws(EvidenceError) -> CollectedEvidence {
    let folder = EvidenceFolder(path: path)
    let manifest = try folder.manifest()
    var gaps = manifest.gaps
    var contents: [CollectedFile] = []
    for file in manifest.files {
      // Announced and not begun, when the collection was ended from outside.
      if !manifest.complete, manifest.runs != nil, file.bytes == 0 { continue }
      let path = folder.file(file.path)
      var status = stat()
      guard lstat(path, &status) == 0, access(path, R_OK) == 0 else {
        throw .unreadable(path: path, reason: "is named by the manifest and cannot be read")
      }
      // A pipe would be waited for, for ever; a link leads to what was not collected.
      guard status.st_mode & S_IFMT == S_IFREG else {
        throw .unreadable(path: path, reason: "is named by the manifest and is no file")
      }
      guard file.sha256 != nil else {
        throw .malformedManifest(
          path: folder.file(Manifest.fileName), reason: "it has no SHA-256 of \(file.path)")
      }
      let vouched = manifest.complete ? nil : file.bytes
      contents.append(CollectedFile(path: path, sha256: file.sha256, bytes: vouched, entries: file.entries))
    }
    if !manifest.complete, !gaps.contains(where: { $0.kind == .collectionIncomplete }) {
      let rest = manifest.files.reduce(0) { $0 + max(0, folder.size($1.path) - $1.bytes) }
      let unread = rest > 0 ? "; \(rest) bytes of answers that did not end were not read" : ""
      gaps.append(
        EvidenceGap(
          kind: .collectionIncomplete, objects: 1,
          detail: "\(path): the collection ended before it was complete\(unread)"))
    }
    for other in folder.unlisted(manifest) where other.contains(".ldif") {
      gaps.append(
        EvidenceGap(
          kind: .collectionIncomplete, objects: 1,
          detail: "\(folder.file(other)) is not named by the manifest and was not read"))
    }
    return CollectedEvidence(
      manifest: manifest, contents: contents.sorted { $0.path < $1.path }, gaps: gaps)
  }

  /// Far more entries than the 2^31 objects that a domain controller can make in its lifetime.
  private static let largestCount = 1 << 40

  /// - Throws: ``EvidenceError/malformedManifest(path:reason:)`` also when it names files outside of the folder.
  func manifest() throws(EvidenceError) -> Manifest {
    let name = file(Manifest.fileName)
    guard let data = FileManager.default.contents(atPath: name) else {
      throw .unreadable(path: name, reason: "cannot be read")
    }
    let manifest: Manifest
    do throws(JSONInputError) {
      manifest = try JSONText.decode(Manifest.self, from: data)
    } catch {
      throw .malformedManifest(path: name, reason: error.description)
    }
    guard manifest.schema == Manifest.schemaName else {
      throw .malformedManifest(path: name, reason: "its schema is \(manifest.schema)")
    }
    var known: Set<String> = []
    for file in manifest.files {
      // A name from outside: it must stay inside the folder.
      guard !file.path.isEmpty, !file.path.contains("/"), !file.path.hasPrefix("."),
        !file.path.contains("\0"), known.insert(file.path).inserted, file.path != Manifest.fileName
      else {
        throw .malformedManifest(path: name, reason: "it names the file \(file.path)")
      }
      guard file.bytes >= 0, file.entries >= 0 else {
        throw .malformedManifest(path: name, reason: "it counts less than nothing in \(file.path)")
      }
    }
    if manifest.complete, let cut = manifest.queries.first(where: { $0.outcome == .cut }) {
      throw .malformedManifest(
        path: name, reason: "it says complete, and that the answer of \(cut.id) was cut")
    }
    for query in manifest.queries where query.entries > 0 && !known.contains(query.file) {
      throw .malformedManifest(
        path: name, reason: "the answer of \(query.id) is in \(query.file), which it does not list")
    }
    // What is added up must not overflow.
    let counts =
      manifest.files.map(\.entries) + manifest.queries.map(\.entries) + manifest.gaps.map(\.objects)
      + manifest.queries.compactMap(\.withoutDescriptor)
    guard counts.allSatisfy((0...Self.largestCount).contains) else {
      throw .malformedManifest(path: name, reason: "it counts what no directory holds")
    }
    return manifest
  }

  private func size(_ name: String) -> Int {
    let attributes = try? FileManager.default.attributesOfItem(atPath: file(name))
    return (attributes?[.size] as? Int) ?? 0
  }

  /// What lies in the folder and is not named by the manifest, sorted.
  func unlisted(_ manifest: Manifest) -> [String] {
    let known = Set(manifest.files.map(\.path) + [Manifest.fileName])
    let present = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return present.filter { !known.contains($0) }.sorted()
  }
}
