import Foundation

/// Finds what the decoder does not tell: where a text stops being JSON, and which number is none that fits.
enum JSONFlaw {
  /// - Parameter isSound: whether the decoder accepts a changed text, or complains of something else.
  static func find(in data: Data, isSound: (Data) -> Bool) -> JSONInputError {
    let object: Any
    do {
      object = try JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed)
    } catch {
      return JSONInputError(place: nil, problem: "is no JSON\(position(of: error, in: data))")
    }
    let words = "is a number that does not fit"
    for path in numbers(in: object).prefix(candidates) {
      guard let changed = try? JSONSerialization.data(withJSONObject: zeroing(path[...], in: object)) else {
        break
      }
      if isSound(changed) { return JSONInputError(place: path.place, problem: words) }
    }
    return JSONInputError(place: nil, problem: "holds a number that does not fit")
  }

  /// Numbers that are tried out.
  private static let candidates = 100

  enum Step {
    case key(String)
    case index(Int)
  }

  /// `: line 3, column 7`, both from 1 and in bytes; nothing when the parser does not tell.
  private static func position(of error: any Error, in data: Data) -> String {
    let text = (error as NSError).userInfo[NSDebugDescriptionErrorKey] as? String ?? ""
    if text.contains("end of file") { return ": it ends early" }
    guard let match = text.firstMatch(of: /character (\d+)/), let offset = Int(match.1) else { return "" }
    let before = data.prefix(offset)
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    let column = before.reversed().prefix { $0 != UInt8(ascii: "\n") }.count + 1
    return ": line \(line), column \(column)"
  }

  /// The way to every number that is no whole one of 64 bits, in the order of the keys.
  private static func numbers(in value: Any) -> [[Step]] {
    switch value {
    case let list as [Any]:
      list.enumerated().flatMap { index, part in numbers(in: part).map { [.index(index)] + $0 } }
    case let object as [String: Any]:
      object.keys.sorted().flatMap { key in numbers(in: object[key] ?? 0).map { [.key(key)] + $0 } }
    case let number as NSNumber: Int(exactly: number.doubleValue) == nil ? [[]] : []
    default: []
    }
  }

  private static func zeroing(_ path: ArraySlice<Step>, in value: Any) -> Any {
    let rest = path.dropFirst()
    switch (path.first, value) {
    case (.index(let index), var list as [Any]) where list.indices.contains(index):
      list[index] = zeroing(rest, in: list[index])
      return list
    case (.key(let key), var object as [String: Any]):
      object[key] = object[key].map { zeroing(rest, in: $0) }
      return object
    default: return 0
    }
  }
}

extension [JSONFlaw.Step] {
  /// `files[2].bytes`; nil for the text as a whole.
  var place: String? {
    let text = reduce(into: "") { text, step in
      switch step {
      case .index(let index): text += "[\(index)]"
      case .key(let key): text += (text.isEmpty ? "" : ".") + key
      }
    }
    return text.isEmpty ? nil : text
  }
}
