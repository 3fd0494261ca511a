#!/usr/bin/env bash
# `make test-api`: schemathesis against a real server, with so many requests for each operation of the document that it
# takes minutes; `make test` runs it with few.
#
#   EXAMPLES   how many requests are made up for each operation (default 100)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

source scripts/lib/output.sh
source scripts/lib/packages.sh
source scripts/lib/python_environments.sh

need_rust
need_postgres
need_schemathesis

export SCHEMATHESIS_EXAMPLES=${EXAMPLES:-100}
# One test, so the runner that would end it after some minutes is not needed.
cargo test --locked --package plenum --test it schemathesis -- --nocapture
