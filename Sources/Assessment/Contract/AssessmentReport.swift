package import Directory

/// An assessment as other programs may rely on it: the JSON contract `foothold.assessment/1`.
package struct AssessmentReport: Codable, Hashable, Sendable {
  package static let currentSchema = "foothold.assessment/1"

  package var schema: String
  package var tool: Tool
  package var generated: Instant
  package var inputs: [Input]
  /// Where the inputs come from, as far as they are evidence folders; nil when none is.
  package var collection: [Collection]?
  package var scope: Scope
  package var window: Window
  package var footholds: [Principal]
  package var verdict: Verdict
  package var coverage: Coverage
  package var reach: Reach
  package var findings: [Finding]
  package var inventory: Inventory
  package var gaps: [Gap]
  package var plan: [PlanStep]
  package var options: [RebuildOption]
  package var legal: LegalNotice?
  package var backup: BackupWindow?
  /// Areas outside the directory that nobody has examined.
  package var notExamined: [Text]

  package init(
    tool: Tool, generated: Instant, inputs: [Input], collection: [Collection]? = nil,
    scope: Scope = Scope(), window: Window, footholds: [Principal], verdict: Verdict, coverage: Coverage,
    reach: Reach, findings: [Finding],
    inventory: Inventory = Inventory(), gaps: [Gap], plan: [PlanStep], options: [RebuildOption] = [],
    legal: LegalNotice? = nil, backup: BackupWindow? = nil, notExamined: [Text] = []
  ) {
    schema = Self.currentSchema
    self.tool = tool
    self.generated = generated
    self.inputs = inputs
    self.collection = collection
    self.scope = scope
    self.window = window
    self.footholds = footholds
    self.verdict = verdict
    self.coverage = coverage
    self.reach = reach
    self.findings = findings
    self.inventory = inventory
    self.gaps = gaps
    self.plan = plan
    self.options = options
    self.legal = legal
    self.backup = backup
    self.notExamined = notExamined
  }
}

extension AssessmentReport {
  package struct Tool: Codable, Hashable, Sendable {
    package var name: String
    package var version: String

    package init(name: String, version: String) {
      self.name = name
      self.version = version
    }
  }

  /// One file that was read.
  package struct Input: Codable, Hashable, Sendable {
    package var path: String
    /// Hexadecimal, lower case.
    package var sha256: String
    package var bytes: Int
    package var entries: Int

    package init(path: String, sha256: String, bytes: Int, entries: Int) {
      self.path = path
      self.sha256 = sha256
      self.bytes = bytes
      self.entries = entries
    }
  }

  /// What the statement covers.
  package struct Scope: Codable, Hashable, Sendable {
    /// DNS name of the forest root domain; empty when the input does not tell.
    package var forest: String
    /// DNS names of the domains that were read.
    package var domains: [String]
    package var objects: Int
    /// Time of the newest data in the input.
    @Nullable package var collected: Instant?

    package init(forest: String = "", domains: [String] = [], objects: Int = 0, collected: Instant? = nil) {
      self.forest = forest
      self.domains = domains
      self.objects = objects
      self.collected = collected
    }
  }

  /// The time in which an attacker may have acted.
  package struct Window: Codable, Hashable, Sendable {
    package var since: Instant
    /// nil: open to the time of the report.
    @Nullable package var until: Instant?
    /// Where the window comes from: `option`, `case`, `default`.
    package var basis: String

    package init(since: Instant, until: Instant?, basis: String) {
      self.since = since
      self.until = until
      self.basis = basis
    }
  }

  /// Something that was not read, and what it costs.
  package struct Gap: Codable, Hashable, Sendable {
    package var id: String
    /// One line with file, line, entry or attribute, as met.
    package var what: String
    package var title: Text
    package var objects: Int
    package var consequence: Text

    package init(id: String, what: String, title: Text, objects: Int, consequence: Text) {
      self.id = id
      self.what = what
      self.title = title
      self.objects = objects
      self.consequence = consequence
    }
  }

  /// Which backup could carry a forest recovery.
  package struct BackupWindow: Codable, Hashable, Sendable {
    /// The backup must be older than this.
    package var before: Instant
    /// min(tombstoneLifetime, msDS-DeletedObjectLifetime).
    package var lifetimeDays: Int
    /// Until when a backup taken just before `before` can be restored.
    package var usableUntil: Instant

    package init(before: Instant, lifetimeDays: Int, usableUntil: Instant) {
      self.before = before
      self.lifetimeDays = lifetimeDays
      self.usableUntil = usableUntil
    }
  }
}
