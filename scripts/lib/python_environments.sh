# shellcheck shell=bash
# Python programs that the tests use: each in an environment of its own, outside the tree, made once for each version of its
# list of packages.

need_schemathesis() {
  python_environment schemathesis testkit/schemathesis/requirements.txt "schemathesis, which tests the REST API" --require-hashes
}

need_openapi_python_client() {
  python_environment openapi-python-client testkit/clients/python/requirements.txt \
    "openapi-python-client, which makes the client for Python" --require-hashes
}

need_python_clients() {
  python_environment python-clients hub/signalr/tests/python/requirements.txt "SignalR clients for Python"
}

# python_environment_place NAME: where the tests look for it.
python_environment_place() { printf '%s\n' "${HOME:-/tmp}/.cache/plenum/$1"; }

# python_environment NAME LIST WHAT [PIP_OPTION…]: installs the packages of the list.
python_environment() {
  local name=$1 list=$2 what=$3 place
  shift 3
  place=$(python_environment_place "$name")
  if [[ -x $place/bin/python ]] && cmp -s "$list" "$place/requirements.txt"; then
    return 0
  fi
  need python3 "the tests use $what" python3
  # Debian has the module that makes environments in a package of its own.
  if ! python3 -c 'import ensurepip, venv' 2>/dev/null; then
    can_install || die "python3 cannot make environments here. As root: apt-get install --no-install-recommends python3-venv"
    say "installing python3-venv with apt: $what, in an environment of its own"
    apt_install python3-venv || die "apt could not install python3-venv"
  fi
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || die "python 3.11 or newer is needed, here is $(python3 --version)"
  say "installing $what ($place)"
  rm -rf "$place"
  mkdir -p "$place"
  python3 -m venv "$place"
  "$place/bin/pip" install --quiet --disable-pip-version-check --no-deps "$@" --requirement "$list"
  cp "$list" "$place/requirements.txt"
}
