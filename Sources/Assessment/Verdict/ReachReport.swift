import Directory
import Reachability

extension Text {
  init(_ text: Bilingual) { self.init(en: text.en, de: text.de) }
}

extension Principal {
  init(_ object: ObjectID, in snapshot: Snapshot) {
    self.init(
      dn: snapshot.dn(object), sid: snapshot.sid(object).map { "\($0)" }, name: snapshot.name(object))
  }
}

extension Reach {
  /// The paths as the contract has them.
  /// - Parameter lapsed: why no path counts as excluded any more; nil while exclusions hold.
  init(
    _ result: ReachabilityResult, in snapshot: Snapshot, tierZero: Reachability.TierZero, findings: [Finding],
    lapsed: Text?
  ) {
    let verdict: Reach.TierZero =
      switch result.verdict {
      case .certain: .certain
      case .conditional: .conditional
      case .none: .none
      case .unknown: .unknown
      }
    let traces = Self.findingsByObject(findings.filter { $0.weight >= .supporting })
    self.init(
      tierZero: verdict, earliest: result.earliest, count: result.count,
      paths: result.paths.map { path in
        let excluded = path.exclusion.excluded && lapsed == nil
        return Path(
          target: Principal(path.target, in: snapshot),
          targetIs: tierZero.why(path.target).map { Text($0) },
          certainty: path.certainty.isCertain ? .certain : .conditional, excluded: excluded,
          excludedBecause: path.exclusion.excluded
            ? lapsed ?? Text(path.exclusion.why) : Text(path.exclusion.why),
          steps: path.steps.map { Step($0, in: snapshot, findings: traces) })
      })
  }
}

extension Reach {
  /// The findings by each object that they or their evidence name, in lower case: a membership is a finding on the
  /// member and a change of the group.
  private static func findingsByObject(_ findings: [Finding]) -> [String: [Finding]] {
    var byObject: [String: [Finding]] = [:]
    for finding in findings {
      for object in Set([finding.object] + finding.evidence.map(\.dn)).map({ $0.lowercased() }) {
        byObject[object, default: []].append(finding)
      }
    }
    return byObject
  }
}

extension Reach.Step {
  init(_ edge: Edge, in snapshot: Snapshot, findings: [String: [Finding]]) {
    let target = snapshot.dn(edge.to)
    let written = edge.carrier.map { snapshot.dn($0) } ?? target
    let traces = edge.kind.attributesWrittenByUse
    let shown = (findings[written.lowercased()] ?? []).filter { finding in
      guard traces.contains(finding.attribute.lowercased()) else { return false }
      // A membership is its own trace only for the member that the finding is about.
      let member = snapshot.dn(edge.from).lowercased()
      return edge.kind != .memberOf || finding.object.lowercased() == member
        || finding.evidence.contains { $0.value.lowercased().contains(member) }
    }
    self.init(
      edge: edge.kind.rawValue, from: snapshot.dn(edge.from), to: target, fromName: snapshot.name(edge.from),
      toName: snapshot.name(edge.to), fromKind: snapshot.structuralClass(edge.from),
      toKind: snapshot.structuralClass(edge.to), technique: edge.technique,
      certainty: edge.certainty.isCertain ? .certain : .conditional,
      condition: edge.certainty.reason.map { Text($0) }, since: edge.since, until: edge.until,
      evidence: edge.evidence.first ?? Evidence(dn: target, attribute: "", value: ""),
      furtherEvidence: Array(edge.evidence.dropFirst()),
      origin: edge.origin.map { Text($0.words(of: edge.to, in: snapshot)) }, shownBy: shown.map(\.id))
  }
}

extension EdgeKind {
  /// lDAPDisplayNames, in lower case, that using the edge writes on its target; empty for edges whose use only reads, and
  /// so leaves no trace in the directory.
  fileprivate var attributesWrittenByUse: Set<String> {
    switch self {
    case .memberOf, .addMember, .addSelf: ["member"]
    case .writeDacl, .writeOwner, .writeOwnerLimitedRights, .owns: ["ntsecuritydescriptor"]
    case .forceChangePassword, .allExtendedRights: ["unicodepwd", "pwdlastset"]
    case .writeSPN: ["serviceprincipalname"]
    case .addKeyCredentialLink: ["msds-keycredentiallink"]
    case .addAllowedToAct: ["msds-allowedtoactonbehalfofotheridentity"]
    case .writeAccountRestrictions: ["msds-allowedtoactonbehalfofotheridentity", "useraccountcontrol"]
    case .writeUserAccountControl: ["useraccountcontrol"]
    case .writeUserPrincipalName: ["userprincipalname"]
    case .writeDNSHostName: ["dnshostname"]
    case .writeAccountName: ["samaccountname"]
    case .writePublicInformation: ["altsecurityidentities", "serviceprincipalname", "userprincipalname"]
    case .writeAltSecurityIdentities: ["altsecurityidentities"]
    case .writeScriptPath: ["scriptpath"]
    case .writeProfilePath: ["profilepath"]
    case .writeDefaultDescriptor: ["defaultsecuritydescriptor"]
    case .writeGPLink: ["gplink", "gpoptions"]
    case .writeGPO: ["versionnumber", "gpcfilesyspath", "ntsecuritydescriptor"]
    case .genericAll, .genericWrite:
      [
        "member", "ntsecuritydescriptor", "unicodepwd", "pwdlastset", "serviceprincipalname",
        "msds-keycredentiallink",
        "msds-allowedtoactonbehalfofotheridentity", "useraccountcontrol", "altsecurityidentities",
        "scriptpath", "profilepath", "userprincipalname", "dnshostname", "samaccountname",
        "gplink", "versionnumber",
      ]
    default: []
    }
  }
}
