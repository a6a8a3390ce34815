import Foundation

/// Data written by others, present only where it was laid beside the package; the tests that use it are skipped elsewhere.
enum Fixtures {
  static let folder =
    ProcessInfo.processInfo.environment["FOOTHOLD_FIXTURES"].map { URL(fileURLWithPath: $0) }
    ?? URL(fileURLWithPath: #filePath).appending(path: "../../../../shared/fixtures").standardized

  static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: path).path)
  }

  static func json<Value: Decodable>(_ path: String, as type: Value.Type = Value.self) throws -> Value {
    try JSONDecoder().decode(type, from: Data(contentsOf: folder.appending(path: path)))
  }
}
