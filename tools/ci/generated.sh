#!/usr/bin/env bash
# Regenerates in place everything that is generated and committed (Go code,
# schemas, web pages) and fails if a file is not what it was. It compares with
# the files as they were found, so it is as good on uncommitted work.
set -euo pipefail
cd "$(dirname "$0")/../.."

state() {
    git ls-files --cached --others --exclude-standard -z | sort -z | xargs -0 sha256sum 2>/dev/null || true
}

before=$(state)
go generate ./...
tools/ci/ui.sh
after=$(state)
if ! changed=$(diff <(echo "$before") <(echo "$after")); then
    echo "Generated files were out of date. They are right now; look at them and commit:" >&2
    awk '/^[<>]/ { print "  " $3 }' <<<"$changed" | sort -u >&2
    exit 1
fi
echo "generated files are up to date"
