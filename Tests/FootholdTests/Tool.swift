import Foundation
import Testing

/// The built program, run as a user runs it.
enum Tool {
  struct Run {
    let exitCode: Int32
    let output: String
    let errors: String

    var errorLines: [Substring] { errors.split(separator: "\n") }
  }

  static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The products lie beside the test bundle, whatever the configuration and the scratch folder.
  static let program: URL = {
    let bundle = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    let beside = bundle.appending(path: "foothold")
    if FileManager.default.isExecutableFile(atPath: beside.path()) { return beside }
    return package.appending(path: ".build/debug/foothold")
  }()

  static func evidence(_ name: String) -> String { package.appending(path: "Tests/Evidence/\(name)").path() }

  /// Data written by others, nil where there is none.
  static func fixture(_ name: String) -> String? {
    let folder =
      ProcessInfo.processInfo.environment["FOOTHOLD_FIXTURES"].map { URL(filePath: $0) }
      ?? package.deletingLastPathComponent().appending(path: "shared/fixtures")
    let path = folder.appending(path: name).path()
    return FileManager.default.isReadableFile(atPath: path) ? path : nil
  }

  /// - Parameter output: where standard output goes; nil keeps it for the caller.
  static func run(_ arguments: [String], input: String? = nil, output: String? = nil) throws -> Run {
    let scratch = try Scratch()
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    // Files instead of pipes: nobody has to read while the program writes.
    let kept = try scratch.handle("out")
    process.standardOutput = try output.map { try FileHandle(forWritingTo: URL(filePath: $0)) } ?? kept
    process.standardError = try scratch.handle("err")
    if let input {
      process.standardInput = try FileHandle(forReadingFrom: URL(filePath: scratch.file("in", input)))
    } else {
      process.standardInput = FileHandle.nullDevice
    }
    try process.run()
    process.waitUntilExit()
    return Run(
      exitCode: process.terminationStatus, output: try scratch.text("out"), errors: try scratch.text("err"))
  }
}

extension Tool {
  /// Runs a shell script with the program as `$0`. What is said is then in `out` and `err` of the folder.
  static func shell(_ script: String, _ arguments: [String], in scratch: Scratch) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", script, program.path()] + arguments
    process.standardOutput = try scratch.handle("out")
    process.standardError = try scratch.handle("err")
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}

/// A port of loopback at which nobody answers: connections come about and wait.
final class Listener {
  private let descriptor: Int32
  private let port: UInt16

  init() throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = descriptor
    let isBound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, size) == 0 && listen(descriptor, 8) == 0
          && getsockname(descriptor, $0, &size) == 0
      }
    }
    port = UInt16(bigEndian: address.sin_port)
    guard isBound else { throw POSIXError(.EADDRNOTAVAIL) }
  }

  deinit { close(descriptor) }

  var url: String { "ldaps://127.0.0.1:\(port)" }

  /// Whether somebody has connected.
  var wasCalled: Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, 0) > 0
  }
}

/// A folder that goes away with its owner.
final class Scratch {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "foothold-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func path(_ name: String) -> String { folder.appending(path: name).path() }

  func file(_ name: String, _ text: String) throws -> String {
    try Data(text.utf8).write(to: folder.appending(path: name))
    return path(name)
  }

  func handle(_ name: String) throws -> FileHandle {
    try Data().write(to: folder.appending(path: name))
    return try FileHandle(forWritingTo: folder.appending(path: name))
  }

  func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
  }

  func data(_ name: String) throws -> Data { try Data(contentsOf: folder.appending(path: name)) }
}
