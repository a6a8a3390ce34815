import Foundation
import Testing
import WindowsSecurity

/// Every distinct descriptor at hand: of the sets of others where they are present, and of the bundled forests.
struct DescriptorSet: Sendable {
  struct Member: Sendable, Hashable {
    let bytes: [UInt8]
    /// SID of the domain it comes from, of which its aliases speak.
    let domain: SID?
    let source: String
  }

  /// Attributes whose values are descriptors. [MS-ADTS] 3.1.1.2.2.2.1, 2.2.17; the last two of Exchange.
  static let attributes: Set<String> = [
    "nTSecurityDescriptor", "msDS-AllowedToActOnBehalfOfOtherIdentity", "msDS-GroupMSAMembership",
    "pKIEnrollmentAccess", "msDFS-LinkSecurityDescriptorv2", "fRSRootSecurity",
    "msExchMailboxSecurityDescriptor",
    "msExchSubmitRelaySD",
  ]

  static let all: [Member] = {
    var members: [Member] = []
    var seen: Set<[UInt8]> = []
    func add(_ bytes: [UInt8], _ domain: SID?, _ source: String) {
      if seen.insert(bytes).inserted { members.append(Member(bytes: bytes, domain: domain, source: source)) }
    }
    for file in files {
      guard let data = try? Data(contentsOf: file) else { continue }
      for value in values(in: data) { add(value.bytes, value.domain, file.lastPathComponent) }
    }
    for row in Fixtures.corpus { add(row.bytes, nil, row.id) }
    if Fixtures.arePresent {
      for name in ["daclOnlySample", "sddlSample", "sddlSampleForAssertor", "sddlSampleForAssertor2"] {
        if let data = try? Fixtures.data("sd/adsddl/\(name).bin") { add(Array(data), nil, name) }
      }
    }
    return members
  }()

  private static let files: [URL] = {
    let bundled = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Evidence")
    return [bundled, Fixtures.root?.appendingPathComponent("ldif")].compactMap { $0 }.flatMap { folder in
      (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
    }.filter { $0.pathExtension == "ldif" }.sorted { $0.path < $1.path }
  }()

  /// Just enough of RFC 2849 for it: folded lines joined, base64 values of ``attributes``; the first objectSid of a
  /// domain head before them is the domain's.
  private static func values(in data: Data) -> [(bytes: [UInt8], domain: SID?)] {
    let text = String(decoding: data, as: UTF8.self)
      .replacingOccurrences(of: "\r\n", with: "\n").replacingOccurrences(of: "\n ", with: "")
    var found: [[UInt8]] = []
    var domain: SID?
    for line in text.split(separator: "\n") {
      guard let colon = line.firstIndex(of: ":"), line[colon...].hasPrefix(":: ") else { continue }
      let name = line[..<colon]
      guard attributes.contains(String(name)) || (name == "objectSid" && domain == nil),
        let bytes = Data(base64Encoded: String(line[colon...].dropFirst(3))).map(Array.init)
      else { continue }
      if name == "objectSid" {
        domain = (try? SID(bytes)).flatMap { $0.subAuthorityCount == 4 ? $0 : $0.domain }
      } else {
        found.append(bytes)
      }
    }
    return found.map { ($0, domain) }
  }
}

/// Another implementation of SDDL, asked while the test runs: that of the installed Samba.
enum Samba {
  private static let python = URL(fileURLWithPath: "/usr/bin/python3")

  static let isPresent: Bool = (try? run("import samba.dcerpc.security")) != nil

  /// The text of each descriptor with the aliases of its domain; an empty one where Samba has none.
  static func sddl(_ members: [DescriptorSet.Member]) throws -> [String] {
    let program = """
      import base64, sys
      from samba.dcerpc import security
      from samba.ndr import ndr_unpack
      for line in sys.stdin:
          value, domain = line.rstrip("\\n").split(" ")
          try:
              descriptor = ndr_unpack(security.descriptor, base64.b64decode(value))
              print(descriptor.as_sddl(security.dom_sid(domain)) if domain else descriptor.as_sddl())
          except (RuntimeError, TypeError, ValueError):
              print()
      """
    let input = members.map {
      "\(Data($0.bytes).base64EncodedString()) \($0.domain?.description ?? "")\n"
    }.joined()
    return try run(program, input: input).split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .map(String.init)
  }

  private struct Failure: Error {}

  /// What a program of the system's Python prints.
  static func run(_ program: String, input: String = "") throws -> String {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).descriptors")
    try Data(input.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = python
    process.arguments = ["-c", program]
    process.standardInput = try FileHandle(forReadingFrom: file)
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure() }
    return String(decoding: data, as: UTF8.self)
  }
}
