import Foundation
import Testing

/// The program where standard input, output and error are not what they usually are.
@Suite struct TerminalTests {
  /// Otherwise a connection or a file of evidence gets the number, and what is meant for people goes there.
  @Test func `closed standard descriptors are occupied before anything is opened`() throws {
    let scratch = try Scratch()
    // Opening the pipe for writing waits until the program has it open for reading.
    _ = try Tool.shell(
      """
      mkfifo "$1"
      "$0" timeline "$1" <&- >&- 2>&- &
      exec 3> "$1"
      for number in 0 1 2; do readlink "/proc/$!/fd/$number"; done
      kill "$!"
      """, [scratch.path("pipe")], in: scratch)
    #expect(try scratch.text("out") == "/dev/null\n/dev/null\n/dev/null\n")
  }

  /// A collection that hears signals and waits for its password, which is in a pipe that nobody fills.
  private func waiting(_ scratch: Scratch) throws -> Process {
    #expect(mkfifo(scratch.path("pipe"), 0o600) == 0)
    let process = Process()
    process.executableURL = Tool.program
    process.arguments = [
      "collect", "--server", "ldaps://\(LiveOptionsTests.closed)", "--user", "ana", "--password-file",
      scratch.path("pipe"), "--out", "evidence-of-the-test",
    ]
    process.environment = ["SWIFT_BACKTRACE": "enable=yes"]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try scratch.handle("out")
    process.standardError = try scratch.handle("err")
    try process.run()
    func hears() throws -> Bool {
      let status = try String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
      let caught = status.split(separator: "\n").first { $0.hasPrefix("SigCgt:") }?.split(separator: "\t")
        .last
      return (caught.flatMap { UInt64($0, radix: 16) } ?? 0) & 1 << UInt64(SIGINT - 1) != 0
    }
    while process.isRunning, try !hears() { usleep(10_000) }
    #expect(process.isRunning)
    return process
  }

  /// The second one, or as many as it takes until two were heard.
  @Test(.timeLimit(.minutes(5)))
  func `Ctrl-C twice ends at once, with a word about how to go on`() throws {
    let scratch = try Scratch()
    let process = try waiting(scratch)
    while process.isRunning {
      process.interrupt()
      usleep(50_000)
    }
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGINT)
    #expect(try scratch.text("err").hasSuffix("collect --resume evidence-of-the-test goes on\n"))
  }

  /// Swift's own would stop a process that holds a password, and show what is in it.
  @Test(.timeLimit(.minutes(5)))
  func `SIGQUIT ends without a backtrace`() throws {
    let scratch = try Scratch()
    let process = try waiting(scratch)
    kill(process.processIdentifier, SIGQUIT)
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGQUIT)
    #expect(try scratch.text("err") == "")
  }

  @Test(.timeLimit(.minutes(5)))
  func `Ctrl-C at the prompt for the password ends at once and gives the echo back`() throws {
    var terminal: Int32 = -1
    var end: Int32 = -1
    try #require(openpty(&terminal, &end, nil, nil, nil) == 0)
    defer { for descriptor in [terminal, end] { close(descriptor) } }
    let process = Process()
    process.executableURL = Tool.program
    process.arguments = ["collect", "--server", "ldaps://\(LiveOptionsTests.closed)", "--user", "ana"]
    process.standardInput = FileHandle(fileDescriptor: end, closeOnDealloc: false)
    let scratch = try Scratch()
    process.standardOutput = try scratch.handle("out")
    process.standardError = try scratch.handle("err")
    try process.run()
    func hasEcho() -> Bool {
      var settings = termios()
      return tcgetattr(terminal, &settings) == 0 && settings.c_lflag & tcflag_t(ECHO) != 0
    }
    while hasEcho(), process.isRunning { usleep(10_000) }
    #expect(!hasEcho())
    process.interrupt()
    process.waitUntilExit()
    #expect(hasEcho())
    #expect(process.terminationReason == .exit && process.terminationStatus == 69)
    #expect(try scratch.text("err").contains("interrupted"))
  }
}
