import Foundation
import Glibc
import Synchronization

/// A server on loopback that answers as a test tells it to: what no real one does on demand.
final class ScriptedServer: Sendable {
  /// What came in: the number of the connection (0, 1, …), the message id, the protocol operation, and all that
  /// follows the message id, controls included.
  struct Request {
    let connection: Int
    let identifier: Int
    let operation: UInt8
    let content: [UInt8]

    func mentions(_ text: String) -> Bool { content.firstRange(of: Array(text.utf8)) != nil }
  }

  enum Reply {
    case bytes([UInt8])
    /// Ends the connection after what was sent before.
    case hangUp
    /// Says nothing.
    case silence
  }

  let port: UInt16
  private let listener: Int32
  private let operations = Mutex<[UInt8]>([])
  private let isClosed = Mutex(false)
  private let accepted = Mutex(0)

  /// Ignores SIGPIPE for the process, as the program does: a client may send to a server that has left.
  init(_ answer: @escaping @Sendable (Request) -> [Reply]) throws {
    signal(SIGPIPE, SIG_IGN)
    (listener, port) = try Self.listen()
    Thread.detachNewThread { [self] in
      var connection = 0
      while !isClosed.withLock({ $0 }) {
        let descriptor = accept(listener, nil, nil)
        guard descriptor >= 0 else {
          // A client that left again, or a signal.
          if [ECONNABORTED, EINTR].contains(errno) { continue }
          break
        }
        // Kept from programs that other tests start: a connection ends when its last holder closes it.
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        let number = connection
        accepted.withLock { $0 += 1 }
        Thread.detachNewThread { self.serve(descriptor, number, answer) }
        connection += 1
      }
      Glibc.close(listener)
    }
  }

  /// A socket on a free port of loopback that clients can connect to.
  static func listen() throws -> (descriptor: Int32, port: UInt16) {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, size) == 0 && Glibc.listen(listener, 64) == 0
          && getsockname(listener, $0, &size) == 0
      }
    }
    guard isBound else { throw POSIXError(.EADDRNOTAVAIL) }
    return (listener, UInt16(bigEndian: address.sin_port))
  }

  /// How many clients have come.
  var connections: Int { accepted.withLock { $0 } }
  var url: String { "ldap://127.0.0.1:\(port)" }
  /// The protocol operations that reached the server, in order.
  var seen: [UInt8] { operations.withLock { $0 } }

  /// Takes no further client. Only the thread that accepts closes the descriptor: its number may soon be that of another
  /// server, whose clients it would take.
  func close() {
    isClosed.withLock { isClosed in
      guard !isClosed else { return }
      isClosed = true
      shutdown(listener, Int32(SHUT_RDWR))
    }
  }

  private func serve(_ descriptor: Int32, _ connection: Int, _ answer: (Request) -> [Reply]) {
    defer { Glibc.close(descriptor) }
    var buffer: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      while let (message, rest) = BER.element(buffer[...]) {
        buffer = Array(rest)
        guard let (identifier, operation) = BER.element(message.content),
          let (body, _) = BER.element(operation)
        else { return }
        operations.withLock { $0.append(body.tag) }
        let request = Request(
          connection: connection, identifier: identifier.content.reduce(0) { $0 << 8 | Int($1) },
          operation: body.tag, content: Array(operation))
        for reply in answer(request) {
          switch reply {
          case .bytes(let bytes):
            guard send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
              return
            }
          case .hangUp: return
          case .silence: break
          }
        }
      }
      let count = read(descriptor, &chunk, chunk.count)
      guard count > 0 else { return }
      buffer += chunk[..<count]
    }
  }
}

/// As much of BER as LDAP needs (RFC 4511 §5.1).
enum BER {
  static func element(
    _ bytes: ArraySlice<UInt8>
  ) -> (element: (tag: UInt8, content: ArraySlice<UInt8>), rest: ArraySlice<UInt8>)? {
    guard bytes.count >= 2 else { return nil }
    var offset = bytes.startIndex + 2
    var length = Int(bytes[bytes.startIndex + 1])
    if length > 0x80 {
      let octets = length - 0x80
      guard octets <= 4, bytes.endIndex - offset >= octets else { return nil }
      length = bytes[offset..<offset + octets].reduce(0) { $0 << 8 | Int($1) }
      offset += octets
    }
    guard bytes.endIndex - offset >= length else { return nil }
    return ((bytes[bytes.startIndex], bytes[offset..<offset + length]), bytes[(offset + length)...])
  }

  static func tagged(_ tag: UInt8, _ parts: [UInt8]...) -> [UInt8] {
    let content = parts.flatMap { $0 }
    let length = content.count
    return [tag, 0x84] + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: length >> $0) } + content
  }

  static func text(_ text: String) -> [UInt8] { tagged(0x04, Array(text.utf8)) }
  static func integer(_ value: Int) -> [UInt8] {
    tagged(0x02, [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) })
  }

  static func message(_ identifier: Int, _ operation: [UInt8], controls: [UInt8] = []) -> [UInt8] {
    tagged(0x30, integer(identifier), operation, controls)
  }

  static func result(_ tag: UInt8, _ code: UInt8, _ diagnostic: String = "") -> [UInt8] {
    tagged(tag, [0x0A, 0x01, code], text(""), text(diagnostic))
  }

  static func entry(_ dn: String, _ attributes: [(String, [String])]) -> [UInt8] {
    let list = attributes.map { name, values in
      tagged(0x30, text(name), tagged(0x31, values.flatMap { text($0) }))
    }
    return tagged(0x64, text(dn), tagged(0x30, list.flatMap { $0 }))
  }

  /// The controls of a page: a cookie, empty on the last one (RFC 2696).
  static func page(_ cookie: String) -> [UInt8] {
    let value = tagged(0x30, integer(0), text(cookie))
    return tagged(0xA0, tagged(0x30, text("1.2.840.113556.1.4.319"), tagged(0x04, value)))
  }
}
