import Assessment
import Testing

@testable import Reporting

@Suite struct TemplatesTests {
  func texts(_ language: Language) throws -> Texts {
    try Templates.builtIn.texts(language, problems: TemplateProblems())
  }

  @Test("both languages have the same keys and the same blanks")
  func keys() throws {
    let (german, english) = (try texts(.german).entries, try texts(.english).entries)
    #expect(Set(german.keys).symmetricDifference(english.keys) == [])
    for (key, text) in german {
      let blanks = { (text: String) in
        Set(text.split(separator: "{").dropFirst().map { $0.prefix { $0 != "}" } })
      }
      #expect(blanks(text) == blanks(english[key] ?? ""), "\(key)")
    }
  }

  @Test("every text is used: in a template, or by a key that the program puts together")
  func unused() throws {
    var used: Set<String> = []
    for path in Templates.builtIn.paths where path.hasSuffix(".mustache") {
      for part in try Templates.builtIn.text(of: path).split(separator: "{{text.").dropFirst() {
        used.insert(String(part.prefix { $0 != "}" }))
      }
    }
    let composed = [
      "answer.", "level.", "coverage.", "rebuild.", "reach.", "path.", "edge.", "kind.", "weight.", "review.",
      "source.",
      "input.", "due.", "option.", "legal.", "glossary.", "limits.", "month.", "terminal.", "lifetime.",
      "objects.",
      "rest.", "time.", "window.", "collection.", "clock.", "certificate.",
    ]
    let direct: Set = ["undated", "backup", "question", "proven", "notexcluded", "check.unmet"]
    let unused = try texts(.german).entries.keys.filter { key in
      !used.contains(key) && !direct.contains(key) && !composed.contains { key.hasPrefix($0) }
    }
    #expect(unused.sorted() == [])
  }

  @Test(
    "what would show nothing, or unescaped text, is an error",
    arguments: [
      ("{{verdict.answr}}x{{nonsense}}", "unknown tag {{nonsense}}"),
      ("{{text.no.such}}", "no text 'no.such'"),
      ("{{> nowhere}}", "partial 'nowhere' does not exist"), ("{{{head.tool}}}", "not allowed"),
      ("{{&head.tool}}", "not allowed"), ("{{% CONTENT_TYPE:TEXT}}", "not allowed"),
      ("{{#reasons}}", "expectedSectionEnd"),
    ])
  func mistakes(template: String, message: String) {
    #expect {
      let templates = try Templates(replacing: ["report.mustache": template])
      _ = try renderHTML(Sample.attacked, language: .english, templates: templates)
    } throws: { error in
      "\(error)".contains(message)
    }
  }

  @Test("a folder without template files is refused")
  func wrongFolder() {
    #expect(throws: TemplateError.self) {
      try Templates(replacing: ["notes.mustache": "x", "photo.txt": ""])
    }
  }

  @Test("a replaced file takes the place of the built-in one")
  func replaced() throws {
    let templates = try Templates(replacing: ["report.mustache": "{{lang}}: {{verdict.answer}}"])
    #expect(
      try renderHTML(Sample.attacked, language: .english, templates: templates)
        == "en: Yes, subject to review.")
  }

  @Test("a texts file with a line that is no text is refused with its line number")
  func brokenTexts() throws {
    let templates = try Templates(replacing: ["texts-en.txt": "# comment\nquestion: x\nnonsense\n"])
    #expect {
      _ = try renderHTML(Sample.attacked, language: .english, templates: templates)
    } throws: { error in
      "\(error)".contains("texts-en.txt line 3")
    }
  }

  @Test("numbers, sizes and times follow the language")
  func formats() throws {
    let (german, english) = (try texts(.german), try texts(.english))
    #expect(german.grouped(1_234_567) == "1.234.567")
    #expect(english.grouped(-1_234) == "-1,234")
    #expect(german.size(48_213_900) == "48,2 MB")
    #expect(english.size(999) == "999 B")
    #expect(english.size(1_300_000_000) == "1.3 GB")
    #expect(german.time(Sample.at("2021-03-04T02:38:51Z")) == "04.03.2021, 02:38 UTC")
    #expect(english.time(Sample.at("2021-03-04T02:38:51Z")) == "4 March 2021, 02:38 UTC")
  }
}
