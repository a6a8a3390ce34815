import Testing

@testable import LDAPTypes

@Suite struct SearchRequestTests {
  @Test(
    "controls are encoded with the fewest octets",
    arguments: [
      (SearchControl.securityDescriptor(flags: 7), [0x30, 3, 2, 1, 7] as [UInt8]),
      (.securityDescriptor(flags: 0), [0x30, 3, 2, 1, 0]),
      (.securityDescriptor(flags: 128), [0x30, 4, 2, 2, 0, 128]),
      (.securityDescriptor(flags: .max), [0x30, 7, 2, 5, 0, 255, 255, 255, 255]),
      (.extendedDN, [0x30, 3, 2, 1, 1]),
    ])
  func encodes(control: SearchControl, value: [UInt8]) {
    #expect(control.value == value)
  }
}
