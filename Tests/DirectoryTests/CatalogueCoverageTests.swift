import QueryCatalogue
import Testing

@testable import Directory

@Suite struct CatalogueCoverageTests {
  @Test func `a collection asks for every attribute the snapshot reads`() throws {
    let asked = Set(try QueryCatalogue.builtIn().collection.flatMap(\.attributes).map { $0.lowercased() })
    let missing = Snapshot.attributesRead.filter { !asked.contains($0.lowercased()) }.sorted()
    #expect(missing == [])
  }
}
