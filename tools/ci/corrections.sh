#!/usr/bin/env bash
# The first dataset against two earlier editions of it in the history, the newest that is
# another and the newest of an earlier date: what was said there is said here too, or
# retracted (docs/dataset.md, "How to correct").
set -euo pipefail
cd "$(dirname "$0")/../.."
files=(seeds/dataset.yaml seeds/indicators.yaml seeds/entities seeds/documents)
if ! commits=$(git log --format=%H -- "${files[@]}" 2>&1); then
    echo "NOT CHECKED, this is no git repository: $commits"
    exit 0
fi

date_of() { sed -n 's/^date: *//p'; }
other= earlier=
for commit in $commits; do
    if [ -z "$other" ] && ! git diff --quiet "$commit" -- "${files[@]}"; then
        other=$commit
    fi
    if [ "$(git show "$commit:seeds/dataset.yaml" | date_of)" != "$(date_of <seeds/dataset.yaml)" ]; then
        earlier=$commit
        break
    fi
done
if [ -z "$other$earlier" ]; then
    echo "NOT CHECKED, the history holds no other edition of seeds/"
    exit 0
fi

old=$(mktemp -d)
trap 'rm -rf "$old"' EXIT
for commit in $(printf '%s\n' $other $earlier | sort -u); do
    mkdir "$old/$commit"
    git archive "$commit" seeds | tar -x -C "$old/$commit"
    echo "against the edition of $(git log -1 --format='%h, %ad' --date=short "$commit")"
    go run . validate seeds --against "$old/$commit/seeds"
done
