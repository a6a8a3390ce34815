import Directory
import Reachability

extension AssessmentReport.Gap {
  /// Read-only domain controllers, where the search says more than it knows: their computer objects are Tier 0, since whoever
  /// writes one decides what it keeps; whoever merely runs code on one has what it may keep now.
  static func readOnlyControllers(_ snapshot: Snapshot, _ tierZero: TierZero) -> [Self] {
    let controllers = snapshot.readOnlyControllers
    guard !controllers.isEmpty else { return [] }
    let policies = controllers.map { PasswordReplicationPolicy(of: $0, in: snapshot) }
    let accounts = Set(policies.flatMap(\.accounts))
    let privileged = accounts.filter { tierZero.contains($0) && !controllers.contains($0) }
    let names = controllers.prefix(3).map(snapshot.dn).joined(separator: "; ")
    let open =
      policies.allSatisfy(\.isComplete) ? "" : "; at least one list of refused accounts was not read whole"
    return [
      Self(
        id: "readOnlyControllers-1",
        what:
          "\(names): may keep the passwords of \(accounts.count) accounts, \(privileged.count) of them Tier 0\(open)",
        title: Text(
          en: "Read-only domain controllers count as Tier 0",
          de: "Schreibgeschützte Domänencontroller zählen als Tier 0"),
        objects: controllers.count,
        consequence: Text(
          en:
            "A path that ends at one is counted as reaching Tier 0. Whoever can change its computer object does; whoever only "
            + "administers the host gets the passwords that it may keep, and no more.",
          de:
            "Ein Weg, der an einem endet, zählt als Weg zu Tier 0. Wer sein Computerkonto ändern kann, erreicht es; wer nur "
            + "den Rechner verwaltet, erhält die Kennwörter, die er vorhalten darf, und nicht mehr."))
    ]
  }
}
