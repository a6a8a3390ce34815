import Foundation
import Testing

@testable import LDAPClient

@Suite struct ServerCertificateTests {
  /// Signed by itself, from 2001 to 2125, for dc01.corp.example, *.dmz.corp.example, 192.0.2.1 and 2001:db8::1.
  static let valid = bytes(
    """
    MIIByDCCAW2gAwIBAgIUP6v2h9YyTjlc92VUO5b3yAW531AwCgYIKoZIzj0EAwIwEjEQMA4GA1UEAwwHQ29ycCBDQTAgFw0w\
    MTAxMDEwMDAwMDBaGA8yMTI1MTEwNzAwMDAwMFowEjEQMA4GA1UEAwwHQ29ycCBDQTBZMBMGByqGSM49AgEGCCqGSM49AwEH\
    A0IABBXV7DaW3mWRgRF30uRS31coEnDfQIJQaREmhVX2NXdDEuFONFGCxi3rf31YEStxXBz4SsaWrm3peAgendcqCSCjgZ4w\
    gZswHQYDVR0OBBYEFAuaL471jc4PCVFOemz5JbuD80jDMB8GA1UdIwQYMBaAFAuaL471jc4PCVFOemz5JbuD80jDMA8GA1Ud\
    EwEB/wQFMAMBAf8wSAYDVR0RBEEwP4IRZGMwMS5jb3JwLmV4YW1wbGWCEiouZG16LmNvcnAuZXhhbXBsZYcEwAACAYcQIAEN\
    uAAAAAAAAAAAAAAAATAKBggqhkjOPQQDAgNJADBGAiEA8rYN14hDTndEZmg5XoSZkhHpXiZ99Zq9B+fhrQnEKd0CIQDNHNYd\
    FCHx3MiHGJX7eg6Vrey8T0ic6l9ITvAJ6sz/QA==
    """)

  /// Signed by itself, for 2019; its common name, `old` and `dc` with a line feed in between, is its only name.
  static let old = bytes(
    """
    MIIBdzCCAR2gAwIBAgIUMtX0xlfu3XueXIFAkp80ERH9gPIwCgYIKoZIzj0EAwIwETEPMA0GA1UEAwwGb2xkCmRjMB4XDTE5\
    MDEwMTAwMDAwMFoXDTIwMDEwMTAwMDAwMFowETEPMA0GA1UEAwwGb2xkCmRjMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\
    19UtCSsDEp+u8oPNR12NL4KxcjmHmVMo5UhalIqWTV9EAeyssH5fDbLixZTo6QQxt7ovqH+xr3+XyaWpvG+s5aNTMFEwHQYD\
    VR0OBBYEFAubE0Rx8SDiRUD2CCxY9osXdVqhMB8GA1UdIwQYMBaAFAubE0Rx8SDiRUD2CCxY9osXdVqhMA8GA1UdEwEB/wQF\
    MAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIgPZqTR6m4tWCiy9PvtIBtA3KfV5FokdkJijsVq0N2D0ECIQDV3WK5ve74Y8nzebKY\
    yFJOAv4yf5GSDCEyRaMQU3Xj/A==
    """)

  static func bytes(_ base64: String) -> [UInt8] { Array(Data(base64Encoded: base64) ?? Data()) }

  @Test(arguments: [
    ("dc01.corp.example", true), ("DC01.corp.example", true), ("web.dmz.corp.example", true),
    ("192.0.2.1", true),
    ("2001:db8::1", true), ("dc02.corp.example", false), ("corp.example", false), ("192.0.2.10", false),
    ("2001:db8::2", false), ("a.b.dmz.corp.example", false), ("", false),
  ])
  func `it names the hosts it is for and no others`(host: String, isNamed: Bool) throws {
    let certificate = try #require(ServerCertificate(Self.valid))
    #expect(certificate.names(host) == isNamed)
  }

  @Test func `names, issuer and time are told`() throws {
    let certificate = try #require(ServerCertificate(Self.valid))
    #expect(
      certificate.names == ["dc01.corp.example", "*.dmz.corp.example", "192.0.2.1", "2001:db8:0:0:0:0:0:1"])
    #expect(certificate.issuer == "Corp CA")
    #expect(certificate.problemWithTime == nil)
  }

  @Test func `one that has expired says when, in one line`() throws {
    let certificate = try #require(ServerCertificate(Self.old))
    #expect(certificate.problemWithTime == "it expired on 2020-01-01")
    #expect(certificate.names == ["old dc"])
  }

  @Test(arguments: [valid, old])
  func `every truncation is refused`(bytes: [UInt8]) {
    #expect(!bytes.isEmpty)
    for count in bytes.indices { #expect(ServerCertificate(Array(bytes.prefix(count))) == nil) }
  }

  @Test func `a certificate with any octet changed does not trap`() {
    for index in Self.valid.indices {
      var bytes = Self.valid
      bytes[index] ^= 0x81
      guard let certificate = ServerCertificate(bytes) else { continue }
      #expect(!certificate.names.contains { $0.contains("\n") })
      _ = (certificate.issuer, certificate.problemWithTime, certificate.names("dc01.corp.example"))
    }
  }
}
