import Directory

/// Every rule, in the order of its identifier.
package enum IndicatorCatalogue {
  package static let all: [any Indicator] = [
    NewTierZeroMember(), MembershipTakenBack(), PrivilegedPrimaryGroup(), EquivalentGroupMembership(),
    NewAccount(),
    AdminCountOrphan(), BuiltInAccounts(), PasswordMetadata(), ShortLivedObjects(),
    KeyCredential(), ResourceBasedDelegation(), UnconstrainedDelegation(), ConstrainedDelegation(),
    NewServicePrincipalName(), AlternativeIdentity(), ManagedAccounts(),
    ReplicationRight(), DomainHeadChanged(), AdminSDHolderChanged(),
    PolicyChanged(), PolicyLinkChanged(),
    ShortLivedController(), ReplicationNames(), UnexpectedController(), UnknownOriginator(),
    EvidenceLifetime(),
    HeuristicsChanged(), TrustChanged(), NamesDiverted(),
    WebShellInHostName(), VirtualDirectoryRecreated(), RoleAssignment(), ExchangeGroupMembership(),
  ]

  /// The findings of all rules, weightiest first, each with an identifier that is the same for the same input.
  package static func findings(in context: AssessmentContext) -> [Finding] {
    var numbers: [String: Int] = [:]
    let found = all.flatMap { $0.findings(in: context) }.sorted { a, b in
      if a.weight != b.weight { return a.weight > b.weight }
      if a.when != b.when { return (a.when?.seconds ?? .max) < (b.when?.seconds ?? .max) }
      return (a.rule, a.object, a.attribute, a.title.en) < (b.rule, b.object, b.attribute, b.title.en)
    }
    return found.map { finding in
      var finding = finding
      let number = (numbers[finding.rule] ?? 0) + 1
      numbers[finding.rule] = number
      finding.id = "\(finding.rule)-\(number)"
      return finding
    }
  }
}
