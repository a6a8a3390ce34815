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
  }

  /// One server as it described itself at the beginning.
  package struct Server: Codable, Sendable, Equatable {
    package var url: String
    /// How the asker proved itself, without secrets.
    package var credentials: String
    /// The name the server knows the asker by (RFC 4532); nil when it did not say.
    package var whoAmI: String?
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
    package var outcome: Outcome
    package var entries: Int
    package var references: Int
    package var attempts: Int
    package var seconds: Double
    package var error: String?
  }

  package struct File: Codable, Sendable, Equatable {
    package var path: String
    /// Lower-case hexadecimal; nil while the file is still being written.
    package var sha256: String?
    package var bytes: Int
    package var entries: Int
  }

  package var schema = Manifest.schemaName
  package var tool: Tool
  package var catalogue: Catalogue
  /// The command line; secrets are never on it.
  package var command: [String]
  package var started: String
  package var finished: String?
  /// True when every query was answered or refused and every file is closed.
  package var complete: Bool
  package var servers: [Server] = []
  package var queries: [Asked] = []
  package var files: [File] = []
  package var gaps: [EvidenceGap] = []
}

/// Something that was asked for and did not arrive.
package struct EvidenceGap: Codable, Hashable, Sendable {
  /// Names of `Gap.Kind` in Directory.
  package enum Kind: String, Codable, Sendable {
    case collectionIncomplete, deletedObjectsMissing, rangeIncomplete, domainMissing, configurationMissing,
      schemaMissing, linkMetadataMissing
  }
  package let kind: Kind
  package let objects: Int
  /// One line for people.
  package let detail: String

  package init(kind: Kind, objects: Int, detail: String) {
    self.kind = kind
    self.objects = objects
    self.detail = detail
  }
}
