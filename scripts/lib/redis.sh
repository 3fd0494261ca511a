# shellcheck shell=bash
# The private Redis of `make up`: nothing but a bus, so it saves nothing; on a free port of the loopback, with a
# password, which stands in its settings file rather than on a command line that everyone can read. Sets REDIS_URL.

start_redis() {
  local folder=$data/redis port password
  service_folder "$folder"
  choose_port port 56379
  password=$(secret redis)
  (umask 077 && cat >"$folder/redis.conf.new" <<CONF
bind 127.0.0.1
port $port
unixsocket ""
dir $folder
save ""
appendonly no
daemonize no
requirepass $password
CONF
  )
  ((EUID != 0)) || chown "$service_user:" "$folder/redis.conf.new"
  mv "$folder/redis.conf.new" "$folder/redis.conf"

  say "starting Redis on 127.0.0.1:$port"
  start_logging_to "$data/run/redis.log" redis TERM "${as_service[@]}" redis-server "$folder/redis.conf"
  wait_for 20 "Redis" redis_answers "$port" "$password" || server_failed redis
  export REDIS_URL="redis://:$password@127.0.0.1:$port/0"
}

# Speaks the protocol itself: the client program is not needed for one word.
redis_answers() {
  local answer
  (
    exec 3<>"/dev/tcp/127.0.0.1/$1"
    printf 'AUTH %s\r\nPING\r\n' "$2" >&3
    read -r -t 2 answer <&3 && [[ $answer == +OK* ]]
    read -r -t 2 answer <&3 && [[ $answer == +PONG* ]]
  )
}
