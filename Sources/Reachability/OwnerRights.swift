internal import Directory
internal import WindowsSecurity

extension Snapshot {
  /// Whether the owner of a computer-derived object has no implied WRITE_DAC: dSHeuristics character 29 is "1"; nil where the
  /// object with that attribute was not read. [MS-ADTS] 6.1.1.2.4.1.2
  var blocksOwnerRights: Bool? {
    knowsDSHeuristics ? DSHeuristics(dSHeuristics).blocksOwnerImplicitRights : nil
  }

  /// Whether a token is exempt from ``blocksOwnerRights``: it holds Domain Admins of the object's domain or Enterprise
  /// Admins. [MS-ADTS] 6.1.3.4
  func keepsOwnerRights(_ sids: Set<SID>, on object: ObjectID) -> Bool {
    let domain = self.domain(of: object).flatMap { domains.indices.contains($0) ? domains[$0].sid : nil }
    let root = domains.first(where: \.isForestRoot)?.sid
    return [domain?.appending(SID.DomainRID.domainAdmins), root?.appending(SID.DomainRID.enterpriseAdmins)]
      .contains { $0.map(sids.contains) ?? false }
  }
}
