#!/usr/bin/env bash
# Shows that the import rules of .golangci.yml can fail and do not fail where
# they should not: a scratch module of empty packages, with every import below,
# is linted; the reports must be exactly the forbidden ones.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
lint=$(cd "$root" && go tool -modfile=tools/lint/go.mod -n golangci-lint)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

gqlgen=github.com/99designs/gqlgen/graphql
gqlparser=github.com/vektah/gqlparser/v2/ast
driver=github.com/neo4j/neo4j-go-driver/v5/neo4j
memory=policygraph/graph/memory
neo4j=policygraph/graph/neo4j

# file, import, and the rule that forbids it
cases="
graph/a.go                    strings                       -
graph/b.go                    golang.org/x/text/width       domain
graph/c.go                    policygraph/loader            domain
graph/d_test.go               policygraph/graph/graphtest   -
graph/memory/a.go             policygraph/graph             -
graph/memory/b.go             $gqlgen                       below-the-api
graph/memory/sub/c.go         $gqlparser                    below-the-api
graph/memory/d.go             policygraph/graph/generated   below-the-api
graph/memory/e.go             policygraph/loader            stores-and-loader-apart
graph/memory/f.go             $neo4j                        memory-without-neo4j
graph/memory/g.go             $driver                       driver
graph/memory/h_test.go        policygraph/loader            -
graph/neo4j/a.go              $driver                       -
graph/neo4j/b.go              policygraph/graph/resolver    below-the-api
graph/neo4j/c.go              policygraph/server            below-the-api
graph/neo4j/d.go              $memory                       neo4j-without-memory
graph/neo4j/e.go              policygraph/tools/neo4j       tools-are-no-product
graph/neo4j/f_test.go         policygraph/tools/neo4j       -
graph/graphtest/a.go          policygraph/server            below-the-api
graph/graphtest/b.go          $memory                       stores-are-chosen-in-wiring
loader/a.go                   policygraph/graph             -
loader/b.go                   $memory                       stores-are-chosen-in-wiring
loader/c.go                   $gqlparser                    below-the-api
graph/resolver/a.go           policygraph/graph/generated   -
graph/resolver/b.go           $gqlgen                       -
graph/resolver/c.go           $neo4j                        stores-are-chosen-in-wiring
graph/resolver/d.go           policygraph/server            resolver
graph/resolver/e.go           policygraph/loader            resolver
server/a.go                   policygraph/graph/resolver    -
server/b.go                   $memory                       stores-are-chosen-in-wiring
server/c.go                   policygraph/loader            server
seeds/a.go                    $neo4j                        stores-are-chosen-in-wiring
internal/cli/wiring.go        $memory                       -
internal/cli/a.go             $memory                       stores-are-chosen-in-wiring
internal/cli/b.go             $driver                       driver
internal/cli/c.go             policygraph/loader            -
main.go                       policygraph/internal/cli      -
server/d.go                   policygraph/internal/cli      command-line
examples/queries/a.go         embed                         -
examples/queries/b.go         policygraph/graph             examples
seeds/seedstest/a.go          $neo4j                        -
tools/neo4j/a.go              $driver                       -
bench/a.go                    $neo4j                        -
"

# Each import gets an empty package to find: for this module's own a leaf below
# the one named, so that no cycle stops the linter before the rules do.
cp "$root/.golangci.yml" .
printf 'module policygraph\n\ngo 1.26.0\n' >go.mod
for version in github.com/99designs/gqlgen@v0.0.0 github.com/vektah/gqlparser/v2@v2.0.0 \
    github.com/neo4j/neo4j-go-driver/v5@v5.0.0 golang.org/x/text@v0.0.0; do
    module=${version%@*}
    mkdir -p "stub/$module"
    printf 'module %s\n\ngo 1.26.0\n' "$module" >"stub/$module/go.mod"
    go mod edit -require="$version" -replace="$module=./stub/$module"
done
expected=
while read -r file path rule; do
    [ -n "$file" ] || continue
    case $path in
    policygraph/*) path+=/leaf leaf=${path#policygraph/} ;;
    *.*) leaf=stub/$path ;;
    *) leaf= ;;
    esac
    if [ -n "$leaf" ]; then
        mkdir -p "$leaf"
        echo "package leaf" >"$leaf/leaf.go"
    fi
    mkdir -p "$(dirname "$file")"
    printf 'package scratch\n\nimport _ "%s"\n' "$path" >"$file"
    [ "$rule" = - ] || expected+="$file $rule"$'\n'
done <<<"$cases"

reported=$("$lint" run --enable-only depguard --show-stats=false --output.text.print-issued-lines=false ./... 2>&1 || true)
found=$(sed -nE "s/^([^:]+):.*from list '([^']+)'.*/\1 \2/p" <<<"$reported")
if ! diff <(sort <<<"${expected%$'\n'}") <(sort -u <<<"$found"); then
    echo "$reported" | grep -v depguard >&2 || true
    echo "import rules: < was to be reported, > was reported" >&2
    exit 1
fi
echo "import rules: $(grep -c . <<<"$expected") forbidden imports reported, the allowed ones not"
