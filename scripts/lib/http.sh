# shellcheck shell=bash
# Just enough HTTP to see whether the program is ready, without needing curl.

# reachable LISTEN: where a client on this machine finds a listener; a listener on every address is found on the loopback.
reachable() {
  local host=${1%:*} port=${1##*:}
  case $host in
    0.0.0.0 | '[::]' | '') host=127.0.0.1 ;;
  esac
  printf '%s:%s\n' "$host" "$port"
}

# is_ready HOST:PORT: whether /health/ready answers 200.
is_ready() {
  local host=${1%:*} port=${1##*:} status
  host=${host#[}
  host=${host%]}
  (
    exec 3<>"/dev/tcp/$host/$port"
    printf 'GET /health/ready HTTP/1.1\r\nhost: %s\r\nconnection: close\r\n\r\n' "$1" >&3
    read -r -t 2 _ status _ <&3
    [[ $status == 200 ]]
  )
}
