package import Foundation

/// Reads JSON that somebody wrote or kept, and says in one line what is wrong with it.
package enum JSONText {
  /// - Throws: ``JSONInputError`` with the place and what is expected there.
  package static func decode<Value: Decodable>(
    _ type: Value.Type, from data: Data
  ) throws(JSONInputError) -> Value {
    do {
      return try JSONDecoder().decode(type, from: data)
    } catch DecodingError.dataCorrupted(let context) where context.codingPath.isEmpty {
      throw JSONFlaw.find(in: data) { !isUnreadable(type, $0) }
    } catch let error as DecodingError {
      throw JSONInputError(error)
    } catch {
      throw JSONInputError(place: nil, problem: "cannot be read")
    }
  }

  /// Whether the decoder rejects the text without a place: when it is no JSON, or holds a number that does not fit.
  private static func isUnreadable<Value: Decodable>(_ type: Value.Type, _ data: Data) -> Bool {
    do {
      _ = try JSONDecoder().decode(type, from: data)
      return false
    } catch DecodingError.dataCorrupted(let context) {
      return context.codingPath.isEmpty
    } catch {
      return false
    }
  }
}

/// What is wrong with a JSON text, and where.
package struct JSONInputError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The way to the value, e.g. `files[2].bytes`; nil = the text as a whole.
  package let place: String?
  /// A predicate without its subject, e.g. `is missing`.
  package let problem: String

  package init(place: String?, problem: String) {
    self.place = place
    self.problem = problem
  }

  package var description: String { place.map { "'\($0)' \(problem)" } ?? "it \(problem)" }
}

extension JSONInputError {
  init(_ error: DecodingError) {
    switch error {
    case .keyNotFound(let key, let context):
      self.init(context.codingPath + [key], "is missing")
    case .typeMismatch(let type, let context):
      self.init(context.codingPath, "is not \(Self.words(for: type))")
    case .valueNotFound(let type, let context):
      self.init(context.codingPath, "is empty where \(Self.words(for: type)) is expected")
    case .dataCorrupted(let context):
      self.init(context.codingPath, Self.problem(context))
    @unknown default: self.init([], "cannot be read")
    }
  }

  private init(_ path: [any CodingKey], _ problem: String) {
    let steps = path.map { key in key.intValue.map(JSONFlaw.Step.index) ?? .key(key.stringValue) }
    self.init(place: steps.place, problem: problem)
  }

  private static func words(for type: any Any.Type) -> String {
    switch type {
    case is Bool.Type: "true or false"
    case is String.Type: "a text in quotes"
    case is any BinaryInteger.Type: "a whole number"
    case is any BinaryFloatingPoint.Type: "a number"
    case is any Sequence.Type where String(describing: type).hasPrefix("Dictionary"):
      "an object in braces"
    case is any Sequence.Type: "a list in brackets"
    default: "an object in braces"
    }
  }

  /// A value of the right kind that is not one of those allowed. What the decoding of our own types says is written for
  /// people; what the library says is not.
  private static func problem(_ context: DecodingError.Context) -> String {
    let text = context.debugDescription
    if let match = text.firstMatch(of: /invalid \w+ value (.*)$/) {
      return "has the value '\(match.1)', which is not known here"
    }
    return "is wrong: \(text)"
  }
}
