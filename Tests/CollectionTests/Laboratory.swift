import Foundation
import LDAPClient

/// A domain controller to talk to, named by the environment: `FOOTHOLD_LAB_URL` (ldaps://…), `FOOTHOLD_LAB_USER`,
/// `FOOTHOLD_LAB_PASSWORD`, `FOOTHOLD_LAB_CA`. Tests that need one are skipped without it.
struct Laboratory {
  static let url = ProcessInfo.processInfo.environment["FOOTHOLD_LAB_URL"]
  static var isThere: Bool { url != nil }

  /// `ldaps://dc` → `ldap://dc`; the ports of the laboratory are the usual ones.
  static var plainURL: String { (url ?? "").replacing("ldaps://", with: "ldap://") }

  static func options(
    _ url: String? = url, password: String? = nil, ca: Bool = true
  ) -> LDAPConnectionOptions {
    let environment = ProcessInfo.processInfo.environment
    let secret = password ?? environment["FOOTHOLD_LAB_PASSWORD"] ?? ""
    var options = LDAPConnectionOptions(
      url: url ?? "",
      credentials: .simple(
        user: environment["FOOTHOLD_LAB_USER"] ?? "", password: Password(Array(secret.utf8))))
    options.caFile = ca ? environment["FOOTHOLD_LAB_CA"] : nil
    options.connectTimeout = 5
    return options
  }

  /// A path nothing stands at.
  static func freshPath() -> String {
    FileManager.default.temporaryDirectory.appending(path: "foothold-\(UUID().uuidString)").path()
  }
}
