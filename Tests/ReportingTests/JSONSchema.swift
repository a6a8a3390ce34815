import Foundation

/// As much of JSON Schema 2020-12 as `assessment.schema.json` uses. A keyword it does not know is a violation itself, so that
/// the schema cannot come to say more than the test checks.
struct JSONSchema {
  private let root: [String: Any]

  init?(_ text: String) {
    guard let root = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] else {
      return nil
    }
    self.root = root
  }

  func violations(_ json: [UInt8]) throws -> [String] {
    var found: [String] = []
    check(try JSONSerialization.jsonObject(with: Data(json)), root, "$", &found)
    return found
  }

  private func check(_ value: Any, _ schema: [String: Any], _ path: String, _ found: inout [String]) {
    for (keyword, rule) in schema.sorted(by: { $0.key < $1.key }) {
      switch keyword {
      case "$schema", "$defs", "title", "description": continue
      case "$ref":
        let name = (rule as? String ?? "").replacingOccurrences(of: "#/$defs/", with: "")
        guard let target = (root["$defs"] as? [String: Any])?[name] as? [String: Any] else {
          found.append("\(path): no definition '\(name)'")
          continue
        }
        check(value, target, path, &found)
      case "type":
        let names = rule as? [String] ?? [rule as? String ?? ""]
        if !names.contains(where: { Self.isType(value, $0) }) { found.append("\(path): not \(names)") }
      case "const", "enum":
        let allowed = rule as? [String] ?? [rule as? String ?? ""]
        if !allowed.contains(value as? String ?? "") { found.append("\(path): \(value) not in \(allowed)") }
      case "pattern":
        if (value as? String)?.range(of: rule as? String ?? "", options: .regularExpression) == nil {
          found.append("\(path): \(value) does not match")
        }
      case "minimum":
        if (value as? Int ?? 0) < (rule as? Int ?? 0) { found.append("\(path): \(value) too small") }
      case "required":
        for key in rule as? [String] ?? [] where (value as? [String: Any])?[key] == nil {
          found.append("\(path): key '\(key)' is missing")
        }
      case "properties":
        let rules = rule as? [String: [String: Any]] ?? [:]
        for (key, part) in value as? [String: Any] ?? [:] {
          // Keys may be added to the contract, but not without the schema.
          guard let rule = rules[key] else {
            found.append("\(path): key '\(key)' is not in the schema")
            continue
          }
          check(part, rule, "\(path).\(key)", &found)
        }
      case "items":
        for (index, part) in (value as? [Any] ?? []).enumerated() {
          check(part, rule as? [String: Any] ?? [:], "\(path)[\(index)]", &found)
        }
      case "oneOf":
        let matching = (rule as? [[String: Any]] ?? []).filter { choice in
          var inner: [String] = []
          check(value, choice, path, &inner)
          return inner.isEmpty
        }
        if matching.count != 1 { found.append("\(path): \(matching.count) of the choices match") }
      default: found.append("\(path): keyword '\(keyword)' is not checked")
      }
    }
  }

  private static func isType(_ value: Any, _ name: String) -> Bool {
    switch name {
    case "object": value is [String: Any]
    case "array": value is [Any]
    case "string": value is String
    case "null": value is NSNull
    case "boolean":
      (value as? NSNumber).map { $0 === NSNumber(value: true) || $0 === NSNumber(value: false) }
        ?? (value is Bool)
    case "integer": value is Int
    default: false
    }
  }
}
