import LDAPTypes

/// A batch file that asks with Windows' own ldifde what can be asked with it: one LDIF file per query, in the folder where
/// it runs.
///
/// ldifde sends one control only, and only when told (`-x`, deleted objects), so an answer is less than that of
/// ``CollectionScript``: recycled objects and deactivated links are missing, and whoever may not read the SACL gets no
/// descriptor at all ([MS-ADTS] 3.1.1.3.4.1.11).
package struct LDIFDEScript: Sendable {
  /// A host name; ldifde takes no URL.
  package var server = "dc01.corp.example"

  package init() {}

  package func text(_ queries: [Query]) throws(QueryError) -> String {
    var lines = [
      "@echo off",
      "rem Asks a domain controller what foothold assess needs, with Windows' ldifde, and only reads. Run it in an empty",
      "rem folder, logged on as a member of Domain Admins: without the right to read the SACL no permissions arrive.",
      "rem Another account: replace -h by -h -b ACCOUNT DOMAIN * and the password is asked for at each question.",
      "setlocal DisableDelayedExpansion", "set SERVER=\(Self.batch(server))", "rem The names of this forest:",
      "set DOMAIN=DC=corp,DC=example", "set ROOT=%DOMAIN%", "set CONFIGURATION=CN=Configuration,%ROOT%",
      "set SCHEMA=CN=Schema,%CONFIGURATION%",
      "rem The application partitions of DNS; another one takes a further line like theirs.",
      "set DOMAINZONES=DC=DomainDnsZones,%DOMAIN%", "set FORESTZONES=DC=ForestDnsZones,%ROOT%",
      "if exist *.ldif (echo Run this in an empty folder.& exit /b 73)", "set FAILED=", "",
    ]
    for query in queries {
      lines.append("rem \(Self.batch(query.title))")
      let commands = try query.ldifdeCommands()
      if commands.isEmpty {
        lines += ["rem \(query.id): not to be had with ldifde, which reads naming contexts only.", ""]
      }
      for (number, command) in commands.enumerated() {
        let name = commands.count == 1 ? query.id : "\(query.id)-\(number + 1)"
        lines += [
          "\(command) -s %SERVER% -h -f \(name).partial",
          "if errorlevel 1 (set FAILED=%FAILED% \(name)) else ren \(name).partial \(name).ldif", "",
        ]
      }
    }
    lines += ["if defined FAILED (echo Not complete:%FAILED%& exit /b 1)", ""]
    return lines.joined(separator: "\r\n")
  }

  /// Text that stands outside quotes in a batch file; a percent sign begins a variable.
  static func batch(_ text: String) -> String {
    text.filter { $0.isLetter || $0.isNumber || " -._:,()".contains($0) }
  }
}

extension Query {
  /// The arguments that say what is asked, once for each base; none for the rootDSE, because an empty `-d` stands for the
  /// naming context.
  func ldifdeCommands() throws(QueryError) -> [String] {
    let contexts = NamingContexts(
      domain: "%DOMAIN%", root: "%ROOT%", configuration: "%CONFIGURATION%", schema: "%SCHEMA%",
      applications: ["%DOMAINZONES%", "%FORESTZONES%"])
    guard base != .rootDSE else { return [] }
    // The container by its name, which never changes, rather than by the alternative form of a name.
    let places = base == .deleted ? ["CN=Deleted Objects,%DOMAIN%"] : bases(in: contexts)
    let scope =
      switch scope {
      case .base: "Base"
      case .oneLevel: "OneLevel"
      case .subtree: "Subtree"
      }
    let deleted = controls.contains(.showDeleted) ? " -x" : ""
    // Within double quotes a batch file leaves everything as it is, except percent signs.
    let filter = try filter(since: nil).replacing("%", with: "%%")
    let names = attributes.joined(separator: ",")
    return places.map { place in
      "ldifde -d \"\(place)\" -p \(scope) -r \"\(filter)\" -l \"\(names)\"\(deleted)"
    }
  }
}
