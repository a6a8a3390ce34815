import Glibc
import Synchronization

/// Where the Kerberos server of a realm is, on a machine that was never told: every domain controller is one
/// ([MS-KILE] 3.3), so the one that is asked for its directory is asked for tickets, too.
///
/// libkrb5 takes realms only from the files that KRB5_CONFIG names, and neither SASL nor the GSS-API lets a caller give a
/// profile of its own. The environment must not change while another thread may read it, so it names all files that may ever
/// be needed from the beginning. libkrb5 passes over those that are not there, and reads the rest anew for every context.
package enum KerberosServer {
  private struct State {
    /// Numbers of descriptors that are named and not open yet, the next one last.
    var reserved: [Int32] = []
    var assumed: Set<String> = []
  }

  /// How many servers can be assumed.
  static let room = 16
  private static let state = Mutex(State())

  /// Names the files in the environment. Call it before the first thread is started; without it nothing can be assumed.
  package static func reserve() {
    var limit = rlimit()
    // The system gives the lowest number that is free, so those at the upper end stay free.
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0, limit.rlim_cur >= 256 else {
      return
    }
    let end = Int32(min(limit.rlim_cur, 1024))
    let numbers = Array(end - Int32(room)..<end)
    state.withLock { state in
      guard state.reserved.isEmpty, state.assumed.isEmpty else { return }
      let own = getenv("KRB5_CONFIG").map { String(cString: $0) } ?? "/etc/krb5.conf"
      let names = [own] + numbers.map { "/proc/self/fd/\($0)" }
      guard setenv("KRB5_CONFIG", names.joined(separator: ":"), 1) == 0 else { return }
      state.reserved = numbers.reversed()
    }
  }

  /// Adds `host` to the Kerberos configuration of this process, after what the machine's own says, in a file that has no
  /// name on the disk.
  ///
  /// - Returns: false when it is there already, or cannot be added.
  static func assume(_ host: String, for realm: String) -> Bool {
    // What is written into a configuration must not be able to say more than it should.
    let isPlain = [realm, host].allSatisfy { text in
      !text.isEmpty
        && text.utf8.allSatisfy { byte in
          UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
            || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
            || [UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: ":")].contains(byte)
        }
    }
    guard isPlain else { return false }
    let text = """
      [libdefaults]
       dns_canonicalize_hostname = false
       rdns = false
      [realms]
       \(realm) = {
        kdc = \(host.contains(":") ? "[\(host)]" : host)
       }

      """
    return state.withLock { state in
      guard let number = state.reserved.last, state.assumed.insert("\(realm) \(host)").inserted else {
        return false
      }
      state.reserved.removeLast()
      return publish(Array(text.utf8), as: number)
    }
  }

  /// Opens a file with this content under the number, once it is whole. It stays open as long as the process lives.
  private static func publish(_ text: [UInt8], as number: Int32) -> Bool {
    guard fcntl(number, F_GETFD) < 0 else { return false }
    var path = Array("/tmp/foothold-XXXXXX".utf8CString)
    let descriptor = mkstemp(&path)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    unlink(path)
    guard write(descriptor, text, text.count) == text.count, dup2(descriptor, number) == number else {
      return false
    }
    return fcntl(number, F_SETFD, FD_CLOEXEC) == 0
  }
}
