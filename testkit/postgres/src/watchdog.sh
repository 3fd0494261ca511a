# Stops a test cluster after its last user has gone. Arguments: the cluster's folder, and for how many seconds nobody
# must have used it. See cluster.rs for the locks.
cd "$1" || exit 1
exec 9>watchdog
flock -n 9 || exit 0

idle=0
while sleep 1; do
  [[ -d data ]] || exit 0
  exec 8>in-use
  if flock -n -x 8; then idle=$((idle + 1)); else idle=0; fi
  exec 8>&-
  ((idle >= $2)) || continue

  exec 7>lock 8>in-use
  if flock -n 7 && flock -n -x 8; then
    if read -r pid <data/postmaster.pid && kill -QUIT "$pid"; then
      while kill -0 "$pid"; do sleep 0.1; done
    fi
    rm -rf data socket port log
    # The folder of the shared cluster stays, with its locks: somebody may just be waiting for one of them.
    [[ $1 == *-private-* ]] && rm -rf "$1"
    exit 0
  fi
  exec 7>&- 8>&-
  idle=0
done
