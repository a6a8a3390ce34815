import Foundation
import LDAPClient

/// Reads a password from where no other process can see it: a prompt without echo, a file, or standard input.
enum PasswordInput {
  /// - Parameter path: a file whose first line is the password; `-` or nil: the prompt of a terminal, else standard
  ///   input.
  static func read(from path: String?, user: String) throws -> Password {
    var line: [UInt8]
    if let path, path != "-" {
      guard let data = FileManager.default.contents(atPath: path) else {
        throw Failure(.inputNotFound, "\(path): the password file cannot be read.")
      }
      line = Array(data.prefix { $0 != UInt8(ascii: "\n") })
    } else {
      line = try isatty(STDIN_FILENO) == 1 ? prompt("Password of \(user): ") : firstLine()
    }
    defer { line.withUnsafeMutableBytes { if let base = $0.baseAddress { explicit_bzero(base, $0.count) } } }
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    // A simple bind without a password succeeds as anonymous (RFC 4513 §5.1.2) and would look like an empty directory.
    guard !line.isEmpty else {
      throw Failure(.usage, "the password of \(user) is empty. Give it with --password-file.")
    }
    return Password(line)
  }

  private static func prompt(_ text: String) throws -> [UInt8] {
    var settings = termios()
    guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return firstLine() }
    // Ctrl-C must give the echo back before it ends the program.
    Interruption.install()
    let original = settings
    settings.c_lflag &= ~tcflag_t(ECHO)
    FileHandle.standardError.write(Data(text.utf8))
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
    defer {
      var restored = original
      tcsetattr(STDIN_FILENO, TCSAFLUSH, &restored)
      FileHandle.standardError.write(Data("\n".utf8))
    }
    while !Interruption.isRequested {
      var request = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      if poll(&request, 1, 250) > 0 { return firstLine() }
    }
    throw Failure(.serverUnavailable, "interrupted at the password of the user; nothing was asked.")
  }

  private static func firstLine() -> [UInt8] {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while Foundation.read(STDIN_FILENO, &byte, 1) == 1, byte != UInt8(ascii: "\n"), line.count < 4096 {
      line.append(byte)
    }
    return line
  }
}
