# shellcheck shell=bash
# The program's keys, made once and kept, so that tokens and cursors outlive a restart.

make_keys() {
  export PLENUM_SECRET_KEY_FILE=$data/keys/secret.key
  export PLENUM_SIGNING_KEY_FILE=$data/keys/signing.pem
  [[ -s $PLENUM_SECRET_KEY_FILE ]] || keep "$PLENUM_SECRET_KEY_FILE" base64_key
  [[ -s $PLENUM_SIGNING_KEY_FILE ]] || keep "$PLENUM_SIGNING_KEY_FILE" ed25519_pem
}

keep() {
  (umask 077 && "$2" >"$1.new")
  mv "$1.new" "$1"
}

base64_key() { head -c 32 /dev/urandom | base64; }

# An Ed25519 private key is 32 random bytes; PKCS#8 puts a fixed head before them (RFC 8410, section 7).
# So no OpenSSL is needed to make one.
ed25519_pem() {
  echo '-----BEGIN PRIVATE KEY-----'
  { printf '\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20' && head -c 32 /dev/urandom; } | base64
  echo '-----END PRIVATE KEY-----'
}
