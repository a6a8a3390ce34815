import Synchronization

/// A Kerberos identity: where its tickets come from, and the tickets once they were asked for. All connections share them.
package final class KerberosLogin: Sendable {
  package enum Source: Sendable {
    /// The ticket cache or the client keytab that the environment names (`KRB5CCNAME`, `KRB5_CLIENT_KTNAME`).
    case environment
    /// A ticket cache by name, e.g. a path; it is read and never written.
    case cache(String)
    /// A keytab; without a user the first name in it.
    case keytab(String, user: String?)
    case password(user: String, Password)
  }

  package let source: Source
  private let acquired = Mutex<KerberosTickets?>(nil)

  package init(_ source: Source) { self.source = source }

  /// The name the tickets are for, e.g. `ana@CORP.EXAMPLE`; nil before they were asked for.
  package var principal: String? { acquired.withLock { $0?.principal } }

  /// The credential for a connection to `host`, with the ticket for its service at hand: the bind that follows asks no
  /// Kerberos server any more, which has no time limit of its own.
  ///
  /// - Parameters:
  ///   - host: the server's name.
  ///   - address: what the URL calls it, a name or an address.
  func credential(
    for host: String, at address: String, seconds: Int, _ operation: String
  ) throws(LDAPError) -> GSSCredential {
    let known = acquired.withLock { $0 }
    let source = source
    let outcome = try TimeLimit.run(seconds: seconds, operation) { () -> Outcome in
      do throws(LDAPError) {
        do throws(LDAPError) {
          return .tickets(try Self.tickets(source, known, host, operation))
        } catch {
          guard error.code == .realmUnknown, let realm = source.realm(host),
            KerberosServer.assume(address, for: realm)
          else { throw error }
          return .tickets(try Self.tickets(source, nil, host, operation))
        }
      } catch {
        return .failure(error)
      }
    }
    switch outcome {
    case .tickets(let tickets):
      acquired.withLock { $0 = tickets }
      return tickets.credential
    case .failure(let error): throw error
    case nil:
      throw LDAPError(
        code: .kerberosUnavailable, operation: operation,
        meaning: "no Kerberos server answered within \(seconds) seconds", next: KerberosFailure.otherWays)
    }
  }

  /// Blocks.
  private static func tickets(
    _ source: Source, _ known: KerberosTickets?, _ host: String, _ operation: String
  ) throws(LDAPError) -> KerberosTickets {
    let tickets: KerberosTickets
    if let known, known.credential.lifetime > 0 {
      tickets = known
    } else {
      tickets = try KerberosTickets(source, host: host, operation)
    }
    try tickets.fetchService(of: host, operation)
    return tickets
  }

  private enum Outcome: Sendable {
    case tickets(KerberosTickets)
    case failure(LDAPError)
  }
}

extension KerberosLogin.Source {
  /// The realm of the user, else that of the domain the server is in; nil when neither is known.
  fileprivate func realm(_ host: String) -> String? {
    switch self {
    case .password(let user, _), .keytab(_, let user?):
      if let at = user.lastIndex(of: "@") { return user[user.index(after: at)...].uppercased() }
    case .environment, .cache, .keytab: break
    }
    return host.firstIndex(of: ".").map { host[host.index(after: $0)...].uppercased() }
  }
}
