import Collection
import Foundation

/// What the earlier runs of a collection were told, so that going on does not need it again.
struct EarlierCommand {
  /// The command lines, the latest first, and the folders they were given in.
  private let runs: [(words: [String], folder: String?)]

  init(_ manifest: Manifest?) {
    let runs = manifest?.runs ?? []
    self.runs =
      runs.isEmpty ? [(manifest?.command ?? [], nil)] : runs.reversed().map { ($0.command, $0.folder) }
  }

  /// What the first run was told: what belongs to the servers it named.
  var first: EarlierCommand { EarlierCommand(runs: runs.suffix(1)) }

  private init(runs: [(words: [String], folder: String?)]) { self.runs = runs }

  func has(_ flag: String) -> Bool { runs.contains { $0.words.contains(flag) } }

  /// What was last given to an option, `--option VALUE` or `--option=VALUE`.
  func value(of option: String) -> String? {
    runs.lazy.compactMap { Self.values(of: option, in: $0.words).last }.first
  }

  /// All values of an option that can be given several times, of one run.
  func values(of option: String) -> [String] {
    runs.lazy.map { Self.values(of: option, in: $0.words) }.first { !$0.isEmpty } ?? []
  }

  /// As ``value(of:)``; a relative name is within the folder where that run was started.
  func path(of option: String) -> String? {
    for run in runs {
      guard let path = Self.values(of: option, in: run.words).last else { continue }
      return path.hasPrefix("/") ? path : run.folder.map { "\($0)/\(path)" } ?? path
    }
    return nil
  }

  private static func values(of option: String, in words: [String]) -> [String] {
    words.indices.compactMap { index in
      if words[index] == option { return index + 1 < words.count ? words[index + 1] : nil }
      return words[index].hasPrefix(option + "=") ? String(words[index].dropFirst(option.count + 1)) : nil
    }
  }
}
