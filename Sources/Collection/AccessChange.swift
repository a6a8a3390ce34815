/// What it means for the evidence that a collection went on as somebody else, or less protected than it began.
///
/// It is told and not refused: an account that is locked or whose password was changed in the middle of an incident must
/// not cost hours of collecting, and whoever gives up verification has to say `--insecure` each time. Who asked what is
/// in the manifest, per answer.
extension Manifest {
  /// One gap per run and server that was asked otherwise than in an earlier run.
  ///
  /// - Parameter numbers: the runs, from 1, that answers come from.
  func accessChanges(among numbers: Set<Int>) -> [EvidenceGap] {
    var gaps: [EvidenceGap] = []
    var before: [String: [(number: Int, contact: Run.Contact)]] = [:]
    for (index, run) in (runs ?? []).enumerated() where numbers.contains(index + 1) {
      for contact in run.servers where contact.credentials != nil {
        let server = contact.dsServiceName ?? contact.url
        let earlier = before[server] ?? []
        before[server] = earlier + [(index + 1, contact)]
        // What was told of an earlier run need not be told of one like it.
        guard !earlier.isEmpty, !earlier.contains(where: { !contact.differs(from: $0.contact) }),
          let other = earlier.last(where: { contact.differs(from: $0.contact) })
        else { continue }
        gaps.append(
          EvidenceGap(
            kind: .accessChanged, objects: 1,
            detail: "\(contact.url): run \(index + 1) asked \(contact.access); "
              + "run \(other.number) asked \(other.contact.access)"))
      }
    }
    return gaps
  }
}

extension Manifest {
  /// As whom each run asked; servers that were asked alike are put together.
  var access: [FolderCheck.Access] {
    var all: [FolderCheck.Access] = []
    for (index, run) in (runs ?? []).enumerated() {
      for contact in run.servers where contact.credentials != nil {
        if let known = all.firstIndex(where: { $0.run == index + 1 && $0.detail == contact.access }) {
          all[known].servers.append(contact.url)
        } else {
          all.append(
            .init(
              run: index + 1, started: run.started, account: contact.accountName, sid: contact.account?.sid,
              detail: contact.access, servers: [contact.url]))
        }
      }
    }
    return all
  }
}

extension Manifest.Run.Contact {
  /// The name the server knows the account by, else as it was given.
  package var accountName: String {
    if let name = account?.name ?? whoAmI { return name }
    let parts = (credentials ?? "").split(separator: " ", maxSplits: 1)
    return parts.last.map(String.init) ?? "an account that was not recorded"
  }

  /// `as Administrator (simple ana@corp.example), TLS1.3, certificate verified`
  package var access: String {
    let given = credentials.map { " (\($0))" } ?? ""
    let certificate =
      certificateVerified == true
      ? ", certificate verified" : certificateSHA256 != nil ? ", certificate NOT verified" : ""
    return "as \(accountName)\(given), \(protection ?? "without protection")\(certificate)"
  }

  /// Whether the server proved who it is: by its certificate, or by Kerberos on a connection without TLS. RFC 4752 §3.1
  private var isProven: Bool {
    certificateVerified == true || certificateSHA256 == nil && credentials?.hasPrefix("kerberos") == true
  }

  /// True for another account, and for a connection that is worth less than the earlier one.
  fileprivate func differs(from earlier: Self) -> Bool {
    let isSame =
      if let sid = account?.sid, let former = earlier.account?.sid {
        sid == former
      } else {
        credentials == earlier.credentials
      }
    // Which of two unproven servers was the right one, nobody knows.
    let isOtherServer =
      !isProven && !earlier.isProven && certificateSHA256 != earlier.certificateSHA256
    return !isSame || earlier.isProven && !isProven || earlier.protection != nil && protection == nil
      || isOtherServer
  }
}
