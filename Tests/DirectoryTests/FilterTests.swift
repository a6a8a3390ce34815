import LDAPTypes
import Testing

@testable import Directory

@Suite struct FilterTests {
  @Test(arguments: [
    ("(objectClass=user)", ["alice"]), ("(objectClass=group)", ["admins", "operators"]),
    ("(memberOf:1.2.840.113556.1.4.1941:=CN=admins,DC=x)", ["alice", "operators"]),
    ("(memberOf=CN=admins,DC=x)", ["operators"]),
    ("(member:1.2.840.113556.1.4.1941:=CN=Alice,DC=x)", ["admins", "operators"]),
    ("(userAccountControl:1.2.840.113556.1.4.803:=2)", ["alice"]),
    ("(objectSid=S-1-5-21-1-2-3-1104)", ["alice"]),
    ("(whenCreated>=20210101000000.0Z)", ["alice"]),
    ("(&(objectCategory=person)(!(adminCount=1)))", ["alice"]),
    ("(unicodePwd=x)", []), ("(!(unicodePwd=x))", []), ("(distinguishedName=cn=ALICE,dc=x)", ["alice"]),
  ])
  func `A filter finds over the snapshot what a server would find`(_ filter: String, _ names: [String]) throws
  {
    let parsed = try Filter(filter)
    let found = directory.objectIDs.filter { parsed.matches(directory.subject($0)) == .true }
    #expect(directory.names(found).sorted() == names)
  }

  private let directory = snapshot(
    """
    dn: CN=Alice,DC=x
    objectClass: user
    sAMAccountName: alice
    objectSid: S-1-5-21-1-2-3-1104
    objectCategory: CN=Person,CN=Schema,CN=Configuration,DC=x
    userAccountControl: 514
    whenCreated: 20210305091233.0Z

    dn: CN=admins,DC=x
    objectClass: group
    member: CN=operators,DC=x

    dn: CN=operators,DC=x
    objectClass: group
    member: CN=Alice,DC=x

    dn: CN=Configuration,DC=x
    objectClass: configuration
    """)
}
