#!/usr/bin/env bash
# `make test`: installs what the tests need, and runs them all. The tests start their own PostgreSQL and Redis.
# Arguments go to the runner: `scripts/test.sh -p plenum-bus`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

source scripts/lib/output.sh
source scripts/lib/packages.sh
source scripts/lib/python_environments.sh

need_rust
need_postgres
need_redis || die "redis-server is missing, and the tests of the bus need a real one. As root: apt-get install --no-install-recommends redis-server"
need_node
need_schemathesis
need_openapi_python_client
need_python_clients

# npm_install FOLDER WHAT: once per lock file; the second time costs nothing and needs no network.
npm_install() {
  local folder=$1 installed=$1/node_modules/.package-lock.json
  if [[ ! -e $installed || $folder/package-lock.json -nt $installed ]]; then
    say "installing $2 ($folder)"
    (cd "$folder" && npm ci --prefer-offline --no-audit --no-fund --loglevel=error && touch node_modules/.package-lock.json)
  fi
}

client=testkit/js
npm_install "$client" "the official SignalR client"
npm_install hub/signalr/tests/js "three generations of it"
say "the client's own tests"
(cd "$client" && npm test --silent)

npm_install web/api "what makes and checks the types of the REST API"
say "the OpenAPI document, and the types made of it"
"$(python_environment_place schemathesis)/bin/openapi-spec-validator" docs/openapi.json docs/openapi.legacy.json
(cd web/api && npm test --silent)

npm_install testkit/asyncapi "what reads the AsyncAPI document"
say "the AsyncAPI document"
(cd testkit/asyncapi && npm test --silent)

npm_install testkit/clients "linters of the two documents, and generators of clients"
say "clients made of the documents"
(cd testkit/clients && npm test --silent)
"$(python_environment_place openapi-python-client)/bin/python" testkit/clients/python/check.py

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
