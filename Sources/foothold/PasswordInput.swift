import Foundation
import LDAPClient

/// Reads a password from where no other process can see it: a prompt without echo, a file, a pipe, or standard input.
enum PasswordInput {
  /// Far longer than any password of Active Directory, which takes 256 characters.
  private static let longest = 4096

  /// - Parameter path: a file or pipe whose first line is the password; `-` or nil: the prompt of a terminal, else standard
  ///   input.
  static func read(from path: String?, user: String) throws -> Password {
    var line: [UInt8]
    let source: String
    if let path, path != "-" {
      source = path
      line = try firstLine(ofFile: path)
    } else {
      source = "standard input"
      line = try isatty(STDIN_FILENO) == 1 ? prompt("Password of \(user): ") : firstLine(STDIN_FILENO)
    }
    defer { line.withUnsafeMutableBytes { if let base = $0.baseAddress { explicit_bzero(base, $0.count) } } }
    guard line.count <= longest else {
      throw Failure(.malformedInput, "\(source): the first line is longer than any password.")
    }
    // Neither is UTF-8, which a password is sent in.
    guard !line.starts(with: [0xFF, 0xFE]), !line.starts(with: [0xFE, 0xFF]) else {
      throw Failure(.malformedInput, "\(source): is UTF-16. Save the password as UTF-8.")
    }
    // What Windows' editors put before the text, and before the line feed.
    if line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    // A simple bind without a password succeeds as anonymous (RFC 4513 §5.1.2) and would look like an empty directory.
    guard !line.isEmpty else {
      throw Failure(.usage, "the password of \(user) is empty. Give it with --password-file.")
    }
    return Password(line)
  }

  private static func prompt(_ text: String) throws -> [UInt8] {
    var settings = termios()
    guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return try firstLine(STDIN_FILENO) }
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
    return try firstLine(STDIN_FILENO)
  }

  private static func firstLine(ofFile path: String) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    var status = stat()
    guard descriptor >= 0, fstat(descriptor, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
      if descriptor >= 0 { close(descriptor) }
      throw Failure(.inputNotFound, "\(path): the password file cannot be read.")
    }
    defer { close(descriptor) }
    return try firstLine(descriptor)
  }

  /// Up to a line feed, without it; one byte more than the longest when there is none. Byte by byte: what follows may be for
  /// others, and nothing of it is kept.
  private static func firstLine(_ descriptor: Int32) throws -> [UInt8] {
    var line: [UInt8] = []
    // Not moved while it grows, which would leave copies behind.
    line.reserveCapacity(longest + 1)
    var byte: UInt8 = 0
    while line.count <= longest {
      var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let isReady = poll(&request, 1, 250) > 0
      // A signal does not end the reading of a terminal or a pipe.
      guard !Interruption.isRequested else {
        throw Failure(.serverUnavailable, "interrupted at the password of the user; nothing was asked.")
      }
      guard isReady else { continue }
      let count = Foundation.read(descriptor, &byte, 1)
      if count < 0, errno == EINTR { continue }
      guard count == 1, byte != UInt8(ascii: "\n") else { break }
      line.append(byte)
    }
    return line
  }
}
