internal import Synchronization

/// Collects what a template asked for and nobody could answer; the engine itself would show nothing there.
final class TemplateProblems: Sendable {
  private let reported = Mutex<Set<String>>([])

  func report(_ problem: String) {
    reported.withLock { _ = $0.insert(problem) }
  }

  func check() throws(TemplateError) {
    let all = reported.withLock { $0.sorted() }
    if !all.isEmpty { throw TemplateError(problems: all) }
  }
}

/// A template or texts file that cannot be used as it is.
package struct TemplateError: Error, Hashable, CustomStringConvertible {
  package let problems: [String]

  package var description: String { problems.joined(separator: "; ") }
}
