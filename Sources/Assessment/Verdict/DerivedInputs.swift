import Directory
import Reachability

/// The inputs of the decision with the reasons for each, derived from findings, paths, coverage and the case file.
struct DerivedInputs {
  let inputs: DecisionInputs
  let basis: [Verdict.Basis]
  /// Findings that decide, weightiest first.
  let reasons: [String]
  /// D once every finding that weighs is attributed.
  let tracesIfAttributed: TraceState

  init(
    _ findings: [Finding], _ reach: ReachabilityResult, _ coverage: CoverageChecks,
    _ context: AssessmentContext,
    _ options: AssessmentOptions
  ) {
    let exchange = Self.exchange(findings, context, options)
    let hops = Self.reach(reach)
    let credentials = Self.credentials(exchange.state, options)
    let traces = Self.traces(findings, context.window)
    var inputs = DecisionInputs(
      exchange: exchange.state, reach: hops.state, credentials: credentials.state, traces: traces.state,
      coverage: coverage.state)
    inputs.codeOnDomainController = options.caseFile.codeOnDomainController
    inputs.forgedMetadata = Self.forged(findings)
    inputs.windowExceedsTombstone =
      CoverageChecks.age(context.snapshot, options).map { $0.days > $0.kept } ?? false
    // A decisive trace means Tier-0 power was used, and with it metadata can be forged: no route stays excluded.
    let excludes = traces.state < .decisive && !inputs.forgedMetadata
    let open = reach.paths.filter { !(excludes && $0.exclusion.excluded) }
    inputs.openRoute = open.contains { $0.certainty.isCertain }
    inputs.openDirectRoute = open.contains { $0.isDirect && $0.certainty.isCertain }
    self.inputs = inputs
    reasons = (traces.state >= .strong ? traces.findings : []) + exchange.basis.findings
    tracesIfAttributed = Self.traces(findings.filter { $0.weight < .strong }, context.window).state
    basis = [
      exchange.basis, hops.basis, credentials.basis, traces.basis,
      Verdict.Basis(
        input: "C", value: coverage.state.rawValue, source: .evidence, because: Self.coverageReason(coverage)),
    ]
  }

  static func forged(_ findings: [Finding]) -> Bool {
    let rules: Set<String> = ["IND-E01", "IND-E02", "IND-E03", "IND-E04", "IND-E05", "IND-A08"]
    return findings.contains { rules.contains($0.rule) && $0.weight >= .strong && $0.review != .attributed }
  }

  private static func exchange(
    _ findings: [Finding], _ context: AssessmentContext, _ options: AssessmentOptions
  ) -> (state: ExchangeState, basis: Verdict.Basis) {
    let shells = findings.filter { $0.rule == "IND-G01" }.map(\.id)
    var state: ExchangeState
    var source: Verdict.Basis.Source
    var because: Text
    if !shells.isEmpty {
      state = .exploited
      source = .evidence
      because = Text(
        en: "A web shell stands in the configuration of Exchange: exploitation is proven.",
        de: "In der Exchange-Konfiguration steht eine Webshell: Die Ausnutzung ist bewiesen.")
    } else if options.stated {
      state = .exploited
      source = .stated
      because = Text(
        en: "The host was named as compromised.", de: "Der Server wurde als kompromittiert benannt.")
    } else if !context.footholds.isEmpty || context.snapshot.exchange?.servers.isEmpty == false {
      state = .exploited
      source = .assumed
      because = Text(
        en: "Nobody named a host, so every Exchange server is taken to be compromised.",
        de: "Kein Server wurde benannt, deshalb gilt jeder Exchange-Server als kompromittiert.")
    } else {
      state = .exposed
      source = .assumed
      because = Text(
        en: "No Exchange server was found or named; exposure cannot be ruled out from the directory.",
        de:
          "Kein Exchange-Server wurde gefunden oder benannt; eine Angreifbarkeit lässt sich aus dem Verzeichnis nicht "
          + "ausschließen.")
    }
    // What host analysis found counts when it says more; a shell in the directory outweighs a denial.
    if let known = options.caseFile.exchange, known > state || shells.isEmpty {
      state = known
      source = .stated
      because = Text(
        en: "Stated in the case file after analysis of the host.",
        de: "In der Falldatei nach Analyse des Servers angegeben.")
    }
    return (
      state,
      Verdict.Basis(input: "E", value: state.rawValue, source: source, because: because, findings: shells)
    )
  }

  private static func reach(_ reach: ReachabilityResult) -> (state: ReachState, basis: Verdict.Basis) {
    let state: ReachState
    let because: Text
    if reach.hasDirectPath {
      state = .direct
      because = Text(
        en: "One step leads from the host to Tier 0 (\(reach.count) targets in all).",
        de: "Ein Schritt führt vom Server zu Tier 0 (insgesamt \(reach.count) Ziele).")
    } else if reach.verdict == .certain {
      state = .path
      because = Text(
        en: "A path of several steps leads from the host to Tier 0 (\(reach.count) targets in all).",
        de: "Ein Weg über mehrere Schritte führt vom Server zu Tier 0 (insgesamt \(reach.count) Ziele).")
    } else if !reach.paths.isEmpty {
      state = .conditional
      because = Text(
        en: "Paths to Tier 0 exist that need something the directory does not show.",
        de: "Es gibt Wege zu Tier 0, die etwas brauchen, das das Verzeichnis nicht zeigt.")
    } else if reach.missing.contains(.startingPoint) {
      state = .none
      because = Text(
        en: "No starting point is known, so no path could be looked for.",
        de: "Kein Ausgangspunkt ist bekannt, daher konnte kein Weg gesucht werden.")
    } else if reach.verdict == .unknown {
      state = .none
      because = Text(
        en: "No path was found, but not everything needed to say that there is none was examined.",
        de: "Kein Weg wurde gefunden, aber nicht alles für eine Verneinung Nötige wurde untersucht.")
    } else {
      state = .none
      because = Text(en: "No path from the host to Tier 0.", de: "Kein Weg vom Server zu Tier 0.")
    }
    return (state, Verdict.Basis(input: "R", value: state.rawValue, source: .evidence, because: because))
  }

  private static func credentials(
    _ exchange: ExchangeState, _ options: AssessmentOptions
  ) -> (state: CredentialState, basis: Verdict.Basis) {
    let host: CredentialState = exchange >= .exploited ? .host : .none
    if let known = options.caseFile.credentials, known > host {
      let because = Text(en: "Stated in the case file.", de: "In der Falldatei angegeben.")
      return (known, Verdict.Basis(input: "K", value: known.rawValue, source: .stated, because: because))
    }
    let because =
      host == .host
      ? Text(
        en:
          "With the host, its machine account, service accounts and the passwords of mailbox users count as taken.",
        de:
          "Mit dem Server gelten sein Computerkonto, Dienstkonten und die Kennwörter der Postfachnutzer als entwendet."
      )
      : Text(
        en: "No credential is known to be taken.",
        de: "Von keinem Zugangsdatum ist bekannt, dass es entwendet wurde.")
    return (host, Verdict.Basis(input: "K", value: host.rawValue, source: .assumed, because: because))
  }

  private static func traces(
    _ findings: [Finding], _ window: TimeWindow
  ) -> (state: TraceState, findings: [String], basis: Verdict.Basis) {
    let open = findings.filter { $0.review != .attributed }
    let decisive = open.filter { $0.weight == .decisive }
    let confirmed = open.filter { $0.review == .malicious && $0.weight >= .strong }
    let strong = open.filter { $0.weight == .strong }
    let cluster = Cluster.members(of: findings, in: window)
    let supporting = open.filter { $0.weight == .supporting }
    let state: TraceState
    let ids: [String]
    let because: Text
    if !confirmed.isEmpty {
      state = .confirmed
      ids = confirmed.map(\.id)
      because = Text(
        en: "\(confirmed.count) findings were confirmed as malicious.",
        de: "\(confirmed.count) Befunde wurden als bösartig bestätigt.")
    } else if !decisive.isEmpty {
      state = .decisive
      ids = decisive.map(\.id)
      because = Text(
        en: "\(decisive.count) decisive findings are attributed to nobody.",
        de: "\(decisive.count) entscheidende Befunde sind niemandem zugeordnet.")
    } else if !cluster.isEmpty {
      state = .decisive
      ids = cluster
      because = Text(
        en: "Strong findings of different kinds were made on one server within an hour.",
        de: "Starke Befunde verschiedener Art entstanden binnen einer Stunde auf einem Server.")
    } else if !strong.isEmpty {
      state = .strong
      ids = strong.map(\.id)
      because = Text(
        en: "\(strong.count) strong findings are attributed to nobody.",
        de: "\(strong.count) starke Befunde sind niemandem zugeordnet.")
    } else if !supporting.isEmpty {
      state = .supporting
      ids = supporting.map(\.id)
      because = Text(
        en: "Only supporting findings.", de: "Nur unterstützende Befunde.")
    } else {
      state = .none
      ids = []
      because = Text(
        en: "No indications in the data evaluated.", de: "Keine Anhaltspunkte in den ausgewerteten Daten.")
    }
    return (
      state, ids,
      Verdict.Basis(input: "D", value: state.rawValue, source: .evidence, because: because, findings: ids)
    )
  }

  private static func coverageReason(_ coverage: CoverageChecks) -> Text {
    let unmet = coverage.checks.filter { !$0.met }
    guard !unmet.isEmpty else {
      return Text(en: "Everything on the checklist was read.", de: "Alles auf der Prüfliste wurde gelesen.")
    }
    return Text(
      en: "Not fulfilled: \(unmet.map(\.title.en).joined(separator: "; ")).",
      de: "Nicht erfüllt: \(unmet.map(\.title.de).joined(separator: "; ")).")
  }
}
