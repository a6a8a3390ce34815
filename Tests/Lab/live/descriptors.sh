#!/bin/sh
# The text of every security descriptor, against that of the domain controller's own implementation.
. "$(dirname "$0")/common.sh"
serve

# Owner, group and DACL from the server itself, then with the aliases of the domain from the evidence.
live="--server ldaps://$address --ca $ca --user $user --password-file $scratch/password"
for query in domain-principals domain-containers configuration schema; do
    # shellcheck disable=SC2086
    as_of_then "$binary" query "$query" $live --attributes nTSecurityDescriptor --sddl > "$query.ldif" < /dev/null
done
expect "descriptors of every partition" 0 "texts agree" "$lab/same-sddl.py" ./*.ldif

# shellcheck disable=SC2046
expect "evidence of them" 0 "" $(collect "ldaps://$address") --out evidence
"$binary" query "(objectClass=*)" evidence --attributes nTSecurityDescriptor --sddl > aliases < /dev/null
domain=$("$binary" access evidence --who "$reader" | sed -n 's/^  \(S-1-5-21-.*\)-[0-9]*  .*/\1/p' | head -1)
expect "aliases of the domain" 0 "texts agree" "$lab/same-sddl.py" --domain "$domain" aliases
finish
