import Foundation
import Testing

@testable import Collection

/// What may happen to an evidence folder after the collection.
@Suite struct FolderCheckTests {
  /// A folder collected from a server of two entries.
  struct Folder: ~Copyable {
    let path = Laboratory.freshPath()
    let file: String

    init() throws {
      file = path + "/domain-x.ldif"
      let server = try HostileServerTests.breaking(forever: false)
      _ = try HostileServerTests().collector(server, path).run()
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func check() throws -> FolderCheck { try EvidenceFolder.check(path) }

    func rewrite(_ name: String, _ change: (String) -> String) throws {
      let text = try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
      // In place, so that the mode stays.
      let handle = try FileHandle(forWritingTo: URL(filePath: "\(path)/\(name)"))
      try handle.truncate(atOffset: 0)
      try handle.write(contentsOf: Data(change(text).utf8))
      try handle.close()
    }
  }

  /// Nothing ends with a complete folder and an answer that was cut: somebody else wrote that.
  @Test func `a manifest that says complete of an answer that was cut is none`() throws {
    let folder = try Folder()
    try folder.rewrite("manifest.json") { $0.replacing("\"answered\"", with: "\"cut\"") }
    #expect(throws: EvidenceError.self) { try folder.check() }
    let error = #expect(throws: EvidenceError.self) { try EvidenceFolder.read(folder.path) }
    #expect(error?.exitCode == 65 && error?.description.contains("everything was cut") == true)
  }

  @Test func `an untouched folder is intact, and nothing is warned of`() throws {
    let folder = try Folder()
    let check = try folder.check()
    #expect(check.isIntact && check.isComplete && check.warnings.isEmpty)
    #expect(check.files.map(\.path) == ["domain-x.ldif"] && check.entries == 2)
    #expect(check.manifestSHA256?.count == 64)
  }

  @Test(arguments: [
    ("cn: a", "cn: c", "was changed: SHA-256"), ("cn: a\n", "", "bytes, the manifest says"),
    ("dn: CN=b", "# dn: CN=b", "bytes, the manifest says"),
  ])
  func `a changed file is told`(text: String, replacement: String, problem: String) throws {
    let folder = try Folder()
    try folder.rewrite("domain-x.ldif") { $0.replacing(text, with: replacement) }
    let check = try folder.check()
    #expect(!check.isIntact)
    #expect(check.files.first?.problem?.contains(problem) == true, "\(check.files)")
  }

  @Test func `a missing file and a link in its place are told`() throws {
    let folder = try Folder()
    let elsewhere = folder.path + "-elsewhere"
    defer { try? FileManager.default.removeItem(atPath: elsewhere) }
    try FileManager.default.moveItem(atPath: folder.file, toPath: elsewhere)
    #expect(try folder.check().files.first?.problem?.contains("cannot be read") == true)
    try FileManager.default.createSymbolicLink(atPath: folder.file, withDestinationPath: elsewhere)
    #expect(try folder.check().files.first?.problem?.contains("not followed") == true)
  }

  @Test(arguments: ["../manifest.json", "/etc/passwd", "..", "", ".hidden", "manifest.json", "a/b"])
  func `a manifest that names files outside of the folder is refused`(name: String) throws {
    let folder = try Folder()
    try folder.rewrite("manifest.json") {
      $0.replacing("\"path\" : \"domain-x.ldif\"", with: "\"path\" : \"\(name)\"")
    }
    let error = #expect(throws: EvidenceError.self) { try folder.check() }
    #expect(error?.exitCode == 65)
  }

  @Test func `a file without a hash is not read as evidence, and verify tells it`() throws {
    let folder = try Folder()
    try folder.rewrite("manifest.json") { $0.replacing("\"sha256\"", with: "\"sha0\"") }
    let error = #expect(throws: EvidenceError.self) { try EvidenceFolder.read(folder.path) }
    #expect(error?.exitCode == 65)
    #expect(try !folder.check().isIntact)
  }

  @Test func `a manifest that no longer lists the file of an answer is refused`() throws {
    let folder = try Folder()
    var manifest = try EvidenceFolder.read(folder.path).manifest
    manifest.files = []
    try EvidenceFolder(path: folder.path).write(manifest)
    let error = #expect(throws: EvidenceError.self) { try folder.check() }
    #expect(error?.exitCode == 65)
    #expect(error?.description.contains("domain-x.ldif, which it does not list") == true)
  }

  @Test func `a link in place of a file is not read as evidence`() throws {
    let folder = try Folder()
    let elsewhere = folder.path + "-elsewhere"
    defer { try? FileManager.default.removeItem(atPath: elsewhere) }
    try FileManager.default.moveItem(atPath: folder.file, toPath: elsewhere)
    try FileManager.default.createSymbolicLink(atPath: folder.file, withDestinationPath: elsewhere)
    let error = #expect(throws: EvidenceError.self) { try EvidenceFolder.read(folder.path) }
    #expect(error?.exitCode == 66)
  }

  @Test func `entries that the queries did not bring are told`() throws {
    let folder = try Folder()
    try folder.rewrite("manifest.json") { $0.replacing("\"entries\" : 2", with: "\"entries\" : 3") }
    #expect(try folder.check().files.first?.problem == "holds 2 entries, the manifest says 3")
  }

  @Test func `wide permissions and other files are warned of`() throws {
    let folder = try Folder()
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: folder.file)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
    try Data().write(to: URL(filePath: folder.path + "/notes.txt"))
    let check = try folder.check()
    #expect(check.isIntact)
    #expect(check.warnings.filter { $0.contains("open to others") }.count == 2)
    #expect(check.warnings.contains { $0.contains("notes.txt is not named by the manifest") })
  }
}
