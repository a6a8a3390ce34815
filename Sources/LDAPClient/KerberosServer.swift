import Glibc
import Synchronization

/// Where the Kerberos server of a realm is, on a machine that was never told: every domain controller is one
/// ([MS-KILE] 3.3), so the one that is asked for its directory is asked for tickets, too.
enum KerberosServer {
  private static let assumed = Mutex<Set<String>>([])

  /// Adds `host` to the Kerberos configuration of this process, after what the machine's own says.
  ///
  /// libkrb5 takes realms from files only, and reads them anew for every context; this one has no name on the disk.
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
    guard isPlain, assumed.withLock({ $0.insert("\(realm) \(host)").inserted }) else { return false }
    let text = """
      [libdefaults]
       dns_canonicalize_hostname = false
       rdns = false
      [realms]
       \(realm) = {
        kdc = \(host.contains(":") ? "[\(host)]" : host)
       }

      """
    var path = Array("/tmp/foothold-XXXXXX".utf8CString)
    let descriptor = mkstemp(&path)
    guard descriptor >= 0 else { return false }
    unlink(path)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    let bytes = Array(text.utf8)
    guard write(descriptor, bytes, bytes.count) == bytes.count else {
      close(descriptor)
      return false
    }
    // The descriptor stays open as long as the process lives, and with it the file.
    let own = getenv("KRB5_CONFIG").map { String(cString: $0) } ?? "/etc/krb5.conf"
    return setenv("KRB5_CONFIG", "\(own):/proc/self/fd/\(descriptor)", 1) == 0
  }
}
