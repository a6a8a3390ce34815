import Glibc

/// Makes the connection libldap speaks on. libldap would resolve names and shake hands without a time limit, and would say
/// "Can't contact LDAP server" for a wrong name and a closed port alike.
enum TCPConnection {
  /// - Returns: a descriptor in non-blocking mode, owned by the caller: a server that stops in the middle of a message
  ///   must not stop the program.
  static func open(
    _ address: ServerAddress, _ options: LDAPConnectionOptions, _ operation: String
  ) throws(LDAPError) -> Int32 {
    var reason = "no address"
    let limit = options.connectTimeout
    for candidate in try resolve(address, seconds: try options.seconds(limit, operation), operation) {
      switch try connect(candidate, seconds: try options.seconds(limit, operation), operation) {
      case .descriptor(let descriptor): return descriptor
      case .code(let code): reason = String(cString: strerror(code))
      }
    }
    throw LDAPError(
      code: .serverDown, operation: operation,
      meaning: "port \(address.port) of \(address.host) cannot be reached: \(reason)")
  }

  /// A `sockaddr` of either family.
  private struct Candidate: Sendable {
    let family: Int32
    let bytes: [UInt8]
  }

  private enum Resolution: Sendable {
    case addresses([Candidate])
    case failure(String)
  }

  private static func resolve(
    _ address: ServerAddress, seconds: Int, _ operation: String
  ) throws(LDAPError) -> [Candidate] {
    let (host, port) = (address.host, String(address.port))
    let resolution = try TimeLimit.run(seconds: seconds, operation) { lookUp(host, port) }
    switch resolution {
    case .addresses(let candidates): return candidates
    case .failure(let reason):
      throw LDAPError(
        code: .serverDown, operation: operation, meaning: "the name \(host) cannot be resolved: \(reason)",
        next: "check the name and the DNS server of this machine, or give the address and --tls-name NAME")
    case nil:
      throw LDAPError(
        code: .timeout, operation: operation,
        meaning: "the name \(host) was not resolved within \(seconds) seconds",
        next: "check the DNS server of this machine, or give the address and --tls-name NAME")
    }
  }

  private static func lookUp(_ host: String, _ port: String) -> Resolution {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    let result = getaddrinfo(host, port, &hints, &list)
    guard result == 0 else { return .failure(String(cString: gai_strerror(result))) }
    defer { freeaddrinfo(list) }
    var candidates: [Candidate] = []
    var next = list
    while let entry = next {
      let bytes = UnsafeRawBufferPointer(start: entry.pointee.ai_addr, count: Int(entry.pointee.ai_addrlen))
      candidates.append(Candidate(family: entry.pointee.ai_family, bytes: Array(bytes)))
      next = entry.pointee.ai_next
    }
    return .addresses(candidates)
  }

  private enum Attempt {
    case descriptor(Int32)
    /// errno
    case code(Int32)
  }

  private static func connect(
    _ candidate: Candidate, seconds: Int, _ operation: String
  ) throws(LDAPError) -> Attempt {
    let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    let descriptor = socket(candidate.family, type, 0)
    guard descriptor >= 0 else { return .code(errno) }
    let code: Int32
    do throws(LDAPError) {
      code = try connect(descriptor, candidate, seconds: seconds, operation)
    } catch {
      close(descriptor)
      throw error
    }
    guard code == 0 else {
      close(descriptor)
      return .code(code)
    }
    // What the server keeps silent about for hours while queries are evaluated stays known to firewalls in between.
    var on: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_KEEPALIVE, &on, socklen_t(MemoryLayout<Int32>.size))
    return .descriptor(descriptor)
  }

  /// errno of the attempt, 0 when it succeeds.
  private static func connect(
    _ descriptor: Int32, _ candidate: Candidate, seconds: Int, _ operation: String
  ) throws(LDAPError) -> Int32 {
    let begun = candidate.bytes.withUnsafeBytes { bytes -> Int32 in
      guard let address = bytes.baseAddress else { return EINVAL }
      let result = Glibc.connect(
        descriptor, address.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
      return result == 0 ? 0 : errno
    }
    guard begun == EINPROGRESS else { return begun }
    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    for _ in 0..<max(1, seconds) * 4 {
      if Interruption.isRequested {
        throw LDAPError(code: .userCancelled, operation: operation, meaning: "interrupted")
      }
      switch poll(&request, 1, 250) {
      case 0: continue
      case -1 where errno == EINTR: continue
      case -1: return errno
      default:
        var code: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        guard getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size) == 0 else { return errno }
        return code
      }
    }
    return ETIMEDOUT
  }
}
