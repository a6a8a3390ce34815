import LDIF
import WindowsSecurity

/// Security descriptors as text, for people who read LDIF: comment lines in front of an entry, so that the entry itself
/// stays what it was.
struct DescriptorComment {
  /// Of the domain that aliases such as `DA` speak of; nil writes SIDs.
  let domain: SID?
  let forestRoot: SID?

  /// lDAPDisplayNames in lower case of attributes whose values are descriptors. [MS-ADTS] 3.1.1.2.2.2.1
  private static let attributes: Set<String> = [
    "ntsecuritydescriptor", "msds-allowedtoactonbehalfofotheridentity", "msds-groupmsamembership",
    "msexchmailboxsecuritydescriptor", "pkienrollmentaccess",
  ]

  static func isDescriptor(_ attribute: String) -> Bool { attributes.contains(attribute.lowercased()) }

  func lines(_ values: [(description: String, value: [UInt8])]) -> [UInt8] {
    var lines: [UInt8] = []
    for (name, value) in values where Self.isDescriptor(name) {
      let text: String
      do {
        text = try SecurityDescriptor(value).sddl(domain: domain, forestRoot: forestRoot)
      } catch {
        text = "malformed, \(error)"
      }
      lines += LDIFWriter.comment("\(name): \(text)")
    }
    return lines
  }
}
