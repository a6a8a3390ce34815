/// The coverage checklist: what had to be read for a statement, and whether it was.
package struct Coverage: Codable, Hashable, Sendable {
  package struct Check: Codable, Hashable, Sendable {
    package var id: String
    package var title: Text
    package var met: Bool
    /// What is missing and what follows from it; nil when the check is met.
    package var detail: Text?

    package init(id: String, title: Text, met: Bool, detail: Text? = nil) {
      self.id = id
      self.title = title
      self.met = met
      self.detail = detail
    }
  }

  package var state: CoverageState
  package var checks: [Check]

  package init(state: CoverageState, checks: [Check]) {
    self.state = state
    self.checks = checks
  }
}
