# shellcheck shell=bash
# The data folder of `make up`: its path, its owner, and the lock that lets only one run at a time use it.
#
#   $data/postgres   the database cluster        $data/secrets   passwords, mode 0600
#   $data/redis      Redis's folder and settings $data/keys      the program's keys, mode 0600
#   $data/run        the started processes, so that the next run can stop those of a killed one
#
# PostgreSQL refuses to run as root and root's home is closed to others, so root's data lies under /var/lib,
# where the service user can reach it; everybody else's lies in the checkout.

readonly lock_fd=9

data=''
service_user=''
as_service=() # put before a command: runs it as the service user

choose_data_folder() {
  local checkout=$1
  if [[ -n ${PLENUM_DATA:-} ]]; then
    data=$PLENUM_DATA
  elif ((EUID == 0)); then
    data=/var/lib/plenum-dev/$(printf '%s' "$checkout" | sha256sum | cut -c1-12)
  else
    data=$checkout/.data
  fi
  [[ $data == /* ]] || data=$PWD/$data
}

# Chooses the user that runs PostgreSQL and Redis: the present one, or for root Debian's user postgres, or else nobody.
choose_service_user() {
  if ((EUID != 0)); then
    service_user=$(id -un)
    return
  fi
  service_user=postgres
  id postgres >/dev/null 2>&1 || service_user=nobody
  as_service=(setpriv "--reuid=$service_user" "--regid=$(id -g "$service_user")" --clear-groups --)
}

make_data_folder() {
  (umask 022 && mkdir -p "$data") || die "cannot make the data folder $data; set PLENUM_DATA to one that can be made"
  data=$(cd "$data" && pwd -P)
  (umask 077 && mkdir -p "$data/secrets" "$data/keys" "$data/run")
}

# Makes a folder that only the service user can read.
service_folder() {
  (umask 077 && mkdir -p "$1")
  ((EUID != 0)) || chown "$service_user:" "$1"
  "${as_service[@]}" test -w "$1" || die "the user $service_user cannot reach $1; set PLENUM_DATA to a folder it can reach"
}

# Takes the lock until this script ends; children are started without the descriptor.
lock_data_folder() {
  exec 9>>"$data/lock"
  flock --nonblock "$lock_fd" || die "Plenum runs already from this checkout ($(running_url)); stop it with Ctrl-C in its terminal"
}

running_url() {
  cat "$data/run/url" 2>/dev/null || echo "still starting"
}

# secret NAME: prints the password of that name, made at the first call.
secret() {
  local file=$data/secrets/$1
  if [[ ! -s $file ]]; then
    (umask 077 && head -c 24 /dev/urandom | od -An -v -tx1 | tr -d ' \n' >"$file.new")
    mv "$file.new" "$file"
  fi
  cat "$file"
}

declare -A port_is_taken_by_us=()

# choose_port VARIABLE FIRST: the first port from FIRST on that nobody listens on and that was not given out before.
choose_port() {
  local -n chosen=$1
  local candidate
  for ((candidate = $2; candidate < $2 + 500; candidate++)); do
    [[ -z ${port_is_taken_by_us[$candidate]:-} ]] || continue
    (: <>"/dev/tcp/127.0.0.1/$candidate") 2>/dev/null && continue
    port_is_taken_by_us[$candidate]=yes
    # shellcheck disable=SC2034 # the caller's variable
    chosen=$candidate
    return 0
  done
  die "no free port from $2 on"
}
