import CLDAP

/// The values of one attribute where libldap decoded them, without a copy.
package struct AttributeValues: RandomAccessCollection {
  private let values: UnsafeMutablePointer<berval>?
  package let count: Int

  /// Takes the array libldap ends with a null pointer.
  init(_ values: UnsafeMutablePointer<berval>?) {
    self.values = values
    var count = 0
    if let values { while values[count].bv_val != nil { count += 1 } }
    self.count = count
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { count }

  package subscript(position: Int) -> UnsafeRawBufferPointer {
    guard let value = values?[position] else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    return UnsafeRawBufferPointer(start: value.bv_val, count: Int(value.bv_len))
  }
}
