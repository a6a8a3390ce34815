internal import Directory
internal import WindowsSecurity

/// What a forest has that gives some rights their worth.
struct ForestFacts: Sendable {
  /// A certification authority of the forest issues certificates.
  let hasCertificateServices: Bool
  /// An account may delegate to names of services.
  let hasConstrainedDelegation: Bool
  /// The schema knows delegated managed service accounts, and a domain controller may serve them.
  let mayHaveDelegatedAccounts: Bool

  init(_ snapshot: Snapshot) {
    let services = snapshot.configurationNC.flatMap {
      snapshot.object(dn: "CN=Enrollment Services,CN=Public Key Services,CN=Services,\($0)")
    }
    hasCertificateServices =
      services.map { snapshot.children($0).contains { snapshot.isA($0, "pKIEnrollmentService") } } ?? false
    hasConstrainedDelegation = snapshot.objectIDs.contains {
      snapshot.string($0, "msDS-AllowedToDelegateTo") != nil && !snapshot.isDeleted($0)
    }
    mayHaveDelegatedAccounts =
      snapshot.schema.classNamed("msDS-DelegatedManagedServiceAccount") != nil
      && snapshot.domainControllers.contains { Self.mayRunServer2025($0, in: snapshot) }
  }

  /// `10.0 (26100)` is Windows Server 2025; a version that was not read may be it.
  private static func mayRunServer2025(_ controller: ObjectID, in snapshot: Snapshot) -> Bool {
    guard let version = snapshot.string(controller, "operatingSystemVersion"),
      let build = version.split(separator: "(").last?.prefix(while: \.isNumber), let number = Int(build)
    else { return true }
    return number >= 26_100
  }
}
