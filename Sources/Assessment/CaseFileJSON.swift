import Directory
import Foundation
import JSONInput

/// Why a case file cannot be used: the key and what is expected there.
package struct CaseFileError: Error, Hashable, Sendable, CustomStringConvertible {
  package let description: String
}

extension CaseFile {
  /// Reads a case file: one JSON object, every key optional, an unknown key refused because a misspelt one would be
  /// a statement silently lost.
  package init(json: [UInt8]) throws(CaseFileError) {
    let keys: [String]
    do throws(JSONInputError) {
      keys = try JSONText.decode([String: AnyKey].self, from: Data(json)).keys.sorted()
    } catch {
      throw CaseFileError(
        description: "case file: \(error). Write one JSON object; the README names its keys.")
    }
    let known = Keys.allCases.map(\.rawValue)
    if let unknown = keys.first(where: { !known.contains($0) }) {
      throw CaseFileError(
        description:
          "case file: unknown key '\(unknown)'. Known are \(known.sorted().joined(separator: ", ")).")
    }
    do throws(JSONInputError) {
      self = try JSONText.decode(CaseFile.self, from: Data(json))
    } catch {
      throw CaseFileError(description: "case file: \(error). Correct it, or leave the key out.")
    }
  }

  private struct AnyKey: Decodable {
    init(from decoder: any Decoder) {}
  }

  fileprivate enum Keys: String, CodingKey, CaseIterable {
    case from, since, until, exchange, credentials, codeOnDomainController, domainControllerLogsSearched
    case exchangeLogsSearched, logonsKnown, awareSince, reviews
  }
}

extension CaseFile: Decodable {
  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Keys.self)
    self.init(
      from: try values.decodeIfPresent([String].self, forKey: .from) ?? [],
      since: try values.decodeIfPresent(Instant.self, forKey: .since),
      until: try values.decodeIfPresent(Instant.self, forKey: .until),
      exchange: try values.decodeIfPresent(ExchangeState.self, forKey: .exchange),
      credentials: try values.decodeIfPresent(CredentialState.self, forKey: .credentials),
      codeOnDomainController: try values.decodeIfPresent(Bool.self, forKey: .codeOnDomainController) ?? false,
      domainControllerLogsSearched: try values.decodeIfPresent(
        Bool.self, forKey: .domainControllerLogsSearched)
        ?? false,
      exchangeLogsSearched: try values.decodeIfPresent(Bool.self, forKey: .exchangeLogsSearched) ?? false,
      logonsKnown: try values.decodeIfPresent(Bool.self, forKey: .logonsKnown) ?? false,
      awareSince: try values.decodeIfPresent(Instant.self, forKey: .awareSince),
      reviews: try values.decodeIfPresent([String: Review].self, forKey: .reviews) ?? [:])
  }
}
