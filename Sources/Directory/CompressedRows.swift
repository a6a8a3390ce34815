/// For every object a short list of numbers, all in one array.
struct CompressedRows: Sendable {
  private var starts: [UInt32]
  private var numbers: [UInt32]

  /// - Parameter pairs: (row, number), in the order in which the numbers of a row shall stand.
  init(rows: Int, pairs: [(row: UInt32, number: UInt32)]) {
    starts = [UInt32](repeating: 0, count: rows + 1)
    for pair in pairs { starts[Int(pair.row) + 1] += 1 }
    for row in 0..<rows { starts[row + 1] += starts[row] }
    numbers = [UInt32](repeating: 0, count: pairs.count)
    var next = starts
    for pair in pairs {
      numbers[Int(next[Int(pair.row)])] = pair.number
      next[Int(pair.row)] += 1
    }
  }

  subscript(row: Int) -> ArraySlice<UInt32> {
    numbers[Int(starts[row])..<Int(starts[row + 1])]
  }
}
