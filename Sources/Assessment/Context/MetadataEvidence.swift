import Directory
import WindowsSecurity

extension Snapshot {
  /// The server that made a change, by name when its nTDSDSA is known, else by invocationId.
  func originatorName(_ invocation: GUID) -> String {
    dsaName(invocation: invocation) ?? "invocationId \(invocation)"
  }

  /// A metadata record of an attribute as one line: version, time, originating server.
  func evidence(_ stamp: AttributeStamp, of object: ObjectID) -> Evidence {
    Evidence(
      dn: dn(object), attribute: stamp.attribute,
      value:
        "version \(stamp.version), changed \(stamp.changed), originating DC \(originatorName(stamp.originator)), "
        + "USN \(stamp.originatingUSN)")
  }

  /// A metadata record of a link value as one line.
  func evidence(_ link: LinkStamp, of object: ObjectID) -> Evidence {
    let state = link.deleted.map { "removed \($0)" } ?? "present"
    return Evidence(
      dn: dn(object), attribute: link.attribute,
      value:
        "\(link.targetDN): version \(link.version), added \(link.created), \(state), changed \(link.changed), "
        + "originating DC \(originatorName(link.originator)), USN \(link.originatingUSN)")
  }

  /// The creation of an object as one line.
  func creationEvidence(of object: ObjectID) -> Evidence {
    Evidence(dn: dn(object), attribute: "whenCreated", value: created(object).map { "\($0)" } ?? "not read")
  }
}

extension LinkStamp {
  func isLink(_ name: String) -> Bool { attribute.lowercased() == name.lowercased() }

  /// When a value that is present came to be so: a value taken out and put in again keeps its first creation time.
  var added: Instant { version > 1 ? max(created, changed) : created }
}
