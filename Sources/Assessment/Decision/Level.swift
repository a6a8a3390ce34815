/// How far an attacker got, from "nothing found" to "the forest was changed". Ordered by severity.
///
/// There is no level for "cannot be said": the absence of a level (`nil`) is that answer, and it ranks above
/// ``limitedToExchange`` and below ``possible`` because reading more can turn it into either.
package enum Level: String, Sendable, CaseIterable, Comparable {
  case noIndication = "V0"
  case limitedToExchange = "V1"
  case possible = "V2"
  case secretsExposed = "V3a"
  case presumedCompromised = "V3b"
  case compromised = "V4"

  package static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }

  var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// The answer to "must the Windows environment be rebuilt?".
package enum Rebuild: String, Sendable, CaseIterable {
  case indicated
  case notIndicated = "not-indicated"
  case undetermined
}
