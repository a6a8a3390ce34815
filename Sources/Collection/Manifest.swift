/// What an evidence folder says about itself: `manifest.json`, schema `foothold.evidence/1`.
package struct Manifest: Codable, Sendable, Equatable {
  package static let schemaName = "foothold.evidence/1"
  package static let fileName = "manifest.json"

  package struct Tool: Codable, Sendable, Equatable {
    package var name: String
    package var version: String
  }

  package struct Catalogue: Codable, Sendable, Equatable {
    /// `built-in`, or the folder that replaced it.
    package var source: String
    package var queries: Int
    /// Of everything the queries of the collection ask, lower-case hexadecimal.
    package var sha256: String?
  }

  /// One go at the collection; a second one goes on where the first was cut.
  package struct Run: Codable, Sendable, Equatable {
    package var command: [String]
    /// Where the command was given; relative names in it are within this folder.
    package var folder: String?
    package var started: String
    /// nil when the run was ended from outside, and while it lasts.
    package var finished: String?
    package var servers: [Contact] = []

    /// A server as this run met it: what time it had, as whom it was asked, and what protected the connection. Those that
    /// have a counterpart in ``Manifest/Server`` mean the same; nil where the run did not record it.
    package struct Contact: Codable, Sendable, Equatable {
      package var url: String
      package var dsServiceName: String?
      package var currentTime: String?
      package var clockSkewSeconds: Int?
      package var highestCommittedUSN: String?
      package var credentials: String?
      package var whoAmI: String?
      package var account: Account?
      package var protection: String?
      package var certificateSHA256: String?
      package var certificateVerified: Bool?
    }
  }

  /// One server as it described itself at the beginning.
  package struct Server: Codable, Sendable, Equatable {
    package var url: String
    /// How the asker proved itself, without secrets.
    package var credentials: String
    /// The name the server knows the asker by (RFC 4532); nil when it did not say.
    package var whoAmI: String?
    /// The account and its rights as the token of the connection shows them; nil when the server does not.
    package var account: Account?
    /// What protected the connection, e.g. `TLS1.3` or `SASL 256 bit`; nil when nothing did.
    package var protection: String?
    package var dnsHostName: String?
    package var dsServiceName: String?
    package var invocationId: String?
    package var highestCommittedUSN: String?
    package var domainFunctionality: String?
    package var forestFunctionality: String?
    package var domainControllerFunctionality: String?
    package var namingContexts: [String]
    package var currentTime: String?
    /// Clock of the server minus clock of this machine, in whole seconds.
    package var clockSkewSeconds: Int?
    /// SHA-256 of the certificate (DER), lower-case hexadecimal; nil without TLS.
    package var certificateSHA256: String?
    package var certificateVerified: Bool
    package var started: String
    /// What was asked to learn the above, in the order asked.
    package var questions: [Question]?
  }

  /// A search whose answer is no evidence file.
  package struct Question: Codable, Sendable, Equatable {
    package var base: String
    package var scope: String
    package var filter: String
    package var attributes: [String]
  }

  /// As whom the server saw the asker.
  package struct Account: Codable, Sendable, Equatable {
    package enum Role: String, Codable, Sendable {
      /// May read whatever the directory holds.
      case administrator
      /// In one of the groups named, and not an administrator.
      case privileged
      case ordinary
    }
    /// sAMAccountName; nil when the account is of another domain.
    package var name: String?
    package var distinguishedName: String?
    package var sid: String?
    /// English names of the groups with rights that matter, direct or not.
    package var groups: [String]
    /// Security identifiers in the token.
    package var memberships: Int
    package var role: Role
  }

  /// One query as it was asked, and what became of it.
  package struct Asked: Codable, Sendable, Equatable {
    package enum Outcome: String, Codable, Sendable {
      /// The server answered to the end.
      case answered
      /// The server refused; the error says why.
      case refused
      /// The base does not exist there, or the account may not know that it does.
      case absent
      /// The answer broke off; what arrived is kept.
      case cut
    }
    package var id: String
    /// Which run asked, from 1.
    package var run: Int?
    package var server: String
    package var base: String
    package var scope: String
    package var filter: String
    package var attributes: [String]
    /// Object identifiers of the controls that were sent.
    package var controls: [String]
    /// Those the server does not know, which were not sent.
    package var omittedControls: [String]
    package var file: String
    /// Where the answer begins in the file as it is stored, and how long it is.
    package var offset: Int?
    package var bytes: Int?
    package var outcome: Outcome
    package var entries: Int
    /// How many of the entries came without the nTSecurityDescriptor that was asked for; nil when it was not asked for.
    package var withoutDescriptor: Int?
    package var references: Int
    package var attempts: Int
    package var seconds: Double
    package var error: String?
  }

  package struct File: Codable, Sendable, Equatable {
    package var path: String
    /// Of the first ``bytes`` bytes as they are stored, lower-case hexadecimal.
    package var sha256: String?
    /// How much of the file holds answers that ended. While a collection is incomplete more may follow, which nothing
    /// vouches for.
    package var bytes: Int
    package var entries: Int
  }

  /// Entries that came without the security descriptor that was asked for, in all answers.
  package var withoutDescriptor: Int { queries.reduce(0) { $0 + ($1.withoutDescriptor ?? 0) } }

  package var schema = Manifest.schemaName
  package var tool: Tool
  package var catalogue: Catalogue
  /// `gz` or `zst`; nil when the files are plain text.
  package var compression: String?
  /// The command line; secrets are never on it.
  package var command: [String]
  package var started: String
  package var finished: String?
  /// True when every query was answered or refused and every file is closed: whoever was asked was asked everything. Who was
  /// wanted and not reached is told by the gaps alone.
  package var complete: Bool
  /// One, or several when the collection was resumed: then the evidence does not show the directory at one time.
  package var runs: [Run]?
  package var servers: [Server] = []
  package var queries: [Asked] = []
  package var files: [File] = []
  package var gaps: [EvidenceGap] = []
}

extension Sequence<EvidenceGap> {
  /// Domains and domain controllers that were wanted and did not answer, so that nothing of theirs is there. A collection
  /// that is resumed asks for them again.
  package var unreached: [EvidenceGap] {
    filter { gap in
      gap.query == nil && gap.objects > 0 && (gap.kind == .domainMissing || gap.kind == .controllerMissing)
    }
  }
}

/// Something that was asked for and did not arrive.
package struct EvidenceGap: Codable, Hashable, Sendable {
  /// Names of `Gap.Kind` in Directory.
  package enum Kind: String, Codable, Sendable {
    case collectionIncomplete, deletedObjectsMissing, rangeIncomplete, domainMissing, configurationMissing,
      schemaMissing, linkMetadataMissing, controllerMissing, partitionMissing, partialReplica,
      filteredReplica, accessChanged
  }
  package let kind: Kind
  package let objects: Int
  /// One line for people.
  package let detail: String
  /// The query that did not get it, and where it was asked; nil when it is about the collection as a whole.
  package let query: String?
  package let base: String?

  package init(kind: Kind, objects: Int, detail: String, query: String? = nil, base: String? = nil) {
    self.kind = kind
    self.objects = objects
    self.detail = detail
    self.query = query
    self.base = base
  }
}
