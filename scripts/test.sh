#!/usr/bin/env bash
# `make test`: installs what the tests need, and runs them all. The tests start their own PostgreSQL and Redis.
# Arguments go to the runner: `scripts/test.sh -p plenum-bus`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

source scripts/lib/say.sh
source scripts/lib/packages.sh

need_rust
need_postgres
need_redis || die "redis-server is missing, and the tests of the bus need a real one. As root: apt-get install --no-install-recommends redis-server"
need_node

# Installed once per lock file; the second time costs nothing and needs no network.
client=testkit/js
for package in "$client" hub/signalr/tests/js; do
  [[ ! -e $package/node_modules/.package-lock.json || $package/package-lock.json -nt $package/node_modules/.package-lock.json ]] || continue
  say "installing the official SignalR client ($package)"
  (cd "$package" && npm ci --prefer-offline --no-audit --no-fund --loglevel=error && touch node_modules/.package-lock.json)
done
say "the client's own tests"
(cd "$client" && npm test --silent)

if (($# > 0)); then
  scope=("$@")
else
  scope=(--workspace)
fi
if have cargo-nextest; then
  # nextest leaves the examples in the documentation out.
  say "the examples in the documentation"
  cargo test --locked --quiet --doc "${scope[@]}"
  say "the tests"
  cargo nextest run --locked "${scope[@]}"
else
  say "the tests"
  cargo test --locked "${scope[@]}"
fi
