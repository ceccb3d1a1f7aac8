#!/usr/bin/env bash
# coverage.sh PROFILE MINIMUM: statement coverage per package and in all, in
# per cent; fails below the minimum. A statement counts once, covered if any
# package's tests reach it.
set -euo pipefail
profile=$1 minimum=$2
awk -v minimum="$minimum" '
NR > 1 {
    block = $1; statements[block] = $2
    if ($3 > 0) reached[block] = 1
}
END {
    for (block in statements) {
        package = block; sub(/\/[^\/]*$/, "", package)
        all[package] += statements[block]; total += statements[block]
        if (block in reached) { hit[package] += statements[block]; hits += statements[block] }
    }
    if (total == 0) { print "coverage: the profile is empty"; exit 1 }
    for (package in all) printf "coverage: %5.1f %%  %6d statements  %s\n", 100 * hit[package] / all[package], all[package], package | "sort -k5"
    close("sort -k5")
    printf "coverage: %5.1f %%  %6d statements  in all, at least %.1f %% wanted\n", 100 * hits / total, total, minimum
    exit 100 * hits < minimum * total
}' "$profile"
