import Foundation
import Reporting

/// Reads what `--templates` puts in the place of the built-in report.
enum ReportTemplates {
  static func load(_ folder: String?) throws -> Templates {
    guard let folder else { return .builtIn }
    guard let names = try? FileManager.default.subpathsOfDirectory(atPath: folder) else {
      throw Failure(.inputNotFound, "\(folder): the templates folder cannot be read.")
    }
    var files: [String: String] = [:]
    for name in names.sorted() {
      let path = URL(filePath: folder).appending(path: name).path(percentEncoded: false)
      guard let data = FileManager.default.contents(atPath: path),
        let text = String(data: data, encoding: .utf8)
      else { continue }
      files[name] = text
    }
    do {
      return try Templates(replacing: files)
    } catch {
      throw Failure(.malformedInput, "\(folder): \(error.problems.joined(separator: "; "))")
    }
  }
}
