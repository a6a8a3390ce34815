import Glibc
import Reporting

/// Standard output and standard error of a command line that may run in a terminal, a pipe or nowhere.
enum Terminal {
  static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
  static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Puts nothing where standard input, output or error was closed: otherwise the next connection or file would get its
  /// number, and with it what is meant for people. Writing to it still fails, as it does when closed.
  static func occupyStandardDescriptors() {
    for number in STDIN_FILENO...STDERR_FILENO where fcntl(number, F_GETFD) < 0 {
      // The lowest free number is taken, and those below are.
      _ = open("/dev/null", O_RDONLY)
    }
  }

  /// Columns of the terminal on standard output, between 60 and 120; 80 where there is none.
  static var width: Int {
    var size = winsize()
    guard outputIsTerminal, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return 80
    }
    return min(120, max(60, Int(size.ws_col)))
  }

  /// A paragraph no wider than the terminal, `indent` columns from the left, further lines four more; control characters
  /// are made visible. Ends with a line feed.
  static func folded(_ text: String, indent: Int) -> String {
    let lines = wrap(text, width: width - indent - 4)
    return String(repeating: " ", count: indent)
      + lines.joined(separator: "\n" + String(repeating: " ", count: indent + 4)) + "\n"
  }

  /// Writes to standard output; what a closed pipe does not take is dropped. An answer that is lost otherwise, as on
  /// a full disk, ends the program.
  static func write(_ text: String) { write(Array(text.utf8)) }

  static func write(_ bytes: [UInt8]) {
    let problem = write(bytes, to: STDOUT_FILENO)
    guard problem != 0, problem != EPIPE else { return }
    complain("standard output cannot be written: \(String(cString: strerror(problem))).")
    exit(Failure.Code.cannotWrite.rawValue)
  }

  /// Writes a part of a long answer to standard output.
  ///
  /// - Throws: ``ReaderGone`` when nobody reads any more; ``Failure`` when it cannot be written otherwise.
  static func send(_ bytes: [UInt8]) throws {
    switch write(bytes, to: STDOUT_FILENO) {
    case 0: return
    case EPIPE:
      ReaderWatch.note()
      throw ReaderGone()
    case let problem:
      throw Failure(
        .cannotWrite, "standard output cannot be written: \(String(cString: strerror(problem))).")
    }
  }

  /// One line on standard error. Text from the directory may be part of it, so control characters are made visible.
  static func complain(_ message: String) {
    write(Array("foothold: \(visible(message))\n".utf8), to: STDERR_FILENO)
  }

  /// One line on standard error that is no error.
  static func note(_ message: String) { write(Array("\(visible(message))\n".utf8), to: STDERR_FILENO) }

  /// Overwrites the progress line of standard error. What does not fit is left out: the terminal would break the line, and
  /// only its last part could be overwritten.
  static func progress(_ message: String) {
    var size = winsize()
    let isKnown = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 1
    let line = visible(message).prefix(isKnown ? Int(size.ws_col) - 1 : Int.max)
    write(Array("\r\u{1B}[K\(line)".utf8), to: STDERR_FILENO)
  }

  static func endProgress() { write(Array("\r\u{1B}[K".utf8), to: STDERR_FILENO) }

  /// - Returns: 0, or the `errno` with which the descriptor took no more.
  @discardableResult
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written > 0 {
        rest = rest.dropFirst(written)
      } else if errno != EINTR {
        return errno
      }
    }
    return 0
  }
}
