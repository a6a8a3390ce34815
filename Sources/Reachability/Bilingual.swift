/// One statement in the two languages of the reports.
package struct Bilingual: Hashable, Sendable, Codable {
  package let en: String
  package let de: String

  package init(en: String, de: String) {
    self.en = en
    self.de = de
  }
}
