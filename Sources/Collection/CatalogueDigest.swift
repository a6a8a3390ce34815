import LDAPTypes
import LDIF
import QueryCatalogue

extension QueryCatalogue {
  /// SHA-256 of everything the queries of the collection ask, lower-case hexadecimal. Titles and reasons are not part
  /// of it: they change no answer.
  var collectionDigest: String? {
    let text = (collection + controllers).map { query in
      let controls = query.controls.map { control in
        control.objectIdentifier + "="
          + (control.value ?? []).map { String($0, radix: 16) }.joined(separator: ",")
      }
      return
        ([
          query.id, query.base.rawValue, query.under ?? "", EvidenceNames.scope(query.scope),
          query.filterTemplate,
        ] + query.attributes + controls.sorted()).joined(separator: "\n")
    }
    return SHA256Digest.hexadecimal(of: Array(text.joined(separator: "\n\n").utf8))
  }
}
