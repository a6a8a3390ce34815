import Foundation
import Testing

/// The program where standard input, output and error are not what they usually are.
@Suite struct TerminalTests {
  /// Otherwise a connection or a file of evidence gets the number, and what is meant for people goes there.
  @Test func `closed standard descriptors are occupied before anything is opened`() throws {
    let scratch = try Scratch()
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    // Opening the pipe for writing waits until the program has it open for reading.
    process.arguments = [
      "-c",
      """
      mkfifo "$1"
      "$0" timeline "$1" <&- >&- 2>&- &
      exec 3> "$1"
      for number in 0 1 2; do readlink "/proc/$!/fd/$number"; done
      kill "$!"
      """, Tool.program.path(), scratch.path("pipe"),
    ]
    process.standardOutput = try scratch.handle("out")
    try process.run()
    process.waitUntilExit()
    #expect(try scratch.text("out") == "/dev/null\n/dev/null\n/dev/null\n")
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
