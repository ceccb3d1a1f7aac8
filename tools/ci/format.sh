#!/usr/bin/env bash
# Fails with the names of Go files that gofmt would change.
set -euo pipefail
cd "$(dirname "$0")/../.."
files=$(git ls-files --cached --others --exclude-standard '*.go' | while read -r f; do [ ! -f "$f" ] || echo "$f"; done)
[ -n "$files" ] || exit 0
unformatted=$(tr '\n' '\0' <<<"$files" | sed -z '/^$/d' | xargs -0 gofmt -l)
if [ -n "$unformatted" ]; then
    printf 'not formatted (make fmt does it):\n%s\n' "$unformatted" >&2
    exit 1
fi
