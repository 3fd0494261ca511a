# shellcheck shell=bash
# Messages of the scripts. Sourced by every script. Steps go to standard output, problems to standard error.

if [[ -t 1 && -z ${NO_COLOR:-} ]]; then
  bold=$'\e[1m' dim=$'\e[2m' plain=$'\e[0m'
else
  bold='' dim='' plain=''
fi

# Prints a step, in one line. It never fails: after the terminal is closed a write fails, and the processes must still be
# stopped in order.
say() { printf '%s\n' "${dim}==${plain} $*" 2>/dev/null || true; }

# Prints a problem that does not stop the script.
warn() { printf '%s\n' "${bold}warning:${plain} $*" >&2 2>/dev/null || true; }

# Prints a problem and stops the script.
die() {
  printf '%s\n' "${bold}error:${plain} $*" >&2 2>/dev/null || true
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }
