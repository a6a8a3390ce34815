/// The end of a command in one line that says what, where and what to do, with the exit code of its kind.
struct Failure: Error {
  /// `sysexits.h` values; 0, 10 and 20 are verdicts and no failures.
  enum Code: Int32 {
    case usage = 64
    case malformedInput = 65
    case inputNotFound = 66
    case serverUnavailable = 69
    case cannotWrite = 73
    case serverRefused = 77
  }

  let code: Code
  let message: String

  init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }
}
