/// Dense number of an object in a ``Snapshot``, 0 ..< ``Snapshot/count``.
package struct ObjectID: Hashable, Comparable, Sendable {
  package let index: UInt32
  package init(_ index: UInt32) { self.index = index }
  package static func < (a: Self, b: Self) -> Bool { a.index < b.index }
}

/// Dense number of a *distinct* security descriptor in a ``Snapshot``.
package struct DescriptorID: Hashable, Comparable, Sendable {
  package let index: UInt32
  package init(_ index: UInt32) { self.index = index }
  package static func < (a: Self, b: Self) -> Bool { a.index < b.index }
}
