package import Directory

/// When a measure is due, counted from the report.
package enum Horizon: String, Codable, CaseIterable, Hashable, Sendable {
  case day = "24h"
  case threeDays = "72h"
  case twoWeeks = "2w"
  case later
}

/// One measure, in the order in which it is to be taken.
package struct PlanStep: Codable, Hashable, Sendable {
  /// Counted from 1.
  package var step: Int
  package var title: Text
  package var why: Text
  /// DNs it concerns.
  package var objects: [String]
  package var due: Horizon

  package init(step: Int, title: Text, why: Text, objects: [String] = [], due: Horizon = .threeDays) {
    self.step = step
    self.title = title
    self.why = why
    self.objects = objects
    self.due = due
  }
}

/// One of the five courses of action O1–O5, and whether the evidence allows it.
package struct RebuildOption: Codable, Hashable, Sendable {
  /// `O1` … `O5`.
  package var id: String
  package var title: Text
  package var allowed: Bool
  package var recommended: Bool
  /// Which condition decides.
  package var why: Text
  /// Duration, effort and what is lost; empty when nothing is known.
  package var cost: Text

  package init(
    id: String, title: Text, allowed: Bool, recommended: Bool = false, why: Text,
    cost: Text = Text(en: "", de: "")
  ) {
    self.id = id
    self.title = title
    self.allowed = allowed
    self.recommended = recommended
    self.why = why
    self.cost = cost
  }
}

/// Duties to notify under the GDPR that follow from the verdict.
package struct LegalNotice: Codable, Hashable, Sendable {
  /// Notification of the supervisory authority, Art. 33(1) GDPR, is as a rule required.
  package var notifyAuthority: Bool
  /// Communication to the data subjects, Art. 34 GDPR, is to be examined.
  package var examineDataSubjects: Bool
  /// When the controller became aware; nil when the case file does not say.
  @Nullable package var awareSince: Instant?
  /// 72 calendar hours after `awareSince`.
  @Nullable package var deadline: Instant?

  package init(notifyAuthority: Bool, examineDataSubjects: Bool, awareSince: Instant?, deadline: Instant?) {
    self.notifyAuthority = notifyAuthority
    self.examineDataSubjects = examineDataSubjects
    self.awareSince = awareSince
    self.deadline = deadline
  }
}
