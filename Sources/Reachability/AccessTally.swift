internal import WindowsSecurity

/// Collects decisions by what decided them.
struct AccessTally {
  let descriptor: SecurityDescriptor
  /// What decides whether the entry at a position of the DACL applies, as far as that is the log-on.
  private let circumstances: (Int) -> [LogonCircumstance]
  private var order: [AccessDecision.Basis] = []
  private var rights: [AccessDecision.Basis: [String]] = [:]
  /// Why a decision with a basis is open.
  private var reasons: [AccessDecision.Basis: String] = [:]
  /// One line for each right that is not decided.
  private(set) var undecided: [String] = []

  init(descriptor: SecurityDescriptor, _ circumstances: @escaping (Int) -> [LogonCircumstance]) {
    self.descriptor = descriptor
    self.circumstances = circumstances
  }

  var bases: [EffectiveAccess.Basis] {
    order.map { basis in
      let ace: Int? = if case .ace(let position) = basis { position } else { nil }
      return EffectiveAccess.Basis(entry: text(basis), ace: ace, rights: rights[basis] ?? [])
    }
  }

  mutating func add(_ decision: AccessDecision, _ name: String) {
    switch decision.outcome {
    case .granted:
      if rights[decision.basis] == nil { order.append(decision.basis) }
      rights[decision.basis, default: []].append(name)
    case .unknown:
      let reason = reasons[decision.basis] ?? reason(decision.basis)
      reasons[decision.basis] = reason
      undecided.append("\(name): \(reason)")
    case .denied: break
    }
  }

  private func reason(_ basis: AccessDecision.Basis) -> String {
    guard case .ace(let ace) = basis else {
      return "\(Condition.ownerRightsUnread.reason.en), \(text(basis))"
    }
    let circumstance = circumstances(ace).first?.reason.en
    return "\(circumstance ?? "a conditional entry"), \(text(basis))"
  }

  private func text(_ basis: AccessDecision.Basis) -> String {
    switch basis {
    case .ace(let index):
      guard let aces = descriptor.dacl?.aces, aces.indices.contains(index) else { return "entry \(index)" }
      return aces[index].sddl()
    case .owner: return "owner \(descriptor.owner?.description ?? "")"
    case .nullDACL: return "no DACL"
    case .privilege: return "user right of the domain controller"
    case .nothing: return "nothing"
    }
  }
}
