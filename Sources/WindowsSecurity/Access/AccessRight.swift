/// One right that a requester may or may not have on one object: a single bit, and what it is about.
package struct AccessRight: Hashable, Sendable {
  package enum Subject: Hashable, Sendable {
    /// The object itself; for property rights all of its attributes, for the other typed rights every one of its kind.
    case object
    /// schemaIDGUID of an attribute.
    case attribute(GUID)
    /// rightsGuid of a control access right.
    case controlRight(GUID)
    /// rightsGuid of a validated write.
    case validatedWrite(GUID)
    /// schemaIDGUID of a class.
    case child(GUID)
  }

  /// One bit, already mapped.
  package let mask: AccessMask
  package let subject: Subject

  private init(_ mask: AccessMask, _ subject: Subject) {
    self.mask = mask
    self.subject = subject
  }

  /// `bit` without an object type, for example ``AccessMask/writeDACL``. Give one bit; of several, all must be granted
  /// by the same entry.
  package static func object(_ bit: AccessMask) -> AccessRight { AccessRight(bit.mapped, .object) }
  package static func readAttribute(_ guid: GUID) -> AccessRight {
    AccessRight(.readProperty, .attribute(guid))
  }
  package static func writeAttribute(_ guid: GUID) -> AccessRight {
    AccessRight(.writeProperty, .attribute(guid))
  }
  /// Beside ``readAttribute(_:)``, what it takes to read a confidential attribute. [MS-ADTS] 3.1.1.4.4.
  package static func accessConfidentialAttribute(_ guid: GUID) -> AccessRight {
    AccessRight(.controlAccess, .attribute(guid))
  }
  package static func control(_ guid: GUID) -> AccessRight {
    AccessRight(.controlAccess, .controlRight(guid))
  }
  package static func validatedWrite(_ guid: GUID) -> AccessRight {
    AccessRight(.selfWrite, .validatedWrite(guid))
  }
  package static func createChild(_ objectClass: GUID) -> AccessRight {
    AccessRight(.createChild, .child(objectClass))
  }
  package static func deleteChild(_ objectClass: GUID) -> AccessRight {
    AccessRight(.deleteChild, .child(objectClass))
  }

  /// The object types that reach this right, beside "none".
  ///
  /// For attributes they are the path from the root of the object type tree to the leaf: class, property set, attribute.
  /// Control access rights, validated writes and child classes stand outside of that tree.
  /// [MS-ADTS] 5.1.3.3.3, 5.1.3.3.4, 5.1.3.3.5.
  func objectTypes(objectClass: GUID?, schema: RightsSchema) -> ObjectTypes {
    switch subject {
    case .object:
      let isKept = mask.isDisjoint(with: [.controlAccess, .selfWrite, .createChild, .deleteChild])
      return ObjectTypes(objectClass: isKept ? objectClass : nil, propertySet: nil, own: nil)
    case .attribute(let guid):
      return ObjectTypes(
        objectClass: objectClass, propertySet: schema.propertySet(ofAttribute: guid), own: guid)
    case .controlRight(let guid), .validatedWrite(let guid), .child(let guid):
      return ObjectTypes(objectClass: nil, propertySet: nil, own: guid)
    }
  }

  /// At most three, so no array is made for each of the thousands of rights of a class.
  struct ObjectTypes {
    let objectClass: GUID?
    let propertySet: GUID?
    let own: GUID?

    func contains(_ type: GUID) -> Bool { type == own || type == propertySet || type == objectClass }
  }
}
