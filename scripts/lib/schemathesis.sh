# shellcheck shell=bash
# schemathesis, which tests the REST API against its document: a Python program in an environment of its own, outside the
# tree, made once for each version of the list of packages.

# Where the tests look for it.
schemathesis_place() { printf '%s\n' "${HOME:-/tmp}/.cache/plenum/schemathesis"; }

need_schemathesis() {
  local list=testkit/schemathesis/requirements.txt place
  place=$(schemathesis_place)
  if [[ -x $place/bin/st ]] && cmp -s "$list" "$place/requirements.txt"; then
    return 0
  fi
  need python3 "schemathesis tests the REST API" python3
  # Debian has the module that makes environments in a package of its own.
  if ! python3 -c 'import ensurepip, venv' 2>/dev/null; then
    can_install || die "python3 cannot make environments here. As root: apt-get install --no-install-recommends python3-venv"
    say "installing python3-venv with apt: schemathesis gets an environment of its own"
    apt_install python3-venv || die "apt could not install python3-venv"
  fi
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || die "python 3.11 or newer is needed, here is $(python3 --version)"
  say "installing schemathesis ($place)"
  rm -rf "$place"
  mkdir -p "$place"
  python3 -m venv "$place"
  "$place/bin/pip" install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement "$list"
  cp "$list" "$place/requirements.txt"
}
