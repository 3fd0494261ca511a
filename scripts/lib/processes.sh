# shellcheck shell=bash
# Starting, watching and stopping processes, by their ids and only our own.
#
# Each is started in a session of its own: Ctrl-C, which the terminal sends to everyone in the foreground, then
# reaches this script alone, and the script stops the others in order. Each is noted in $data/run with its start
# time and the machine's boot, so that the next run recognises, and stops, what a killed run left behind; an id
# that has been given to another process since is never touched.

started=()   # names, in the order of their start
declare -A pid_of=() signal_of=()
relays=()

# The identity of a living process: its id, the time of its start and the boot.
process_identity() {
  local pid=$1 line fields
  # Not with $(<…), which under `set -e` ends the shell when there is no such file.
  { IFS= read -r line <"/proc/$pid/stat"; } 2>/dev/null || return 1
  # The name stands in parentheses and may hold spaces; the start time is the twentieth field behind it.
  read -r -a fields <<<"${line##*) }"
  [[ ${fields[0]} != Z ]] || return 1
  printf '%s %s %s\n' "$pid" "${fields[19]}" "$(</proc/sys/kernel/random/boot_id)"
}

note_process() {
  local name=$1 pid=$2 signal=$3
  started+=("$name")
  pid_of[$name]=$pid
  signal_of[$name]=$signal
  # A process that is dead already has no identity, and needs no note.
  { process_identity "$pid" && echo "$signal"; } >"$data/run/$name.pid" || true
}

# Passes lines on to the terminal, each with what is put before it. Outlives Ctrl-C, so that the last words of a
# process that is being stopped are heard, and a closed terminal, so that nobody dies of writing to it.
relay() {
  local before=$1 line
  # Here rather than where it is called: bash keeps a copy of a descriptor that is closed for one call only.
  exec 9>&-
  trap '' INT TERM HUP PIPE
  while IFS= read -r line || [[ -n $line ]]; do
    printf '%s%s\n' "$before" "$line" 2>/dev/null || true
  done
}

# start_logging_to FILE NAME SIGNAL COMMAND…: its output goes to a file.
start_logging_to() {
  local file=$1 name=$2 signal=$3
  shift 3
  setsid "$@" >"$file" 2>&1 </dev/null 9>&- &
  note_process "$name" $! "$signal"
}

# start_in_view NAME PREFIX COMMAND…: its output comes to the terminal. Stopped with TERM.
start_in_view() {
  local name=$1 before=$2 out
  shift 2
  exec {out}> >(relay "$before")
  relays+=($!)
  setsid "$@" >&"$out" 2>&1 </dev/null 9>&- {out}>&- &
  note_process "$name" $! TERM
  exec {out}>&-
}

is_alive() { process_identity "$1" >/dev/null; }

# wait_for SECONDS WHAT COMMAND…: until the command succeeds; fails when the time is up or a process we started dies.
wait_for() {
  local seconds=$1 what=$2 deadline
  shift 2
  deadline=$((SECONDS + seconds))
  until "$@" >/dev/null 2>&1; do
    ! first_dead >/dev/null || return 1
    if ((SECONDS >= deadline)); then
      warn "waited $seconds seconds for $what"
      return 1
    fi
    sleep 0.1
  done
}

# Prints the name of a process that has ended by itself; fails when there is none.
first_dead() {
  local name
  for name in "${started[@]}"; do
    if ! is_alive "${pid_of[$name]}"; then
      echo "$name"
      return 0
    fi
  done
  return 1
}

# await_end PID: a process that was asked to stop has 40 seconds, more than the program's own grace period.
await_end() {
  local pid=$1 deadline=$((SECONDS + 40))
  while is_alive "$pid"; do
    if ((SECONDS >= deadline)); then
      warn "process $pid did not stop in 40 seconds; ending it"
      kill -KILL "$pid" 2>/dev/null || true
      return 0
    fi
    sleep 0.05
  done
}

# Stops everything, the last started first: the program before the bus, the bus before the database.
stop_started() {
  local name i
  # The program's processes drain at the same time, not one after the other. Each is asked once: a second time
  # may mean "at once".
  for name in "${started[@]}"; do
    [[ $name == plenum* ]] || continue
    say "stopping $name"
    kill "-${signal_of[$name]}" "${pid_of[$name]}" 2>/dev/null || true
  done
  for ((i = ${#started[@]} - 1; i >= 0; i--)); do
    name=${started[i]}
    if [[ $name != plenum* ]]; then
      say "stopping $name"
      kill "-${signal_of[$name]}" "${pid_of[$name]}" 2>/dev/null || true
    fi
    await_end "${pid_of[$name]}"
    rm -f "$data/run/$name.pid"
  done
  started=()
  # Their last lines.
  for i in "${relays[@]}"; do wait "$i" 2>/dev/null || true; done
  relays=()
}

# Stops what an earlier run left behind because it was killed itself. Only called under the lock.
stop_leftovers() {
  local file name identity signal pid
  # In the reverse of the order of their start, as their notes were written.
  while IFS= read -r file; do
    [[ -e $file ]] || continue
    name=$(basename "$file" .pid)
    { IFS= read -r identity && IFS= read -r signal; } <"$file" || identity=''
    pid=${identity%% *}
    if [[ -n $identity && $(process_identity "$pid" || true) == "$identity" ]]; then
      say "stopping $name, left over from a run that was killed"
      kill "-$signal" "$pid" 2>/dev/null || true
      await_end "$pid"
    fi
    rm -f "$file"
  done < <(ls -t "$data"/run/*.pid 2>/dev/null)
}
