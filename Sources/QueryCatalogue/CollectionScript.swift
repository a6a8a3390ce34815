/// A shell script that asks what `foothold collect` asks with OpenLDAP's ldapsearch, for a responder who cannot bring the
/// program along: one LDIF file per query, in the folder where it runs.
///
/// A file gets its final name only when its answer was complete, because an answer that broke off looks like a whole one
/// to whoever reads it later.
package struct CollectionScript: Sendable {
  package var server = "ldaps://dc01.corp.example"
  /// DN, user@domain or DOMAIN\user; empty for the Kerberos ticket of whoever runs the script.
  package var account = "analyst@corp.example"

  package init() {}

  package func text(_ queries: [Query]) throws(QueryError) -> String {
    var script = """
      #!/bin/sh
      # Asks a domain controller what foothold assess needs, with OpenLDAP's ldapsearch, and only reads. Each file NAME.ldif
      # in the current folder is input of foothold assess; NAME.ldif.partial is not: its answer broke off.
      # A certificate of your own authority: LDAPTLS_CACERT=ca.pem sh collect.sh
      # Kerberos instead of a password: account='' and kinit before.
      set -u
      umask 077
      server=\(Self.quoted(server))
      account=\(Self.quoted(account))


      """
    script += Self.functions
    for query in queries {
      let arguments = try query.ldapsearchArguments(in: .shellVariables, since: nil)
      let command = "collect \(query.id)"
      let rest = arguments.joined(separator: " ")
      script +=
        query.base == .application
        // For each partition a file of its own; the list comes line by line.
        ? "# \(query.title)\nwhile read -r application; do\n  [ -z \"$application\" ] ||\n    "
          + "\(command)-\"$(label \"$application\")\" \(rest) </dev/null\ndone <<LIST\n$applications\nLIST\n\n"
        : "# \(query.title)\n\(command) \(rest)\n\n"
    }
    script += """
      [ -z "$failed" ] || stop "not complete:$failed" 1

      """
    return script
  }

  /// What the password needs: ldapsearch takes the whole of a password file, a line break at its end included, and with -W it
  /// would ask anew at every search. A password through a pipe is neither in a file nor in the list of processes.
  private static let functions = #"""
    stop() {
      printf 'collect: %s\n' "$1" >&2
      exit "$2"
    }

    command -v ldapsearch >/dev/null || stop 'ldapsearch is not installed (ldap-utils, openldap-clients)' 69

    # Asked for once. It goes to ldapsearch through a pipe, never into a file or an argument.
    password=
    if [ -n "$account" ]; then
      printf 'Password of %s: ' "$account" >&2
      if [ -t 0 ]; then
        terminal=$(stty -g)
        trap 'stty "$terminal"' EXIT
        trap 'exit 130' INT TERM
        stty -echo
      fi
      IFS= read -r password
      if [ -t 0 ]; then
        stty "$terminal"
        trap - EXIT INT TERM
        printf '\n' >&2
      fi
      # A name with an empty password binds as nobody, and the server may call that a success (RFC 4513 §5.1.2).
      [ -n "$password" ] || stop 'no password given' 77
    fi

    # A password never travels in clear: what does not begin with TLS has to begin it before the password is sent, or ends.
    # Kerberos signs and seals by itself.
    case $server in
    *[lL][dD][aA][pP]://*) tls=-ZZ ;;
    [lL][dD][aA][pP][sS]://*) tls= ;;
    *) tls=-ZZ ;;
    esac

    ask() {
      if [ -n "$account" ]; then
        printf '%s' "$password" | ldapsearch -x ${tls:+"$tls"} -H "$server" -D "$account" -y /dev/stdin "$@"
      else
        ldapsearch -Q -Y GSSAPI -H "$server" "$@"
      fi
    }

    root_dse=$(ask -LLL -o ldif-wrap=no -b '' -s base '(objectClass=*)' defaultNamingContext \
      rootDomainNamingContext configurationNamingContext namingContexts schemaNamingContext) ||
      stop "$server: the rootDSE cannot be read; see above, check server, certificate, account and password" 69

    context() {
      value=$(printf '%s\n' "$root_dse" | sed -n "s/^$1: //p")
      [ -n "$value" ] || stop "$server: the rootDSE has no readable $1; is it a domain controller?" 69
      printf '%s' "$value"
    }
    domain=$(context defaultNamingContext) || exit
    root=$(context rootDomainNamingContext) || exit
    configuration=$(context configurationNamingContext) || exit
    schema=$(context schemaNamingContext) || exit
    # What else it holds: application partitions, such as the zones of DNS.
    applications=$(printf '%s\n' "$root_dse" | sed -n 's/^namingContexts: //p' |
      grep -v -i -x -F -e "$domain" -e "$root" -e "$configuration" -e "$schema")
    # DC=DomainDnsZones,DC=corp,DC=example becomes domaindnszones.corp.example.
    label() {
      printf '%s' "$1" | tr '[:upper:]' '[:lower:]' | sed 's/dc=//g; s/,/./g; s/[^a-z0-9.-]/_/g'
    }
    printf 'collect: %s of %s\n' "$domain" "$root" >&2

    failed=
    collect() {
      name=$1
      shift
      # Never over, and never beside, what was collected at another time.
      [ ! -e "$name.ldif" ] || stop "$name.ldif is here already; run this in an empty folder" 73
      ask "$@" >"$name.ldif.partial"
      status=$?
      if [ "$status" -eq 0 ]; then
        mv -f "$name.ldif.partial" "$name.ldif"
      elif [ "$status" -eq 32 ]; then
        rm -f "$name.ldif.partial"
        printf 'collect: %s: its place does not exist, or the account may not see it\n' "$name" >&2
      else
        printf 'collect: %s: no complete answer (ldapsearch ended with %s)\n' "$name" "$status" >&2
        failed="$failed $name"
      fi
    }


    """#

  static func quoted(_ text: String) -> String {
    "'\(text.replacing("'", with: #"'\''"#))'"
  }
}
