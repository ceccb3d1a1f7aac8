#!/usr/bin/env bash
# govulncheck over the whole module. Findings fail; a database that cannot be
# reached is said and passed over, for it says nothing about the code.
set -uo pipefail
cd "$(dirname "$0")/../.."
output=$(go tool -modfile=tools/lint/go.mod govulncheck ./... 2>&1)
status=$?
if [ $status -ne 0 ] && grep -qE 'fetching vulnerabilities: .*(dial tcp|no such host|proxyconnect|i/o timeout|connection refused|TLS handshake)' <<<"$output"; then
    echo "govulncheck: NOT CHECKED, its database cannot be reached from here: $(tail -1 <<<"$output")"
    exit 0
fi
echo "$output"
exit $status
