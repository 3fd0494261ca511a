#!/usr/bin/env bash
# `make up`: starts PostgreSQL, Redis and Plenum from nothing, and stops them with Ctrl-C.
#
#   NODES=2            one api, one worker and that many hub processes, over Redis, instead of one process with all roles
#   PROFILE=release    an optimised build (slow to make; the default, `dev`, shares its work with the tests)
#   PLENUM_DATA        where the data is kept           PLENUM_LISTEN   where to listen (default 127.0.0.1:8080, or the next free)
#   DATABASE_URL, PLENUM_ADMIN_DATABASE_URL   a database of yours: then no private PostgreSQL is started
#   REDIS_URL          a Redis of yours: then no private one is started
#   SEED=yes           makes the demo tenant, whose passwords are public, also in a database of yours, or on an address that
#                      others reach; SEED=no never makes it. Without either, it is made in the private database as long
#                      as PLENUM_LISTEN is on the loopback
set -euo pipefail
shopt -s inherit_errexit
cd "$(dirname "${BASH_SOURCE[0]}")/.."

source scripts/lib/output.sh
source scripts/lib/packages.sh
source scripts/lib/data_folder.sh
source scripts/lib/processes.sh
source scripts/lib/postgres.sh
source scripts/lib/redis.sh
source scripts/lib/keys.sh
source scripts/lib/http.sh
source scripts/lib/tour.sh

nodes=${NODES:-1}
profile=${PROFILE:-dev}
seed=${SEED:-}
[[ $nodes =~ ^[1-9]$ ]] || die "NODES is a number from 1 to 9, not '$nodes'"
[[ $profile == dev || $profile == release ]] || die "PROFILE is dev or release, not '$profile'"
[[ $seed =~ ^(yes|no|)$ ]] || die "SEED is yes or no, not '$seed'"
readonly demo_email=admin@demo.com demo_password=password123

main() {
  choose_data_folder "$PWD"
  # A setting of these scripts; the program would call it unknown.
  unset PLENUM_DATA
  make_data_folder
  lock_data_folder
  trap leave EXIT
  trap 'exit 0' INT TERM
  trap 'exec >/dev/null 2>&1; exit 0' HUP
  rm -f "$data/run/url"
  stop_leftovers

  install_what_is_missing
  build
  choose_service_user
  choose_database
  choose_bus
  choose_keys
  prepare_database
  export PLENUM_LOG=${PLENUM_LOG:-pretty}
  if ((nodes == 1)); then serve_in_one_process; else serve_in_several; fi
  show_the_way
  watch_over
}

install_what_is_missing() {
  need_rust
  need curl "the tour that is printed at the end uses it" curl ca-certificates
  [[ -n ${DATABASE_URL:-} ]] || need_postgres
}

build() {
  local options=() folder=debug
  [[ $profile == dev ]] || options=(--release) folder=release
  say "building plenum ($profile; the first time takes some minutes)"
  cargo build --locked --quiet -p plenum "${options[@]}" 9>&- || die "the build failed"
  program=${CARGO_TARGET_DIR:-target}/$folder/plenum
}

choose_database() {
  if [[ -n ${DATABASE_URL:-} ]]; then
    say "using the database of DATABASE_URL"
  else
    private_database=yes
    demo_mark=$data/postgres/holds-demo-tenant
    start_postgres
  fi
}

choose_bus() {
  if [[ -n ${REDIS_URL:-} ]]; then
    say "using the Redis of REDIS_URL"
  elif need_redis; then
    start_redis
  elif ((nodes > 1)); then
    die "NODES=$nodes needs Redis, for several processes share one bus: install redis-server, or set REDIS_URL"
  else
    say "Redis is not to be had; the bus stays inside the process"
  fi
}

choose_keys() {
  if [[ -z ${PLENUM_SECRET_KEY_FILE:-}${PLENUM_SIGNING_KEY_FILE:-} ]]; then make_keys; fi
}

prepare_database() {
  demo_logins=''
  if [[ -z ${PLENUM_ADMIN_DATABASE_URL:-} ]]; then
    say "PLENUM_ADMIN_DATABASE_URL is not set: your database is neither migrated nor seeded"
    return
  fi
  say "migrating the database"
  "$program" migrate || die "the migration failed"
  # The owner's login is for migrations only; the serving processes never have it.
  unset PLENUM_ADMIN_DATABASE_URL
  seed_demo_tenant
}

# The passwords of the demo tenant are public, so it is made only where nobody else can use them, or with SEED=yes.
seed_demo_tenant() {
  local reason=''
  if [[ -z $private_database ]]; then
    reason="the database is yours"
  elif ! listens_on_loopback; then
    reason="PLENUM_LISTEN=$PLENUM_LISTEN can be reached by others"
  fi
  if [[ $seed != yes ]]; then
    # A run on the loopback may have made it, and now its logins would be open to all.
    if [[ -n $private_database && -e $demo_mark ]] && ! listens_on_loopback; then
      die "this data holds the demo tenant, whose passwords everybody knows, and $reason. Listen on 127.0.0.1, remove the data (\`make clean-data\`), use another folder (PLENUM_DATA), or say SEED=yes"
    fi
    if [[ $seed == no ]]; then reason="SEED=no"; fi
    if [[ -n $reason ]]; then
      say "no demo tenant is made, because $reason (its passwords are public; SEED=yes makes it all the same)"
      return
    fi
  elif [[ -n $reason ]]; then
    warn "seeding the demo tenant although $reason: everybody knows its passwords"
  fi
  say "seeding the demo tenant"
  # Before, not after: a seed that is cut short has made logins already.
  [[ -z $private_database ]] || : >"$demo_mark"
  demo_logins=$("$program" seed) || die "the demo tenant could not be seeded"
}

# Whether the program listens on the loopback only. An address that is not known to be the loopback does not count.
listens_on_loopback() {
  case ${PLENUM_LISTEN:-127.0.0.1:8080} in
    127.*:* | '[::1]':*) return 0 ;;
    *) return 1 ;;
  esac
}

serve_in_one_process() {
  choose_listener
  start_role serve '' "$PLENUM_LISTEN"
  api_url=$url hub_urls=("$url")
}

# The api has the address that one process would have; the others are numbered on from there.
serve_in_several() {
  local i port
  choose_listener
  start_role api 'api    | ' "$PLENUM_LISTEN"
  api_url=$url
  choose_port port 8080
  start_role worker 'worker | ' "127.0.0.1:$port"
  worker_url=$url
  for ((i = 1; i <= nodes; i++)); do
    choose_port port 8080
    start_role hub "hub $i  | " "127.0.0.1:$port"
    hub_urls+=("$url")
  done
}

choose_listener() {
  local port
  if [[ -z ${PLENUM_LISTEN:-} ]]; then
    choose_port port 8080
    ((port == 8080)) || say "port 8080 is taken; listening on $port"
    export PLENUM_LISTEN=127.0.0.1:$port
  else
    port_is_taken_by_us[${PLENUM_LISTEN##*:}]=yes
  fi
}

# start_role ROLE PREFIX LISTEN: starts that role, waits until it is ready, and sets `url`.
start_role() {
  local role=$1 before=$2 listen=$3 name=plenum-$1 admin address
  ((${#hub_urls[@]} == 0)) || name+=-$((${#hub_urls[@]} + 1))
  if [[ -n ${PLENUM_ADMIN_LISTEN:-} && $nodes == 1 ]]; then
    admin=$PLENUM_ADMIN_LISTEN
  else
    choose_port admin 9464
    admin=127.0.0.1:$admin
  fi
  say "starting plenum $role on $listen (admin on $admin)"
  start_in_view "$name" "$before" env "PLENUM_LISTEN=$listen" "PLENUM_ADMIN_LISTEN=$admin" "$program" "$role"
  address=$(reachable "$listen")
  wait_for 60 "plenum $role to be ready" is_ready "$address" || die "plenum $role did not become ready; its own words stand above"
  url=http://$address
}

show_the_way() {
  echo "$api_url" >"$data/run/url"
  echo
  echo "${bold}Plenum is up${plain} at $api_url"
  if ((nodes > 1)); then
    echo "  api     $api_url"
    echo "  worker  $worker_url"
    printf '  hub     %s\n' "${hub_urls[@]}"
  fi
  if [[ -n $demo_logins ]]; then
    echo
    echo "$demo_logins"
    tour "$api_url" "${hub_urls[0]}" "$program" "$demo_email" "$demo_password"
  fi
  echo
  echo "Ctrl-C stops all of it; the data stays in $data (\`make clean-data\` removes it)."
}

# Waits until a stop signal comes, one of the processes ends by itself, or the terminal is closed. Where `make` leads the
# session, only `make` gets the signal of a closed terminal.
watch_over() {
  local dead
  until dead=$(first_dead); do
    if [[ $terminal == yes && ! -t 0 ]]; then kill -HUP $$; fi
    sleep 0.5
  done
  if [[ -e $data/run/$dead.log ]]; then server_failed "$dead"; fi
  die "$dead ended by itself; stopping the rest"
}

server_failed() {
  tail -n 20 "$data/run/$1.log" >&2 || true
  die "$1 failed; its last lines stand above"
}

# shellcheck disable=SC2317 # called by the trap
leave() {
  local status=$?
  trap '' INT TERM HUP
  trap - EXIT
  set +e
  put_packages_back
  stop_started
  rm -f "$data/run/url"
  exit "$status"
}

terminal=no
if [[ -t 0 ]]; then terminal=yes; fi
url='' api_url='' worker_url='' program='' hub_urls=() private_database='' demo_mark=''
main
