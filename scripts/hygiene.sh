#!/usr/bin/env bash
# Checks that no linter has: loose ends, paths of one machine, settings that leak, and words that the project has replaced,
# in the files that git tracks.
# Prints every finding and fails when there is one.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# A column is a character and not a byte.
export LC_ALL=C.UTF-8

found=0

# forbid REASON PATTERN PATHSPEC…: no line may match the extended regular expression.
forbid() {
  local reason=$1 pattern=$2 lines
  shift 2
  lines=$(git grep -n -I -E -e "$pattern" -- "$@" | cut -c1-200 || true)
  [[ -n $lines ]] || return 0
  printf '%s:\n%s\n\n' "$reason" "$lines"
  found=1
}

forbid "unfinished code" 'todo!\(|unimplemented!\(|\<(TODO|FIXME)\>' '*.rs' '*.sql' '*.js' '*.mjs' '*.ts'
forbid "a test that is skipped" '\.(skip|only|todo)\(' '*.mjs' '*.ts'
forbid "an ignored test" '#\[ignore' '*.rs'
# A test may misuse the pool on purpose, to show that the policies hold.
forbid "a session-level setting leaks to the next request of the pool" 'set_config\([^)]*,[[:space:]]*false' '*.rs' '*.sql' ':!*/tests/*'
forbid "a path of one machine" '(^|[^[:alnum:]_.:-])/(home|root|work|Users)/[[:alnum:]_.]' ':!scripts/hygiene.sh'
# Code is kept within 120 columns by rustfmt, which leaves comments alone.
forbid "a comment beyond 120 columns" '^[[:space:]]*//[^─│┌└]{120,}$' '*.rs'
forbid "the address of a package registry" 'registry\.npmjs|npmjs\.org|index\.crates\.io|static\.crates\.io|artifactory' \
  ':!scripts/hygiene.sh' ':!Cargo.lock'
forbid "a lock file that names where it downloaded from" '"resolved":' '*package-lock.json'
forbid "a lock file that names another registry than crates.io" '^source = "(git|registry|sparse)\+https?://([^g]|g[^i])' Cargo.lock

# Words that were replaced by plainer ones; one word has one meaning in the whole tree.
replaced='MemoryHall|Census|Seats|ComeAgain|Doorkeeper|Planes|Doors|Visitors|Setback|ListTurns|Intake|Wishes|Scene|LostLine'
replaced+='|KeptLimits|NothingTwice|ReaderId|BusPlace|hearers|come_again|[Ww]hoever'
forbid "a word that has a plainer one (ARCHITECTURE.md and the code around it show which)" "\\<($replaced)\\>" '*.rs' '*.md' '*.ts'
# A context may use another one in its tests only.
for manifest in shared/contexts/*/Cargo.toml; do
  own=$(basename "$(dirname "$manifest")")
  others=$(sed -n '/^\[dependencies\]/,/^\[/p' "$manifest" | grep -oE '^plenum-[a-z]+' | sed 's/^plenum-//' | while read -r name; do
    [[ $name == "$own" || ! -d shared/contexts/$name ]] || echo "$name"
  done)
  if [[ -n $others ]]; then
    printf 'a context that depends on another:\n%s on %s\n\n' "$manifest" "$others"
    found=1
  fi
done

if ((found)); then
  echo "hygiene: the lines above are to be mended" >&2
  exit 1
fi
