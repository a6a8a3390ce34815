/// A sentence for people, in both languages of the report.
package struct Text: Codable, Hashable, Sendable {
  package let en: String
  package let de: String

  package init(en: String, de: String) {
    self.en = en
    self.de = de
  }

  package subscript(_ language: Language) -> String {
    switch language {
    case .english: en
    case .german: de
    }
  }
}

/// The languages of the report; the raw value is the ISO 639-1 code.
package enum Language: String, Codable, Hashable, Sendable, CaseIterable {
  case english = "en"
  case german = "de"
}
