import Foundation
import Testing

/// What `foothold access` tells about the bundled evidence.
@Suite struct AccessTests {
  private struct Answer: Decodable {
    struct Basis: Decodable {
      let entry: String
      let rights: [String]
      let origin: String?
      let from: String?
      let since: String?
    }
    let sd: UInt32?
    let decidedBy: [Basis]
  }

  private struct Survey: Decodable {
    struct Group: Decodable {
      let on: [String]
      let sd: UInt32?
      let writes: [String]
    }
    let who: String
    let groups: [Group]
    let unread: [String]
  }

  private static let domain = "DC=nordwind,DC=example"

  private func json<Value: Decodable>(_ arguments: [String], as type: Value.Type) throws -> Value {
    let run = try Tool.run(["access", Tool.evidence("attacked.ldif")] + arguments + ["--json", "-"])
    #expect(run.exitCode == 0, Comment(rawValue: run.errors))
    return try JSONDecoder().decode(type, from: Data(run.output.utf8))
  }

  @Test func `an entry is shown with its origin and its date`() throws {
    let answers = try json(
      ["--who", "EX01", "--on", "vertrieb.02", "--on", "adm.notfall"], as: [Answer].self)
    let inherited = try #require(answers.first?.decidedBy.first { $0.rights.contains("WRITE_DAC") })
    #expect(inherited.origin == "inherited")
    #expect(inherited.from == Self.domain)
    // The attacker's change of the head, not the creation of the account.
    #expect(inherited.since == "2021-03-01T03:04:55Z")
    let copied = try #require(answers.last?.decidedBy.first { $0.rights.contains("write adminDisplayName") })
    #expect(copied.origin == "protection")
    #expect(copied.from == "CN=AdminSDHolder,CN=System,\(Self.domain)")
  }

  @Test func `the rights on everything name every object once, the most powerful first`() throws {
    let survey = try json(["--who", "EX01", "--all"], as: Survey.self)
    let objects = survey.groups.flatMap(\.on) + survey.unread
    #expect(Set(objects).count == objects.count)
    #expect(objects.count > 2_000)
    #expect(survey.groups.first?.sd == 7)
    let staff = try #require(survey.groups.first { $0.on.contains { $0.hasPrefix("CN=Vertrieb 02,") } })
    #expect(staff.sd == 4)
    #expect(staff.on.count > 50)
  }

  /// As `docs/access.md` lists them.
  private static let keys: Set<String> = [
    "who", "on", "sd", "writes", "systemOnly", "creates", "controls", "isVisible", "decidedBy", "unknown",
  ]

  /// The names in the first column of the tables under a heading of `docs/access.md`.
  private func documented(_ heading: String) throws -> Set<String> {
    let text = try String(contentsOf: Tool.package.appending(path: "docs/access.md"), encoding: .utf8)
    let sections = text.split(separator: "\n## ").filter { $0.hasPrefix(heading) }
    let rows = sections.flatMap { $0.split(separator: "\n") }.filter { $0.hasPrefix("| `") }
    return Set(rows.compactMap { $0.split(separator: "`").dropFirst().first.map(String.init) })
  }

  /// The keys of an object, or of all objects in a list together.
  private func keys(_ value: Any?) -> Set<String> {
    if let object = value as? [String: Any] { return Set(object.keys) }
    return (value as? [Any] ?? []).reduce(into: []) { $0.formUnion(keys($1)) }
  }

  @Test func `every key of the JSON is documented, and every documented key is there`() throws {
    let evidence = Tool.evidence("attacked.ldif")
    func answer(_ arguments: [String]) throws -> [String: Any] {
      let run = try Tool.run(["access", evidence, "--who", "EX01", "--json", "-"] + arguments)
      return try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    }
    let one = try answer(["--on", "vertrieb.02"])
    #expect(keys(one) == Self.keys)
    #expect(try documented("One object") == Self.keys)
    #expect(keys(one["decidedBy"]) == (try documented("What decided")))
    let all = try answer(["--all"])
    #expect(keys(all) == (try documented("All objects")))
    #expect(keys(all["groups"]) == Self.keys.subtracting(["who"]))
    let token = try answer([])
    #expect(keys(token) == (try documented("The token")))
    #expect(keys(token["token"]) == (try documented("Entries of the token")))
    #expect(keys(token["conditional"]) == (try documented("Entries that depend")))
  }

  @Test func `every key of the contract is in an answer that could not be given`() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "access-\(UUID().uuidString).ldif")
    let text = "version: 1\n\ndn: CN=EX01,DC=corp,DC=example\nobjectClass: computer\nsAMAccountName: EX01$\n"
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let run = try Tool.run(["access", file.path, "--who", "EX01", "--on", "EX01", "--json", "-"])
    let answer = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    #expect(Set(answer?.keys.map { $0 } ?? []) == Self.keys)
    #expect(answer?["sd"] is NSNull)
  }

  /// EX01 may write the DACL of U2, whose container was not read, by a group that Authenticated Users are in.
  private static let throughWellKnown = """
    version: 1

    dn: DC=corp,DC=example
    objectClass: domainDNS
    objectSid:: AQQAAAAAAAUVAAAAAQAAAAIAAAADAAAA

    dn: CN=EX01,DC=corp,DC=example
    objectClass: computer
    sAMAccountName: EX01$
    objectSid:: AQUAAAAAAAUVAAAAAQAAAAIAAAADAAAATQQAAA==

    dn: CN=S-1-5-11,CN=ForeignSecurityPrincipals,DC=corp,DC=example
    objectClass: foreignSecurityPrincipal
    objectSid:: AQEAAAAAAAULAAAA

    dn: CN=Staff,DC=corp,DC=example
    objectClass: group
    sAMAccountName: Staff
    objectSid:: AQUAAAAAAAUVAAAAAQAAAAIAAAADAAAAFAUAAA==
    member: CN=S-1-5-11,CN=ForeignSecurityPrincipals,DC=corp,DC=example

    dn: CN=U2,OU=People,DC=corp,DC=example
    objectClass: user
    sAMAccountName: U2
    nTSecurityDescriptor:: AQAEkBQAAAAgAAAAAAAAACwAAAABAQAAAAAABRIAAAABAQAAAAAABRIAA
     AAEACwAAQAAAAAAJAAAAAQAAQUAAAAAAAUVAAAAAQAAAAIAAAADAAAAFAUAAA==

    """

  private func run(_ arguments: [String]) throws -> String {
    let run = try Tool.run(["access", "-"] + arguments, input: Self.throughWellKnown)
    #expect(run.exitCode == 0, Comment(rawValue: run.errors))
    return run.output
  }

  @Test func `identities of every token are shown by their names`() throws {
    #expect(try run(["--who", "EX01", "--on", "U2"]).contains("through Authenticated Users, Staff\n"))
    let token = try run(["--who", "EX01"])
    #expect(token.contains("  S-1-5-11  Authenticated Users\n"))
    #expect(token.contains("  Staff  through Authenticated Users\n"))
    #expect(token.contains("depends on the log-on: "))
    #expect(token.contains("S-1-5-64-10 NTLM"))
  }

  @Test("a SID that no object has gets the token of the SID", arguments: ["S-1-5-7", "S-1-5-21-9-9-9-1107"])
  func bareSID(sid: String) throws {
    let output = try run(["--who", sid, "--json", "-"])
    let answer = try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
    #expect(answer["who"] as? String == sid)
    #expect((answer["token"] as? [[String: Any]])?.first?["sid"] as? String == sid)
    #expect((answer["unknown"] as? [String])?.contains { $0.contains("not in the evidence") } == true)
    #expect(try run(["--who", sid, "--on", "U2"]).contains("not in the evidence"))
    #expect(try run(["--who", sid, "--all"]).contains("not in the evidence"))
  }

  @Test(
    "a name that is empty or nobody's is refused in one line",
    arguments: [
      (["--who", ""], "--who: the name is empty"),
      (["--who", "EX01", "--on", " "], "--on: the name is empty"),
      (["--who", domain, "--all"], "--who \(domain) (domainDNS): nobody"), (["--who", "S-1-5-10"], "Self"),
      (["--who", "S-1-3-0", "--on", "EX01"], "nobody"),
      (["--who", "OU=Server,OU=Nordwind,\(domain)"], "(organizationalUnit): nobody"),
    ])
  func refusedNames(arguments: [String], message: String) throws {
    let run = try Tool.run(["access", Tool.evidence("attacked.ldif")] + arguments)
    #expect(run.exitCode == 64)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains(message))
    #expect(run.errors.split(separator: "\n").count == 1)
  }

  @Test func `A UPN that no account has is read as account name and domain`() throws {
    for name in ["EX01$@nordwind.example", "ex01$@Nordwind.Example"] {
      let run = try Tool.run(["access", Tool.evidence("attacked.ldif"), "--who", name])
      #expect(run.exitCode == 0)
      #expect(run.output.hasPrefix("CN=EX01,"))
    }
    let elsewhere = try Tool.run([
      "access", Tool.evidence("attacked.ldif"), "--who", "EX01$@elsewhere.example",
    ])
    #expect(elsewhere.exitCode == 64)
  }

  @Test
  func `an answer about one object and one about all have the same keys, and null for what is not known`()
    throws
  {
    func object(_ arguments: [String]) throws -> [String: Any] {
      let output = try run(["--who", "EX01", "--json", "-"] + arguments)
      return try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
    }
    let one = try object(["--on", "U2"])
    let all = try #require(try object(["--all"])["groups"] as? [[String: Any]])
    #expect(Set(one.keys).subtracting(["who"]) == all.first.map { Set($0.keys) })
    #expect(one["isVisible"] is NSNull)
    #expect(all.first?["isVisible"] is NSNull)
    #expect(one["sd"] as? Int == 4)
    #expect(all.first?["sd"] as? Int == 4)
  }

  @Test func `the rights on everything are folded, too`() throws {
    let run = try Tool.run(["access", Tool.evidence("attacked.ldif"), "--who", "EX01", "--all"])
    let lines = run.output.split(separator: "\n")
    #expect(lines.count > 100)
    #expect(lines.allSatisfy { $0.count <= 80 || $0.hasPrefix("    by (") || $0.hasPrefix("  on ") })
  }

  @Test func `lists are folded to 80 columns and entries stay whole`() throws {
    let run = try Tool.run([
      "access", Tool.evidence("attacked.ldif"), "--who", "Administrator", "--on", Self.domain,
    ])
    let lines = run.output.split(separator: "\n")
    #expect(lines.count > 20)
    #expect(lines.allSatisfy { $0.count <= 80 || $0.hasPrefix("  by (") })
  }

  private struct Pair: Decodable, Equatable {
    let who: String
    let on: String
    let sd: UInt32?
  }

  private static let members: [(who: String, on: String, sd: UInt32)] = [
    ("EX01", "vertrieb.02", 4), ("Administrator", domain, 15), ("vertrieb.02", "EX01", 0),
  ]

  /// With one pair, too, because the caller wrote a list.
  @Test(arguments: [0, 1, 3]) func `pairs are answered as a list in their order`(count: Int) throws {
    let scratch = try Scratch()
    let asked = Self.members.prefix(count)
    let text = "[\(asked.map { "[\"\($0.who)\", \"\($0.on)\"]" }.joined(separator: ", "))]"
    let answers = try json(["--pairs", try scratch.file("pairs.json", text)], as: [Pair].self)
    #expect(answers.map(\.sd) == asked.map(\.sd))
    let single = try asked.map { try json(["--who", $0.who, "--on", $0.on], as: Pair.self) }
    #expect(answers == single)
    let piped = try Tool.run(
      ["access", Tool.evidence("attacked.ldif"), "--pairs", "-", "--json", "-"], input: text)
    #expect(try JSONDecoder().decode([Pair].self, from: Data(piped.output.utf8)) == answers)
  }

  @Test func `a pair with an unknown name is named by file and position`() throws {
    let scratch = try Scratch()
    let path = try scratch.file("pairs.json", #"[["EX01", "EX01"], ["EX01", "nobody-here"]]"#)
    let run = try Tool.run(["access", Tool.evidence("attacked.ldif"), "--pairs", path, "--json", "-"])
    #expect(run.exitCode == 64)
    #expect(run.errorLines.count == 1)
    #expect(run.errors.contains("\(path), pair 2: nobody-here: not in the evidence"))
    #expect(run.output.isEmpty)
    let replaced = try Tool.run(["access", Tool.evidence("attacked.ldif"), "--pairs", path, "--json", path])
    #expect(replaced.exitCode == 64, "the pairs are kept")
    #expect(try Tool.run(["access", "-", "--pairs", "-"], input: "[]").exitCode == 64)
  }

  @Test func `pairs and single names exclude each other`() throws {
    let run = try Tool.run(["access", Tool.evidence("attacked.ldif"), "--pairs", "p.json", "--who", "EX01"])
    #expect(run.exitCode == 64)
    #expect(run.errors.contains("--pairs"))
  }

  @Test func `everything and something exclude each other`() throws {
    let run = try Tool.run([
      "access", Tool.evidence("attacked.ldif"), "--who", "EX01", "--all", "--on", Self.domain,
    ])
    #expect(run.exitCode == 64)
    #expect(run.errors.contains("--all"))
  }
}
