package import Directory

extension AssessmentReport {
  /// One collection that the input came from: who was asked, when, as whom, and what was not answered.
  package struct Collection: Codable, Hashable, Sendable {
    /// The evidence folder.
    package var folder: String
    /// Program and version that collected.
    package var tool: String
    /// Where the questions came from: `built-in`, or a folder.
    package var catalogue: String
    /// By the clock of the collecting machine, as every time here; nil when the manifest does not tell.
    @Nullable package var started: Instant?
    @Nullable package var finished: Instant?
    /// False when the collection broke off.
    package var complete: Bool
    /// Above 1 the collection was resumed: its files do not show the directory at one time.
    package var runs: Int
    package var servers: [Server]
    /// Number of questions asked.
    package var asked: Int
    /// Questions that got no complete answer.
    package var unanswered: [Question]

    package init(
      folder: String, tool: String, catalogue: String, started: Instant?, finished: Instant?, complete: Bool,
      runs: Int = 1, servers: [Server], asked: Int, unanswered: [Question]
    ) {
      self.folder = folder
      self.tool = tool
      self.catalogue = catalogue
      self.started = started
      self.finished = finished
      self.complete = complete
      self.runs = runs
      self.servers = servers
      self.asked = asked
      self.unanswered = unanswered
    }
  }
}

extension AssessmentReport.Collection {
  /// A domain controller that was asked; one entry for each way it was asked, when a resumed collection changed the account or
  /// what protected it.
  package struct Server: Codable, Hashable, Sendable {
    package var url: String
    /// As the server names itself.
    @Nullable package var name: String?
    /// Identifies the database copy that answered.
    @Nullable package var invocationID: String?
    /// The account as the server knows it, else as it was given; without secrets.
    package var account: String
    /// How the account proved itself: `simple`, `kerberos`, `negotiate`, `external`, `anonymous`.
    package var method: String
    @Nullable package var started: Instant?
    /// Clock of the server minus clock of the collecting machine; nil when the server did not tell its time.
    @Nullable package var clockSkewSeconds: Int?
    /// SHA-256 of the server's certificate (DER), lower-case hexadecimal; nil without TLS.
    @Nullable package var certificateSHA256: String?
    package var certificateVerified: Bool

    package init(
      url: String, name: String?, invocationID: String?, account: String, method: String, started: Instant?,
      clockSkewSeconds: Int?, certificateSHA256: String?, certificateVerified: Bool
    ) {
      self.url = url
      self.name = name
      self.invocationID = invocationID
      self.account = account
      self.method = method
      self.started = started
      self.clockSkewSeconds = clockSkewSeconds
      self.certificateSHA256 = certificateSHA256
      self.certificateVerified = certificateVerified
    }

    /// Whether the server proved who it is: by a verified certificate, or by Kerberos on a connection without TLS, which is
    /// then signed with the key that only the server shares. RFC 4752 §3.1
    package var isAuthenticated: Bool {
      certificateVerified || certificateSHA256 == nil && method == "kerberos"
    }

    /// More than the five minutes that Kerberos tolerates in Active Directory by default: its times and those of other logs
    /// do not compare as they stand.
    package var hasWrongClock: Bool {
      clockSkewSeconds.map { $0.magnitude > 300 } ?? false
    }
  }

  /// A question without a complete answer.
  package struct Question: Codable, Hashable, Sendable {
    package enum Outcome: String, Codable, Hashable, Sendable {
      /// The server refused.
      case refused
      /// The place that was asked about does not exist, or the account may not know that it does.
      case absent
      /// The answer broke off.
      case cut
    }
    /// Identifier in the catalogue.
    package var id: String
    package var server: String
    /// DN.
    package var base: String
    package var outcome: Outcome
    /// In the words of the server.
    @Nullable package var reason: String?

    package init(id: String, server: String, base: String, outcome: Outcome, reason: String?) {
      self.id = id
      self.server = server
      self.base = base
      self.outcome = outcome
      self.reason = reason
    }
  }
}
