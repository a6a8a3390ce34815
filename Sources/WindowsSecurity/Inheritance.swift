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

  fileprivate func with(flags: ACEFlags, mask: AccessMask? = nil, trustee: SID? = nil) -> ACE {
    ACE(
      type: type, flags: flags, mask: mask ?? self.mask, objectType: objectType,
      inheritedObjectType: inheritedObjectType, trustee: trustee ?? self.trustee,
      applicationData: applicationData)
  }

  /// Whether a directory object of `objectClass` has this entry because its parent has `ancestor`; the parameters are
  /// those of ``inherited(byChildOf:owner:group:)``.
  package func isInherited(
    from ancestor: ACE, byChildOf objectClass: GUID?, owner: SID?, group: SID?
  ) -> Bool {
    guard type.withoutObjectTypes == ancestor.type.withoutObjectTypes, objectType == ancestor.objectType,
      rights == ancestor.rights
    else { return false }
    return ancestor.inherited(byChildOf: objectClass, owner: owner, group: group).contains { copy in
      if saysTheSame(as: copy) { return true }
      // A copy that is not passed on has done with the class: domain controllers leave it out, and Samba then has no use
      // for an object ACE when there is no object type either.
      guard !copy.flags.contains(.containerInherit), copy.inheritedObjectType != nil else { return false }
      return [type, copy.type].contains { type in
        saysTheSame(
          as: ACE(
            type: type, flags: copy.flags, mask: copy.mask, objectType: copy.objectType,
            trustee: copy.trustee,
            applicationData: copy.applicationData))
      }
    }
  }

  /// What the mask means on a directory object; Windows stores 0xFFFFFFFF in some entries, and the same as full control in
  /// their copies.
  private var rights: AccessMask { mask.mapped.intersection(.fullControl) }

  /// Whether two entries give or take the same: type, rights, object types, trustee, condition, and the flags that
  /// say whom they reach; whether they were inherited does not count.
  package func saysTheSame(as other: ACE) -> Bool {
    type == other.type && rights == other.rights && objectType == other.objectType
      && inheritedObjectType == other.inheritedObjectType && trustee == other.trustee
      && applicationData == other.applicationData
      && flags.subtracting([.inherited, .objectInherit])
        == other.flags.subtracting([.inherited, .objectInherit])
  }
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

  /// Whether an object with this `owner` and `group` got `ace` from the class when it was made.
  package func contains(_ ace: ACE, owner: SID?, group: SID?) -> Bool {
    (descriptor.dacl?.aces ?? []).contains { candidate in
      candidate.forms(owner: owner, group: group).contains { $0.saysTheSame(as: ace) }
    }
  }
}

extension ACE {
  /// How a new object may store an entry that its maker gave it: as it is, or split into what is effective, with CREATOR
  /// OWNER and CREATOR GROUP replaced, and what is only there to be inherited. [MS-DTYP] 2.5.3.4.4
  fileprivate func forms(owner: SID?, group: SID?) -> [ACE] {
    var forms = [self]
    let inheritance: ACEFlags = [.containerInherit, .objectInherit, .noPropagateInherit]
    if !flags.contains(.inheritOnly) {
      let principal: SID? =
        switch trustee {
        case .creatorOwner: owner
        case .creatorGroup: group
        default: trustee
        }
      forms.append(with(flags: flags, trustee: principal))
      forms.append(with(flags: flags.subtracting(inheritance), trustee: principal))
    }
    if flags.contains(.containerInherit) { forms.append(with(flags: flags.union(.inheritOnly))) }
    return forms
  }
}
