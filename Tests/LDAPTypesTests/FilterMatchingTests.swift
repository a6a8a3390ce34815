import Testing

@testable import LDAPTypes

/// An object of a test: attribute names in lower case.
struct TestObject: FilterSubject {
  var attributes: [String: [String]] = [:]
  var syntaxes: [String: MatchingSyntax] = [:]
  var octets: [String: [[UInt8]]] = [:]
  var chain: Set<DistinguishedName> = []

  func values(_ attribute: String) -> [[UInt8]] {
    octets[attribute.lowercased()] ?? attributes[attribute.lowercased(), default: []].map { Array($0.utf8) }
  }
  func syntax(_ attribute: String) -> MatchingSyntax { syntaxes[attribute.lowercased()] ?? .caseIgnoreString }
  func isInChain(attribute: String, dn: DistinguishedName) -> Bool { chain.contains(dn) }
  func objectCategory(ofClass name: String) -> DistinguishedName? {
    name.lowercased() == "person" ? try? DistinguishedName("CN=Person,CN=Schema,DC=example") : nil
  }
}

@Suite struct FilterMatchingTests {
  struct Case: Decodable {
    let filter: String
    let matches: Bool
  }

  @Test(
    "agrees with another implementation",
    .enabled(if: Fixtures.exists("conformance/filter-match-unboundid.json")))
  func conformance() throws {
    // The entry of filter-match-entry.ldif.
    let object = TestObject(attributes: [
      "objectclass": ["top", "person", "organizationalPerson", "inetOrgPerson"], "uid": ["test.user"],
      "givenname": ["Test"], "sn": ["User"], "cn": ["Test User", "User, Test", "User"],
      "description": ["This is a test"], "telephonenumber": ["123-456-7890"],
    ])
    for test in try Fixtures.json("conformance/filter-match-unboundid.json", as: [Case].self) {
      #expect(try (Filter(test.filter).matches(object) == .true) == test.matches, "\(test.filter)")
    }
  }

  static let object = TestObject(
    attributes: [
      "useraccountcontrol": ["66048"], "grouptype": ["-2147483646"], "pwdlastset": ["132539328000000000"],
      "whencreated": ["20210302150405.0Z"], "cn": ["Änne Müller"], "member": [#"CN=B\2C x,DC=example"#],
      "iscriticalsystemobject": ["TRUE"], "objectcategory": ["CN=Person,CN=Schema,DC=example"],
      "info": ["abcabd"], "code": ["Ab"], "proxy": ["<GUID=00>;<SID=01>;CN=b,DC=example"],
    ],
    syntaxes: [
      "useraccountcontrol": .integer, "grouptype": .integer, "pwdlastset": .integer,
      "whencreated": .generalizedTime,
      "member": .distinguishedName, "iscriticalsystemobject": .boolean, "objectcategory": .distinguishedName,
      "objectsid": .sid, "objectguid": .octetString, "unknown": .undefined, "code": .caseExactString,
      "proxy": .distinguishedName, "absent": .integer,
    ],
    octets: [
      "objectsid": [[1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 32, 2, 0, 0]], "objectguid": [[0xFE, 0, 1]],
    ],
    chain: [DistinguishedName(relativeNames: [RelativeName(parts: [.init(type: "CN", value: [0x67])])])])

  @Test(
    "each syntax compares in its own way",
    arguments: [
      ("(userAccountControl:1.2.840.113556.1.4.803:=65536)", Truth.true),
      ("(userAccountControl:1.2.840.113556.1.4.803:=65538)", .false),
      ("(userAccountControl:1.2.840.113556.1.4.804:=65538)", .true),
      ("(userAccountControl:1.2.840.113556.1.4.804:=2)", .false),
      ("(userAccountControl:1.2.840.113556.1.4.803:=x)", .undefined),
      ("(cn:1.2.840.113556.1.4.803:=1)", .undefined),
      ("(groupType:1.2.840.113556.1.4.803:=2147483648)", .true),
      ("(groupType<=-1)", .true), ("(groupType=-2147483646)", .true),
      ("(userAccountControl>=9)", .true), ("(userAccountControl>=066048)", .true),
      ("(userAccountControl=x)", .undefined),
      ("(pwdLastSet>=132539328000000001)", .false),
      ("(whenCreated>=20210302150405Z)", .true), ("(whenCreated>=20210302170406+0200)", .false),
      ("(whenCreated=20210302150405.000Z)", .true), ("(whenCreated>=yesterday)", .undefined),
      ("(whenCreated=2021*)", .undefined),
      ("(cn=änne MÜLLER)", .true), ("(cn=ÄNNE*)", .true), ("(cn=*mü*)", .true), ("(cn=*x*)", .false),
      ("(code=ab)", .false), ("(code=Ab)", .true), ("(code=A*)", .true), ("(code=a*)", .false),
      (#"(member=cn=b\5c, X,dc=EXAMPLE)"#, .true), ("(member=CN=*)", .undefined),
      ("(member=nonsense)", .undefined),
      ("(proxy=CN=B,DC=example)", .true), ("(member>=CN=a)", .undefined),
      ("(member:1.2.840.113556.1.4.1941:=CN=G)", .true), ("(member:1.2.840.113556.1.4.1941:=CN=h)", .false),
      ("(member:1.2.840.113556.1.4.1941:=h)", .undefined), ("(cn:1.2.840.113556.1.4.1941:=CN=h)", .undefined),
      ("(isCriticalSystemObject=true)", .true), ("(isCriticalSystemObject=FALSE)", .false),
      ("(isCriticalSystemObject=1)", .undefined),
      ("(objectCategory=person)", .true), ("(objectCategory=CN=Person,CN=Schema,DC=example)", .true),
      ("(objectCategory=nothing)", .undefined),
      ("(objectSid=S-1-5-32-544)", .true), ("(objectSid=S-1-5-32-545)", .false),
      (#"(objectSid=\01\02\00\00\00\00\00\05\20\00\00\00\20\02\00\00)"#, .true),
      (#"(objectGUID=\fe\00\01)"#, .true), (#"(objectGUID=\fe*)"#, .true), (#"(objectGUID=\fe)"#, .false),
      ("(unknown=*)", .undefined), ("(unknown=1)", .undefined), ("(absent=*)", .false),
      ("(absent=1)", .false),
      ("(!(absent=1))", .true), ("(!(unknown=1))", .undefined), ("(cn~=änne müller)", .true),
      ("(cn:=änne müller)", .true), ("(cn:dn:=änne müller)", .true), ("(cn:caseExactMatch:=x)", .undefined),
      ("(:1.2.840.113556.1.4.803:=2)", .undefined),
      ("(info=abc*abd)", .true), ("(info=abca*abd)", .false), ("(info=*b*b*)", .true),
      ("(info=*b*b*b*)", .false),
    ])
  func compares(filter: String, truth: Truth) throws {
    #expect(try Filter(filter).matches(Self.object) == truth)
  }

  /// RFC 4511 §4.5.1.7: the truth tables with the third value.
  @Test(
    "undefined is neither true nor false",
    arguments: [
      ("(&(absent=1)(unknown=1))", Truth.false), ("(&(cn=*)(unknown=1))", .undefined),
      ("(|(absent=1)(unknown=1))", .undefined), ("(|(cn=*)(unknown=1))", .true), ("(&)", .true),
      ("(|)", .false),
      ("(!(&(cn=*)(unknown=1)))", .undefined), ("(!(&(absent=1)(unknown=1)))", .true),
    ])
  func threeValues(filter: String, truth: Truth) throws {
    #expect(try Filter(filter).matches(Self.object) == truth)
  }
}
