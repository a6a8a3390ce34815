import Foundation
import Testing
import WindowsSecurity

/// Real data kept outside of the repository; tests that need it are skipped where it is missing.
enum Fixtures {
  static let root: URL? = {
    let named = ProcessInfo.processInfo.environment["FOOTHOLD_FIXTURES"].map { URL(fileURLWithPath: $0) }
    let beside = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("../shared/fixtures").standardized
    let candidate = named ?? beside
    return FileManager.default.fileExists(atPath: candidate.appendingPathComponent("sd").path)
      ? candidate : nil
  }()

  static var arePresent: Bool { root != nil }

  static func data(_ path: String) throws -> Data {
    try Data(contentsOf: (root ?? URL(fileURLWithPath: "/")).appendingPathComponent(path))
  }

  /// One descriptor of `sd/corpus.jsonl` with another implementation's reading of it.
  struct CorpusRow: Decodable, Sendable, CustomTestStringConvertible {
    let id: String
    let sd: String
    let samba_sddl: String

    var bytes: [UInt8] { Data(base64Encoded: sd).map(Array.init) ?? [] }
    var testDescription: String { id }
  }

  static let corpus: [CorpusRow] = {
    guard arePresent, let data = try? data("sd/corpus.jsonl") else { return [] }
    return data.split(separator: UInt8(ascii: "\n")).compactMap {
      try? JSONDecoder().decode(CorpusRow.self, from: Data($0))
    }
  }()

  /// The `nTSecurityDescriptor` of every entry of an LDIF file that has one, by DN: just enough of RFC 2849 for it.
  static func descriptors(inLDIF path: String) throws -> [String: SecurityDescriptor] {
    let text = String(decoding: try data(path), as: UTF8.self)
      .replacingOccurrences(of: "\r\n", with: "\n").replacingOccurrences(of: "\n ", with: "")
    var found: [String: SecurityDescriptor] = [:]
    var dn = ""
    for line in text.split(separator: "\n") {
      if line.hasPrefix("dn: ") { dn = String(line.dropFirst(4)) }
      if line.hasPrefix("nTSecurityDescriptor:: "),
        let value = Data(base64Encoded: String(line.dropFirst(23)))
      {
        found[dn] = try SecurityDescriptor(Array(value))
      }
    }
    return found
  }
}

/// The same sequence in every run.
struct Xorshift {
  var state: UInt64

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}
