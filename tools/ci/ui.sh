#!/usr/bin/env bash
# Builds the web pages from nothing but the lock file.
set -euo pipefail
cd "$(dirname "$0")/../../server/ui"
npm ci --no-audit --no-fund
npm run build
