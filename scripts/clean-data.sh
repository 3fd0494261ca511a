#!/usr/bin/env bash
# `make clean-data`: removes what `make up` keeps. Refuses while one runs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

source scripts/lib/output.sh
source scripts/lib/data_folder.sh
source scripts/lib/processes.sh

choose_data_folder "$PWD"
if [[ ! -d $data ]]; then
  say "there is no data in $data"
  exit 0
fi
data=$(cd "$data" && pwd -P)
lock_data_folder
[[ ! -d $data/run ]] || stop_leftovers

# By name: a folder that somebody chose with PLENUM_DATA may hold other things.
rm -rf "$data/postgres" "$data/redis" "$data/secrets" "$data/keys" "$data/run" "$data/lock"
rmdir "$data" 2>/dev/null || warn "$data holds something else, and stays"
say "removed the data of $data"
