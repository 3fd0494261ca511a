# shellcheck shell=bash
# SignalR clients for Python, which the hub server is tested with: an environment of their own, outside the tree, made once
# for each version of the list of packages.

need_python_clients() {
  local list=hub/signalr/tests/python/requirements.txt place=${HOME:-/tmp}/.cache/plenum/python-clients
  if [[ -x $place/bin/python ]] && cmp -s "$list" "$place/requirements.txt"; then
    return 0
  fi
  need python3 "the hub server is tested with SignalR clients for Python" python3
  # Debian has the module that makes environments in a package of its own.
  if ! python3 -c 'import ensurepip, venv' 2>/dev/null; then
    can_install || die "python3 cannot make environments here. As root: apt-get install --no-install-recommends python3-venv"
    say "installing python3-venv with apt: the clients get an environment of their own"
    apt_install python3-venv || die "apt could not install python3-venv"
  fi
  say "installing SignalR clients for Python ($place)"
  rm -rf "$place"
  mkdir -p "$place"
  python3 -m venv "$place"
  "$place/bin/pip" install --quiet --disable-pip-version-check --no-deps --requirement "$list"
  cp "$list" "$place/requirements.txt"
}
