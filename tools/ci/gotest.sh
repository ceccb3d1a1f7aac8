#!/usr/bin/env bash
# gotest.sh check|cover|race|soak: the Go tests, of which testreport prints what
# failed and what was skipped. All that they print stays in .build/test-MODE.json.
#
# check  what runs with Go alone, in less than a minute
# cover  everything in full, and the coverage that it reaches
# race   what check runs, under the race detector, which makes it several times
#        slower; and those tests of Neo4j in which several do something at a time
# soak   everything, with the long forms of what has one; takes hours
#
# Which facilities cover and soak require, test.sh says.
set -euo pipefail
cd "$(dirname "$0")/../.."
mkdir -p .build
mode=${1:-}
log=.build/test-$mode.json
go build -o .build/testreport ./tools/testreport

# tests ARGUMENTS...
tests() { go test -json "$@" | tee -a "$log" | .build/testreport "${flags[@]}"; }

# all lists the packages, the one that takes longest first, for go test runs them
# in this order. One is left out: the browser has a step of its own, with the machine
# to itself.
all() {
    echo policygraph/graph/neo4j
    go list ./... | grep -vE '/(server/ui|graph/neo4j)$'
}

: >"$log"
flags=()
case $mode in
check)
    tests ./...
    ;;
cover)
    # Coverage counts what people wrote, except the suite that tests stores.
    covered=$(go list ./... | grep -vE '^policygraph/graph/(generated|graphtest)$' | paste -sd, -)
    profile=.build/coverage.out
    # shellcheck disable=SC2046 # one word for each package
    POLICYGRAPH_TESTS=full tests -count=1 -timeout=60m -covermode=set -coverpkg="$covered" -coverprofile="$profile" $(all)
    minimum=94
    case ${POLICYGRAPH_REQUIRE:-} in *documents*) minimum=94.6 ;; esac
    tools/ci/coverage.sh "$profile" $minimum
    ;;
race)
    flags=(-skips=false) # cover has run them all
    # shellcheck disable=SC2046 # one word for each package
    POLICYGRAPH_REQUIRE='' tests -race -count=1 -timeout=60m -skip TestScripts $(all | grep -vE '/(bench|tools|foldtable)(/|$)')
    POLICYGRAPH_REQUIRE=neo4j tests -race -count=1 -timeout=60m \
        -run 'TestStore/(isolation|reload|concurrency)$|Several|Conflict|Lease|Dead|OnTheServerToo' ./graph/neo4j
    ;;
soak)
    # shellcheck disable=SC2046 # one word for each package
    POLICYGRAPH_TESTS=soak tests -count=1 -timeout=0 $(all)
    ;;
*)
    echo "usage: gotest.sh check|cover|race|soak" >&2
    exit 2
    ;;
esac
