# shellcheck shell=bash
# Installs what a fresh Debian machine lacks, and says what and why.
#
# Two Debian packages bring a service of their own: postgresql-15 creates and starts a cluster called `main`,
# redis-server starts a server on port 6379. Neither is wanted here, so both are kept from it while they are
# installed, and everything changed for that is put back afterwards. A package that is there already is left alone.

readonly policy_rc=/usr/sbin/policy-rc.d
readonly cluster_drop_in=/etc/postgresql-common/createcluster.d/plenum.conf

# shellcheck disable=SC2034 # read by postgres.sh
postgres_bin=''
policy_is_ours=''
drop_in_is_ours=''

# Undoes what keeps services from starting; also called when a script ends in the middle of an installation.
put_packages_back() {
  [[ -z $policy_is_ours ]] || as_root rm -f "$policy_rc"
  [[ -z $drop_in_is_ours ]] || as_root rm -f "$cluster_drop_in"
  policy_is_ours='' drop_in_is_ours=''
}
trap put_packages_back EXIT

# Runs a command as root, by sudo where need be.
as_root() {
  if ((EUID == 0)); then "$@"; else sudo "$@"; fi
}

# Whether packages can be installed at all.
can_install() {
  have apt-get || return 1
  ((EUID == 0)) && return 0
  have sudo || return 1
  # Without a terminal nobody can type a password.
  [[ -t 0 ]] || sudo -n true 2>/dev/null
}

package_is_installed() {
  [[ $(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null) == installed ]]
}

apt_install() {
  if [[ -z ${apt_lists_fresh:-} ]]; then
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq || warn "the package lists could not be refreshed; trying with the old ones"
    apt_lists_fresh=yes
  fi
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends -qq "$@" >/dev/null
}

# need COMMAND REASON PACKAGE…: installs the packages unless the command is there.
need() {
  local command=$1 reason=$2
  shift 2
  have "$command" && return 0
  can_install || die "$command is missing ($reason). As root: apt-get install --no-install-recommends $*"
  say "installing $* with apt: $reason"
  apt_install "$@" || die "apt could not install $*"
  have "$command" || die "$* is installed, but there is still no $command"
}

# Installs packages without letting any service of theirs start. A policy that exists is the machine
# owner's: it is kept, and asked whether it would let the service start.
apt_install_without_services() {
  local service=$1 status=0
  shift
  if [[ -e $policy_rc ]]; then
    "$policy_rc" "$service" start >/dev/null 2>&1 || status=$?
    ((status == 101)) || die "$policy_rc would let $service start. Install it yourself: apt-get install --no-install-recommends $*"
    status=0
  else
    policy_is_ours=yes
    printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy_rc" >/dev/null
    as_root chmod 0755 "$policy_rc"
  fi
  apt_install "$@" || status=$?
  put_packages_back
  return "$status"
}

find_postgres() {
  local folder
  for folder in /usr/lib/postgresql/{15,16,17,18}/bin; do
    if [[ -x $folder/postgres && -x $folder/initdb && -x $folder/psql ]]; then
      postgres_bin=$folder
      return 0
    fi
  done
  have initdb && have postgres && have psql || return 1
  # shellcheck disable=SC2034
  postgres_bin=$(dirname "$(readlink -f "$(command -v postgres)")")
}

# PostgreSQL's programs; sets `postgres_bin`. The system gets no cluster from it.
need_postgres() {
  find_postgres && return 0
  can_install || die "PostgreSQL's server programs are missing. As root: apt-get install --no-install-recommends postgresql-15"
  say "installing postgresql-15 with apt: the database; only its programs are used, no system cluster is made"
  # First the part that reads the setting, which makes no cluster itself, then the setting, then the server.
  apt_install postgresql-common || die "apt could not install postgresql-common"
  as_root mkdir -p "$(dirname "$cluster_drop_in")"
  drop_in_is_ours=yes
  echo 'create_main_cluster = false' | as_root tee "$cluster_drop_in" >/dev/null
  apt_install_without_services postgresql postgresql-15 postgresql-client-15 || die "apt could not install postgresql-15"
  find_postgres || die "postgresql-15 is installed, but its programs are not in /usr/lib/postgresql/15/bin"
}

# Redis's server program. Fails, without a word, where it is not to be had.
need_redis() {
  have redis-server && return 0
  can_install || return 1
  say "installing redis-server with apt: the bus between processes; its system service is left switched off"
  apt_install_without_services redis-server redis-server || return 1
  # A service of a package that only just came is nobody's yet; it would start with the next boot.
  if have systemctl; then
    as_root systemctl disable --quiet redis-server >/dev/null 2>&1 || true
  elif have update-rc.d; then
    as_root update-rc.d redis-server disable >/dev/null 2>&1 || true
  fi
  have redis-server
}

# Node.js 18 or newer with npm, for the official SignalR client that the tests drive.
need_node() {
  if ! have node || ! have npm; then
    need node "the tests drive the official SignalR client" nodejs npm
    need npm "the tests drive the official SignalR client" npm
  fi
  local major
  major=$(node --version)
  major=${major#v}
  major=${major%%.*}
  ((major >= 18)) || die "node 18 or newer is needed, here is $(node --version)"
}

# Rust and what it links with.
need_rust() {
  have cargo || die "cargo is missing: install Rust first (rustup.rs)"
  need cc "Rust links with it" gcc libc6-dev
}
