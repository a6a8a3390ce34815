/// For every row a short list of numbers, each once, all in one array.
struct CompressedRows: Sendable {
  private let starts: [UInt32]
  private let numbers: [UInt32]

  /// - Parameters:
  ///   - pairs: (row, number), in the order in which the numbers of a row shall stand; a number that a row has
  ///     already is left out.
  ///   - bound: greater than every number.
  init(rows: Int, pairs: [(row: UInt32, number: UInt32)], bound: Int) {
    var starts = [UInt32](repeating: 0, count: rows + 1)
    for pair in pairs { starts[Int(pair.row) + 1] += 1 }
    for row in 0..<rows { starts[row + 1] += starts[row] }
    var all = [UInt32](repeating: 0, count: pairs.count)
    var next = starts
    for pair in pairs {
      all[Int(next[Int(pair.row)])] = pair.number
      next[Int(pair.row)] += 1
    }
    // Row 0 marks with 1, so that nothing is marked at first.
    var marks = [UInt32](repeating: 0, count: bound)
    var kept = 0
    var keptStarts = starts
    for row in 0..<rows {
      keptStarts[row] = UInt32(truncatingIfNeeded: kept)
      for index in Int(starts[row])..<Int(starts[row + 1]) {
        let number = all[index]
        if marks[Int(number)] == UInt32(truncatingIfNeeded: row) + 1 { continue }
        marks[Int(number)] = UInt32(truncatingIfNeeded: row) + 1
        all[kept] = number
        kept += 1
      }
    }
    keptStarts[rows] = UInt32(truncatingIfNeeded: kept)
    all.removeLast(all.count - kept)
    self.starts = keptStarts
    numbers = all
  }

  subscript(row: Int) -> ArraySlice<UInt32> {
    numbers[Int(starts[row])..<Int(starts[row + 1])]
  }
}
