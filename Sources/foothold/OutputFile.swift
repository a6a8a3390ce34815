import Foundation

/// Writes result files: whole or not at all, readable for their owner only, because they hold personal data.
enum OutputFile {
  static func write(_ bytes: [UInt8], to path: String) throws {
    if path == "-" {
      Terminal.write(bytes)
      return
    }
    let temporary = "\(path).\(getpid()).part"
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
    guard rename(temporary, path) == 0 else {
      let problem = errno
      unlink(temporary)
      throw cannotWrite(path, problem)
    }
  }

  /// Finds out before the work whether the result can be written after it.
  static func checkWritable(_ path: String) throws {
    guard path != "-" else { return }
    let folder = URL(filePath: path).deletingLastPathComponent().path()
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      throw Failure(.cannotWrite, "\(path): is a folder. Name a file.")
    }
    guard access(folder, W_OK) == 0 else { throw cannotWrite(path, errno) }
  }

  private static func cannotWrite(_ path: String, _ problem: Int32) -> Failure {
    Failure(
      .cannotWrite, "\(path): cannot be written: \(String(cString: strerror(problem))). Name another place.")
  }
}
