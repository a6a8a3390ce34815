/// What the origin of the evidence means for a statement.
extension CoverageChecks {
  /// Whether every server that was asked proved who it is. LDIF whose origin nobody recorded has nothing to check.
  static func source(_ collections: [AssessmentReport.Collection]) -> [Check] {
    let servers = collections.flatMap(\.servers)
    guard !servers.isEmpty else { return [] }
    let unproven = servers.filter { !$0.isAuthenticated }
    let names = unproven.map { $0.name ?? $0.url }.joined(separator: ", ")
    return [
      Check(
        id: "source",
        title: Text(
          en: "Identity of the servers asked verified", de: "Identität der befragten Server geprüft"),
        met: unproven.isEmpty,
        detail: Text(
          en:
            "The certificate was not verified (\(names)): whoever stood between could have answered in the server's "
            + "place. Collect again with --ca and without --insecure.",
          de:
            "Das Zertifikat wurde nicht geprüft (\(names)): Wer dazwischen stand, konnte an Stelle des Servers "
            + "antworten. Mit --ca und ohne --insecure erneut einsammeln."),
        isEssential: false, objects: unproven.count)
    ]
  }
}

extension AssessmentReport.Gap {
  /// Servers whose clock was off when they were asked.
  static func wrongClocks(_ collections: [AssessmentReport.Collection]) -> [Self] {
    collections.flatMap(\.servers).filter(\.hasWrongClock).enumerated().map { number, server in
      let skew = server.clockSkewSeconds ?? 0
      let minutes = skew.magnitude / 60
      return Self(
        id: "clockSkew-\(number + 1)",
        what: "\(server.name ?? server.url): clock \(skew) s against the collecting machine",
        title: Text(en: "Clock of a server off", de: "Uhr eines Servers falsch"), objects: 0,
        consequence: Text(
          en:
            "Its times are \(minutes) minutes \(skew > 0 ? "ahead" : "behind"); allow for that when comparing them "
            + "with other logs, and near the ends of the period.",
          de:
            "Seine Zeiten gehen \(minutes) Minuten \(skew > 0 ? "vor" : "nach"); das ist beim Vergleich mit anderen "
            + "Protokollen und an den Grenzen des Zeitraums zu berücksichtigen."))
    }
  }
}
