/// A globally unique identifier. [MS-DTYP] 2.3.4
package struct GUID: Hashable, Sendable {}
