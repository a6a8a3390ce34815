package import Directory
internal import Reachability

/// Answers whether the attacker got as far as Active Directory, with the reasons, the limits and what to do next.
///
/// The same snapshot and options always give the same report. Nothing that was not read is called free of traces.
package func assess(_ snapshot: Snapshot, _ options: AssessmentOptions) -> AssessmentReport {
  let footholds =
    options.footholds.isEmpty
    ? (snapshot.exchange?.servers.compactMap(\.computer) ?? []).sorted() : options.footholds.sorted()
  let window = TimeWindow(since: options.since, until: options.until)
  let result = reach(from: footholds, in: snapshot, since: options.since, until: options.until)
  let context = AssessmentContext(snapshot, window: window, footholds: footholds, routes: result.paths)
  let findings = IndicatorCatalogue.findings(in: context).map { finding in
    var finding = finding
    finding.review = options.caseFile.reviews[finding.id] ?? .unreviewed
    return finding
  }
  let coverage = CoverageChecks(
    context, options, metadataForged: DerivedInputs.forged(findings), unseen: result.missing,
    further: OutsideWindow(snapshot, options, footholds: footholds, routes: result.paths, known: findings)
      .checks)
  let derived = DerivedInputs(findings, result, coverage, context, options)
  let decision = Decision(derived.inputs)

  let lapsed =
    derived.inputs.traces >= .decisive || derived.inputs.forgedMetadata
    ? Text(
      en: "Tier-0 power was probably used, so metadata may be forged: no route counts as excluded.",
      de:
        "Tier-0-Macht wurde wahrscheinlich benutzt, Metadaten können also gefälscht sein: Kein Weg gilt als ausgeschlossen."
    )
    : nil
  let tierZero = TierZero(snapshot)
  let exposure = Reach(result, in: snapshot, tierZero: tierZero, findings: findings, lapsed: lapsed)
  let principals = footholds.map { Principal($0, in: snapshot) }
  let inventory = AccountInventory(context: context)
  let plan = ActionPlan(
    decision: decision, findings: findings, reach: exposure, footholds: principals,
    domainControllers: context.domainControllers.sorted().map(snapshot.dn),
    krbtgt: context.krbtgt.sorted().map(snapshot.dn),
    unmetChecks: coverage.checks.filter { !$0.met }.map(\.title))
  let reachesMembers =
    options.caseFile.codeOnDomainController
    || findings.contains { $0.rule.hasPrefix("IND-D") && $0.weight >= .strong && $0.review != .attributed }
  return AssessmentReport(
    tool: AssessmentReport.Tool(name: "foothold", version: options.toolVersion), generated: options.now,
    inputs: options.inputs, collection: options.collections.isEmpty ? nil : options.collections,
    scope: AssessmentReport.Scope(
      forest: snapshot.domains.first(where: \.isForestRoot)?.dnsName ?? "",
      domains: snapshot.domains.filter { $0.head != nil }.map(\.dnsName).sorted(), objects: snapshot.count,
      collected: snapshot.collectedAt),
    window: AssessmentReport.Window(since: options.since, until: options.until, basis: options.sinceBasis),
    footholds: principals,
    verdict: Verdict(
      rebuild: decision.rebuild, provisional: decision.provisional, level: decision.level,
      notExcluded: decision.notExcluded,
      summary: VerdictSummary(
        decision: decision, traces: derived.inputs.traces, findings: findings, reasons: derived.reasons
      ).text,
      inputs: Verdict.Inputs(
        exchange: derived.inputs.exchange, reach: derived.inputs.reach,
        credentials: derived.inputs.credentials,
        traces: derived.inputs.traces, coverage: derived.inputs.coverage),
      basis: derived.basis, reasons: derived.reasons,
      flips: Flips(
        inputs: derived.inputs, decision: decision, attributed: derived.tracesIfAttributed,
        reasons: derived.reasons
      ).all),
    coverage: coverage.coverage, reach: exposure, findings: findings,
    inventory: Inventory(
      privilegedGroups: PrivilegedInventory(context: context).groups,
      changedAccounts: inventory.changed.listed,
      newServicePrincipals: inventory.newServicePrincipals.listed),
    gaps: gaps(snapshot, options, coverage, result)
      + AssessmentReport.Gap.readOnlyControllers(snapshot, tierZero) + inventory.gaps, plan: plan.steps,
    options: RebuildOptions(decision: decision, inputs: derived.inputs, reachesMembers: reachesMembers).all,
    legal: legalNotice(decision, derived, options.caseFile),
    backup: backupWindow(snapshot, options), notExamined: NotExamined.all)
}

/// What the snapshot, the reader and the graph missed, then every unmet check of the coverage.
private func gaps(
  _ snapshot: Snapshot, _ options: AssessmentOptions, _ coverage: CoverageChecks, _ reach: ReachabilityResult
) -> [AssessmentReport.Gap] {
  var numbers: [Directory.Gap.Kind: Int] = [:]
  var gaps = (snapshot.gaps + options.inputGaps).map { gap in
    let number = (numbers[gap.kind] ?? 0) + 1
    numbers[gap.kind] = number
    return AssessmentReport.Gap(gap, number: number)
  }
  gaps += AssessmentReport.Gap.wrongClocks(options.collections)
  gaps += coverage.checks.filter { !$0.met }.map { check in
    AssessmentReport.Gap(
      id: "coverage-\(check.id)", what: "\(check.title.en): not fulfilled", title: check.title,
      objects: check.objects,
      consequence: check.detail)
  }
  gaps += reach.missing.enumerated().map { number, missing in
    AssessmentReport.Gap(
      id: "reach-\(number + 1)", what: missing.what.en, title: Text(missing.what), objects: missing.objects,
      consequence: Text(
        en: "Without it, the absence of a path to Tier 0 cannot be stated.",
        de: "Ohne sie lässt sich das Fehlen eines Wegs zu Tier 0 nicht feststellen."))
  }
  return gaps
}

/// Art. 33 and 34 GDPR: with an exploited server at least its credentials are exposed.
///
/// A server that is only assumed to be exploited is a reason to look, not yet a breach that somebody knows of.
private func legalNotice(_ decision: Decision, _ derived: DerivedInputs, _ caseFile: CaseFile) -> LegalNotice
{
  let aware = caseFile.awareSince
  return LegalNotice(
    notifyAuthority: derived.inputs.exchange >= .exploited && derived.basis.first?.source != .assumed,
    examineDataSubjects: decision.level.map { $0 >= .v3a } ?? false,
    awareSince: aware, deadline: aware.map { Instant(seconds: $0.seconds + 72 * 3_600) })
}

/// A backup taken just before the window can be restored for the tombstone lifetime.
private func backupWindow(_ snapshot: Snapshot, _ options: AssessmentOptions) -> AssessmentReport
  .BackupWindow?
{
  guard !snapshot.domains.isEmpty else { return nil }
  var days = snapshot.tombstoneLifetimeDays ?? 60
  if let configuration = snapshot.configurationNC,
    let service = snapshot.object(dn: "CN=Directory Service,CN=Windows NT,CN=Services,\(configuration)"),
    let lifetime = snapshot.integer(service, "msDS-DeletedObjectLifetime"),
    let whole = Int(exactly: lifetime), whole > 0
  {
    days = min(days, whole)
  }
  let before = options.since
  return AssessmentReport.BackupWindow(
    before: before, lifetimeDays: days,
    usableUntil: Instant(seconds: before.seconds + Int64(days) * 86_400))
}
