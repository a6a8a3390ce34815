/// The groups that Exchange setup creates, by the identifiers in `otherWellKnownObjects` of the Exchange container,
/// which neither a rename nor a translation changes.
package enum ExchangeGroup: String, Sendable, CaseIterable {
  case exchangeServers = "A7D2016C83F003458132789EEB127B84"
  case exchangeTrustedSubsystem = "EA876A58DB6DD04C9006939818F800EB"
  case exchangeWindowsPermissions = "4C17D0117EBE6642AFAEE03BC66D381F"
  case organizationManagement = "C262A929D691B74A9E068728F8F842EA"
  case managedAvailabilityServers = "02522ECF9985984A9232056FC704CC8B"
  case recipientManagement = "DB72C41D49580A4DB304FE6981E56297"
  case serverManagement = "4DB8E7754EB6C1439565612E69A80A4F"
  case viewOnlyOrganizationManagement = "1A9E39D35ABE5747B979FFC0C6E5EA26"
  case publicFolderManagement = "45FA417B3574DC4E929BC4B059699792"
  case umManagement = "E80CDFB75697934981C898B4DBC5A0C6"
  case helpDesk = "B3DDC6BE2A3BE84B97EB2DCE9477E389"
  case recordsManagement = "BEA432C94E1D254EAF99B40573360D5B"
  case discoveryManagement = "C67FDE2E8339674490FBAFDCA3DFDC95"
  case delegatedSetup = "D1281926D1F55B44866D1D6B5BD87A09"
  case hygieneManagement = "03B709F451F3BF4388E33495369B6771"
  case complianceManagement = "B30A449BA9B420458C4BB22F33C52766"
  case securityReader = "776B176BD3CB2A4DA7829EA963693013"
  case securityAdministrator = "03D7F0316EF4B3498AC434B6E16F09D9"
  case exchangeLegacyInterop = "9C5B963F67F14A4B936CB8EFB19C4784"
}

package struct ExchangeServer: Hashable, Sendable {
  /// The msExchExchangeServer object in the configuration; the computer itself where the former was not read.
  package let object: ObjectID
  package let computer: ObjectID?
  package let name: String
  /// As in serialNumber: `Version 15.1 (Build 32176.2)`.
  package let version: String?
}

/// Exchange as the directory shows it.
package struct ExchangeOrganization: Sendable {
  /// `CN=Microsoft Exchange,CN=Services,<configuration>`; nil when only traces of Exchange were read.
  package let container: ObjectID?
  package let organisation: ObjectID?
  package let groups: [ExchangeGroup: ObjectID]
  package let servers: [ExchangeServer]
  /// rangeUpper of ms-Exch-Schema-Version-Pt.
  package let schemaVersion: Int?
  /// Whether Active Directory split permissions are in force: Exchange Windows Permissions lies among the protected
  /// groups and Exchange Trusted Subsystem is not in it. nil when that group was not read.
  package let splitPermissions: Bool?
}
