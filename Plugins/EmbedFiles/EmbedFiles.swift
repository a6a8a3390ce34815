import Foundation
import PackagePlugin

/// Makes the text files of `Queries/` or `Reports/` part of the binary, so that it travels as one file.
@main
struct EmbedFiles: BuildToolPlugin {
  /// The folder each target carries, relative to the package.
  static let folders = ["QueryCatalogue": "Queries", "Reporting": "Reports"]

  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let folder = Self.folders[target.name] else { return [] }
    let source = context.package.directoryURL.appending(path: folder)
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedFiles.swift")
    let files = try FileManager.default.subpathsOfDirectory(atPath: source.path())
      .sorted().map { source.appending(path: $0) }
    return [
      .buildCommand(
        displayName: "Embedding \(folder)/",
        executable: try context.tool(named: "embed-files").url,
        arguments: [source.path(), output.path()],
        inputFiles: files, outputFiles: [output])
    ]
  }
}
