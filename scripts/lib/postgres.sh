# shellcheck shell=bash
# The private PostgreSQL of `make up`: a cluster of its own on a free port of the loopback, without a Unix socket,
# every login by password. Sets DATABASE_URL (the restricted role) and PLENUM_ADMIN_DATABASE_URL (the owner).

readonly database=plenum

start_postgres() {
  local folder=$data/postgres port
  service_folder "$folder"
  [[ -e $folder/cluster/PG_VERSION ]] || make_cluster "$folder"
  same_major_version "$folder"
  clear_stale_pid_file "$folder/cluster"

  choose_port port 55432
  say "starting PostgreSQL on 127.0.0.1:$port"
  start_logging_to "$data/run/postgres.log" postgres INT "${as_service[@]}" "$postgres_bin/postgres" -D "$folder/cluster" \
    -c listen_addresses=127.0.0.1 -c "port=$port" -c unix_socket_directories= \
    -c max_connections=100 -c shared_buffers=64MB -c synchronous_commit=on -c timezone=UTC
  wait_for 60 "PostgreSQL" "$postgres_bin/pg_isready" -q -h 127.0.0.1 -p "$port" || server_failed postgres

  make_roles "$port"
  DATABASE_URL="postgres://plenum_app:$(secret app)@127.0.0.1:$port/$database"
  PLENUM_ADMIN_DATABASE_URL="postgres://plenum_owner:$(secret owner)@127.0.0.1:$port/$database"
  export DATABASE_URL PLENUM_ADMIN_DATABASE_URL
}

# Made beside its place and moved there when whole, so that an interrupted initdb is simply made again.
make_cluster() {
  local folder=$1
  say "making a PostgreSQL cluster in $folder/cluster"
  rm -rf "$folder/cluster.new"
  (umask 077 && secret superuser >"$folder/password")
  ((EUID != 0)) || chown "$service_user:" "$folder/password"
  if ! (cd "$folder" && "${as_service[@]}" "$postgres_bin/initdb" -D "$folder/cluster.new" --username=bootstrap \
    --auth=scram-sha-256 --pwfile="$folder/password" --encoding=UTF8 --locale=C.UTF-8) >"$data/run/initdb.log" 2>&1; then
    rm -f "$folder/password"
    cat "$data/run/initdb.log" >&2
    die "initdb failed"
  fi
  rm -f "$folder/password"
  mv "$folder/cluster.new" "$folder/cluster"
}

same_major_version() {
  local made with
  made=$(<"$1/cluster/PG_VERSION")
  with=$("$postgres_bin/postgres" --version)
  with=${with##*) }
  [[ ${with%%[. ]*} == "$made" ]] || die "the data was made by PostgreSQL $made, here is ${with%% *}: install that version, or \`make clean-data\`"
}

# After a power cut the cluster's pid file names a process that is gone, or, worse, an id that something else has
# by now, which PostgreSQL would take for itself. The file goes when no process works in the folder.
clear_stale_pid_file() {
  local cluster=$1 deadline=$((SECONDS + 20)) worker
  [[ -e $cluster/postmaster.pid ]] || return 0
  while worker=$(process_working_in "$cluster"); do
    ((SECONDS < deadline)) || die "process $worker still works in $cluster, and it is none that this script started"
    sleep 0.2
  done
  say "clearing the pid file of a PostgreSQL that was cut off; it recovers by itself now"
  rm -f "$cluster/postmaster.pid"
}

process_working_in() {
  local cwd
  for cwd in /proc/[0-9]*/cwd; do
    if [[ $(readlink "$cwd" 2>/dev/null) == "$1" ]]; then
      cwd=${cwd#/proc/}
      echo "${cwd%/cwd}"
      return 0
    fi
  done
  return 1
}

# sql PORT DATABASE: runs the statements on standard input as the cluster's superuser.
sql() {
  PGPASSWORD=$(secret superuser) PGOPTIONS='-c client_min_messages=warning' \
    "$postgres_bin/psql" --no-psqlrc --quiet --set=ON_ERROR_STOP=1 -h 127.0.0.1 -p "$1" -U bootstrap -d "$2"
}

# The roles, their passwords and the database. Idempotent, so it simply runs at every start.
make_roles() {
  local port=$1
  {
    cat migrations/bootstrap/roles.sql
    cat <<SQL
ALTER ROLE plenum_owner PASSWORD '$(secret owner)';
ALTER ROLE plenum_app PASSWORD '$(secret app)';
SELECT 'CREATE DATABASE $database OWNER plenum_owner' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '$database') \gexec
SQL
  } | sql "$port" postgres || die "the database's roles could not be made"
  sql "$port" "$database" <migrations/bootstrap/database.sql || die "the database could not be closed to others"
}
