import Directory
import Foundation
import LDIF
import Reachability

// access-benchmark FILE PRINCIPAL: how long the rights of one principal on every object take, and the control edges of all
// principals, each from the loaded snapshot on; one line of JSON.

struct Measurement: Encodable {
  let objects: Int
  let descriptors: Int
  let load: Double
  /// All rights of one token on all objects.
  let one: Double
  let answers: Int
  /// The control graph, and with it the control edges of every token.
  let all: Double
  let tokens: Int
  let pairs: Int
}

func seconds(_ body: () throws -> Void) rethrows -> Double {
  let duration = try ContinuousClock().measure(body)
  return Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
}

func fail(_ message: String) -> Never {
  FileHandle.standardError.write(Data("access-benchmark: \(message)\n".utf8))
  exit(64)
}

guard CommandLine.arguments.count == 3 else { fail("usage: access-benchmark FILE PRINCIPAL") }
let path = CommandLine.arguments[1]
var builder = SnapshotBuilder(sources: [path])
var loaded: Snapshot?
let load = try seconds {
  _ = try LDIFSource(path: path, index: 0).read(
    make: { EntryBatch() }, add: { batch, entry in batch.add(entry) },
    deliver: { batch, _ in builder.append(batch) })
  loaded = builder.build()
}
guard let snapshot = loaded, let who = snapshot.principal(CommandLine.arguments[2]) else {
  fail("\(CommandLine.arguments[2]) is not in \(path)")
}

var answers = 0
let one = seconds {
  var reader = AccessReader(snapshot)
  answers = reader.survey(of: who).groups.count
}
var table: ControlTable?
let all = seconds { table = ControlTable(ControlGraph(snapshot)) }

let encoder = JSONEncoder()
encoder.outputFormatting = .sortedKeys
let measurement = Measurement(
  objects: snapshot.count, descriptors: snapshot.descriptorCount, load: load, one: one, answers: answers,
  all: all, tokens: table?.tokenCount ?? 0, pairs: table?.pairCount ?? 0)
print(String(decoding: try encoder.encode(measurement), as: UTF8.self))
