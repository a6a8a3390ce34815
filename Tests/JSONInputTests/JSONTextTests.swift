import Foundation
import JSONInput
import Testing

/// What is wrong with a JSON text is said for people: the place, and what is expected there.
@Suite struct JSONTextTests {
  struct Sample: Decodable {
    enum Kind: String, Decodable { case one, two }
    struct Part: Decodable {
      let size: Int
      let share: Double?
    }
    let name: String
    let whole: Bool
    let kind: Kind
    let parts: [Part]
    let named: [String: Part]
  }

  static let sound = #"{"name": "a", "whole": true, "kind": "one", "parts": [{"size": 1}], "named": {}}"#

  @Test func `sound text is read`() throws {
    #expect(try JSONText.decode(Sample.self, from: Data(Self.sound.utf8)).parts.count == 1)
  }

  @Test(arguments: [
    (#""name": "a", "#, "", "'name' is missing"),
    (#""a""#, "1", "'name' is not a text in quotes"),
    (#""a""#, "null", "'name' is empty where a text in quotes is expected"),
    ("true", "1", "'whole' is not true or false"),
    (#""one""#, #""three""#, "'kind' has the value 'three', which is not known here"),
    (#""size": 1"#, #""size": "1""#, "'parts[0].size' is not a whole number"),
    (#""size": 1"#, #""size": 1.5"#, "'parts[0].size' is a number that does not fit"),
    (#""size": 1"#, #""size": 99999999999999999999"#, "'parts[0].size' is a number that does not fit"),
    (#""size": 1"#, #""size": 1, "share": []"#, "'parts[0].share' is not a number"),
    (#"[{"size": 1}]"#, "{}", "'parts' is not a list in brackets"),
    (#"{"size": 1}"#, "7", "'parts[0]' is not an object in braces"),
    (#""named": {}"#, #""named": []"#, "'named' is not an object in braces"),
    (#""named": {}"#, #""named": {"b": {}}"#, "'named.b.size' is missing"),
    (#""named": {}}"#, "", "it is no JSON: it ends early"), (sound, "", "it is no JSON: it ends early"),
    (#""named": {}}"#, "\n  ?}", "it is no JSON: line 2, column 3"),
    (
      #""size": 1"#, #""size": 1, "share": 0.5}, {"share": 0.5, "size": 1e30"#,
      "'parts[1].size' is a number that does not fit"
    ),
    (sound, "[]", "it is not an object in braces"),
  ])
  func `what is wrong is said in one line`(text: String, other: String, words: String) {
    let data = Data(Self.sound.replacing(text, with: other).utf8)
    let error = #expect(throws: JSONInputError.self) { try JSONText.decode(Sample.self, from: data) }
    let told = error?.description ?? ""
    #expect(told.hasPrefix(words), "\(told)")
    #expect(!told.contains("\n") && !told.contains("CodingKeys") && !told.contains("Swift"))
  }
}
