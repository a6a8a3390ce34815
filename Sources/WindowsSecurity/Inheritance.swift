/// Which entries a new child takes over from its parent, and where an entry of an object comes from.
/// [MS-DTYP] 2.5.3.4, [MS-ADTS] 6.1.3.
extension ACE {
  /// What a directory object of `objectClass` inherits from this entry of its parent: nothing, one entry, or two when the
  /// effective form differs from the form that is passed on.
  ///
  /// - Parameters:
  ///   - objectClass: schemaIDGUID of the child's most specific structural class; superclasses do not count.
  ///   - owner: the child's owner, put in the place of CREATOR OWNER in the effective form.
  ///   - group: the child's group, put in the place of CREATOR GROUP.
  package func inherited(byChildOf objectClass: GUID?, owner: SID?, group: SID?) -> [ACE] {
    guard flags.contains(.containerInherit) else { return [] }
    let reaches = inheritedObjectType == nil || inheritedObjectType == objectClass
    let passesOn = !flags.contains(.noPropagateInherit)
    let audit = flags.intersection([.successfulAccess, .failedAccess])
    let carried = flags.intersection([.objectInherit, .containerInherit])
    guard reaches else {
      return passesOn ? [with(flags: carried.union(audit).union([.inheritOnly, .inherited]))] : []
    }
    let effectiveTrustee: SID =
      switch trustee {
      case .creatorOwner: owner ?? trustee
      case .creatorGroup: group ?? trustee
      default: trustee
      }
    let effectiveMask = mask.mapped
    guard effectiveTrustee != trustee || effectiveMask != mask else {
      return [with(flags: audit.union(.inherited).union(passesOn ? carried : []))]
    }
    // The stored form must stay as it is for grandchildren, so it is passed on beside the effective one.
    let effective = with(flags: audit.union(.inherited), mask: effectiveMask, trustee: effectiveTrustee)
    guard passesOn else { return [effective] }
    return [effective, with(flags: carried.union(audit).union([.inheritOnly, .inherited]))]
  }

  private func with(flags: ACEFlags, mask: AccessMask? = nil, trustee: SID? = nil) -> ACE {
    ACE(
      type: type, flags: flags, mask: mask ?? self.mask, objectType: objectType,
      inheritedObjectType: inheritedObjectType, trustee: trustee ?? self.trustee,
      applicationData: applicationData)
  }

  /// Whether two entries give or take the same: type, mapped rights, object types, trustee, condition, and the flags that
  /// say whom they reach; whether they were inherited does not count.
  package func saysTheSame(as other: ACE) -> Bool {
    type == other.type && mask.mapped == other.mask.mapped && objectType == other.objectType
      && inheritedObjectType == other.inheritedObjectType && trustee == other.trustee
      && applicationData == other.applicationData
      && flags.subtracting([.inherited, .objectInherit])
        == other.flags.subtracting([.inherited, .objectInherit])
  }
}

/// Where an entry in an object's DACL comes from.
package enum ACEOrigin: Hashable, Sendable {
  /// From an ancestor, which carries it without the "inherited" flag.
  case inherited
  /// The default descriptor of the object's class has it.
  case classDefault
  /// Somebody, or some program, put it there.
  case added
}

/// What the schema gives every new object of a class: the value of `defaultSecurityDescriptor`. [MS-ADTS] 6.1.3.
package struct DefaultDescriptor: Sendable {
  package let descriptor: SecurityDescriptor

  /// - Parameters:
  ///   - sddl: the value of `defaultSecurityDescriptor`.
  ///   - domain: SID of the domain in which the object lives.
  ///   - forestRoot: SID of the forest's root domain; `domain` when nil.
  /// - Throws: ``MalformedValue`` when the text is not SDDL or needs a domain that is not given.
  package init(sddl: String, domain: SID?, forestRoot: SID?) throws(MalformedValue) {
    descriptor = try SecurityDescriptor(sddl: sddl, domain: domain, forestRoot: forestRoot)
  }

  /// Where each entry of `acl`, the DACL of an object with this `owner`, comes from, in order.
  package func origins(of acl: ACL, owner: SID?, group: SID?) -> [ACEOrigin] {
    let defaults = (descriptor.dacl?.aces ?? []).flatMap { ace -> [ACE] in
      guard ace.trustee == .creatorOwner || ace.trustee == .creatorGroup else { return [ace] }
      // An effective entry for the creator is stored for the principal itself.
      let principal = ace.trustee == .creatorOwner ? owner : group
      guard let principal, !ace.flags.contains(.inheritOnly) else { return [ace] }
      return [
        ace,
        ACE(
          type: ace.type, flags: ace.flags, mask: ace.mask, objectType: ace.objectType,
          inheritedObjectType: ace.inheritedObjectType, trustee: principal,
          applicationData: ace.applicationData),
      ]
    }
    return acl.aces.map { ace in
      if ace.flags.contains(.inherited) { return .inherited }
      return defaults.contains { $0.saysTheSame(as: ace) } ? .classDefault : .added
    }
  }
}
