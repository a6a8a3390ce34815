import Directory
import Foundation
import Testing
import WindowsSecurity

/// What BloodHound's collectors say about the same data, trustee by trustee.
@Suite struct BloodHoundTests {
  private struct File: Decodable {
    struct Object: Decodable {
      let ObjectIdentifier: String
      let Aces: [Entry]?
    }
    struct Entry: Decodable {
      let PrincipalSID: String
      let RightName: String
    }
    let data: [Object]
  }

  private static let rights: [String: AccessRight] = [
    "GenericAll": .object(.fullControl), "WriteDacl": .object(.writeDACL), "WriteOwner": .object(.writeOwner),
  ]

  @Test(
    "GenericAll, WriteDacl, WriteOwner and Owns of the field's tools are ours",
    arguments: ["detectionlab", "windomain.local", "ez.lab-bof"])
  func sameEntries(name: String) throws {
    guard let fixtures, let snapshot = try fixture("\(name).ldif") else { return }
    let folder = fixtures.appending(path: "answers/bloodhound-\(name)")
    let schema = snapshot.schema.rights()
    var compared = 0
    var different: [String] = []
    for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
      let content = try JSONDecoder().decode(File.self, from: Data(contentsOf: file))
      for object in content.data {
        let text = object.ObjectIdentifier
        let plain = text.range(of: "S-1-").map { String(text[$0.lowerBound...]) } ?? text
        guard
          let id = SID(plain).flatMap({ snapshot.object(sid: $0) })
            ?? GUID(plain).flatMap({ snapshot.object(guid: $0) }),
          let descriptor = snapshot.descriptor(of: id).flatMap({ snapshot.descriptor($0) })
        else { continue }
        let check = AccessCheck(descriptor, schema: schema)
        let objectClass = schema.objectClass(named: snapshot.structuralClass(id))
        for entry in object.Aces ?? [] {
          let principal = entry.PrincipalSID.range(of: "S-1-").map {
            String(entry.PrincipalSID[$0.lowerBound...])
          }
          guard let trustee = principal.flatMap({ SID($0) }) else { continue }
          let agrees: Bool
          if entry.RightName == "Owns" {
            agrees = descriptor.owner == trustee
          } else if let right = Self.rights[entry.RightName] {
            agrees = check.decide(right, objectClass: objectClass) { $0 == trustee }.isGranted
          } else {
            continue
          }
          compared += 1
          if !agrees { different.append("\(snapshot.dn(id)): \(entry.RightName) of \(trustee)") }
        }
      }
    }
    #expect(compared > 300)
    #expect(different == [])
  }
}
