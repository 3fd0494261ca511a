# shellcheck shell=bash
# How the scripts speak. Sourced by every script; what is told to the person goes to standard output,
# problems to standard error.

if [[ -t 1 && -z ${NO_COLOR:-} ]]; then
  bold=$'\e[1m' dim=$'\e[2m' plain=$'\e[0m'
else
  bold='' dim='' plain=''
fi

# A step, in one line. Never fails: after the terminal is closed there is nobody to write to,
# and that must not keep anything from being stopped in order.
say() { printf '%s\n' "${dim}==${plain} $*" 2>/dev/null || true; }

# A problem that does not stop the work.
warn() { printf '%s\n' "${bold}warning:${plain} $*" >&2 2>/dev/null || true; }

# A problem that does.
die() {
  printf '%s\n' "${bold}error:${plain} $*" >&2 2>/dev/null || true
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }
