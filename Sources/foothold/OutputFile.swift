import Foundation

/// Writes result files: whole or not at all, readable for their owner only, because they hold personal data.
enum OutputFile {
  static func write(_ bytes: [UInt8], to path: String) throws {
    if path == "-" {
      Terminal.write(bytes)
      return
    }
    guard let file = replaceable(path) else { return try writeInPlace(bytes, to: path) }
    let temporary = "\(file).\(getpid()).part"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL, 0o600)
    guard descriptor >= 0 else { throw cannotWrite(path, errno) }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    do {
      try handle.write(contentsOf: Data(bytes))
      try handle.close()
    } catch {
      unlink(temporary)
      throw Failure(.cannotWrite, "\(path): \(error.localizedDescription). Is the disk full?")
    }
    guard rename(temporary, file) == 0 else {
      let problem = errno
      unlink(temporary)
      throw cannotWrite(path, problem)
    }
  }

  /// Finds out before the work whether the results can be written after it, each to a place of its own.
  /// - Parameter inputs: evidence, which no result may replace.
  static func checkWritable(_ paths: [String], keeping inputs: [String] = []) throws {
    var taken = Set(inputs.filter { $0 != "-" }.map(location))
    for path in paths where path != "-" {
      try checkWritable(path)
      guard taken.insert(location(path)).inserted || isSpecial(path) else {
        throw Failure(.usage, "\(path): is named twice, as input or result. A result would replace it.")
      }
    }
  }

  /// The path without links, relative parts and repetitions, so that two names of one file are equal.
  private static func location(_ path: String) -> String {
    URL(filePath: path).resolvingSymlinksInPath().standardizedFileURL.path(percentEncoded: false)
  }

  /// Whether something stands at `path` that is no ordinary file: a device, a pipe, a terminal.
  private static func isSpecial(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
  }

  /// The file that a new one may replace, links followed; nil for a device or a pipe, which must stay what it is.
  private static func replaceable(_ path: String) -> String? {
    isSpecial(path) ? nil : URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false)
  }

  private static func writeInPlace(_ bytes: [UInt8], to path: String) throws {
    let descriptor = open(path, O_WRONLY)
    guard descriptor >= 0 else { throw cannotWrite(path, errno) }
    defer { close(descriptor) }
    let problem = Terminal.write(bytes, to: descriptor)
    guard problem == 0 else { throw cannotWrite(path, problem) }
  }

  private static func checkWritable(_ path: String) throws {
    let folder = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      throw Failure(.cannotWrite, "\(path): is a folder. Name a file.")
    }
    guard access(isSpecial(path) ? path : folder, W_OK) == 0 else { throw cannotWrite(path, errno) }
  }

  private static func cannotWrite(_ path: String, _ problem: Int32) -> Failure {
    Failure(
      .cannotWrite, "\(path): cannot be written: \(String(cString: strerror(problem))). Name another place.")
  }
}
