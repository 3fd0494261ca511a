//! Whether a connection to PostgreSQL or Redis may leave this machine in plain text.
//!
//! An address is judged with the parser that the drivers use themselves, so that it cannot mean one thing here and
//! another there. A host that is not known to be local counts as remote.

use std::net::{Ipv4Addr, Ipv6Addr};

use url::Url;

/// The modes in which the driver of PostgreSQL never falls back to plain text.
const ENCRYPTED: [&str; 3] = ["require", "verify-ca", "verify-full"];

/// Whether a connection to this PostgreSQL may cross a network in plain text. Without `sslmode` the driver tries
/// encryption, and goes on without it when the server, or an attacker in its place, refuses.
pub(super) fn postgres_may_be_plaintext(address: &str) -> bool {
    let Ok(url) = Url::parse(address) else { return true };
    let values = |names: &'static [&str]| {
        url.query_pairs().filter(move |(name, _)| names.contains(&&**name)).map(|(_, value)| value.into_owned())
    };
    // A parameter wins over the host in front, so each of them must be local.
    let named: Vec<_> = url.host_str().map(str::to_owned).into_iter().chain(values(&["host", "hostaddr"])).collect();
    let local = !named.is_empty() && named.iter().all(|host| is_local(host));
    let modes: Vec<_> = values(&["sslmode", "ssl-mode"]).map(|mode| mode.to_ascii_lowercase()).collect();
    let encrypted = !modes.is_empty() && modes.iter().all(|mode| ENCRYPTED.contains(&mode.as_str()));
    !local && !encrypted
}

/// Whether a connection to this Redis crosses a network in plain text. Its scheme alone decides.
pub(super) fn redis_may_be_plaintext(address: &str) -> bool {
    let Ok(url) = Url::parse(address) else { return true };
    url.scheme() != "rediss" && !url.host_str().is_some_and(is_local)
}

/// The loopback, by name or number, or the folder of a Unix socket.
fn is_local(host: &str) -> bool {
    let number = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    host.eq_ignore_ascii_case("localhost")
        || host.starts_with('/')
        || host.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("%2f"))
        || number.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback())
        || number.parse::<Ipv6Addr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_on_this_machine_needs_no_encryption() {
        for address in [
            "postgres://u:p@localhost/plenum",
            "postgresql://u:p@LOCALHOST:5433/plenum",
            "postgres://127.0.0.1/plenum?sslmode=disable",
            "postgres://127.9.9.9",
            "postgres://u:p@[::1]:5432/plenum",
            "postgres://u@%2Fvar%2Frun%2Fpostgresql/plenum",
            "postgres://u@%2fvar%2frun/plenum",
            "postgres:///plenum?host=/var/run/postgresql",
            "postgres://localhost/plenum?hostaddr=127.0.0.1",
        ] {
            assert!(!postgres_may_be_plaintext(address), "{address}");
        }
    }

    #[test]
    fn a_database_elsewhere_needs_a_mode_that_cannot_fall_back() {
        for rest in ["", "?", "?sslmode=disable", "?sslmode=allow", "?sslmode=prefer", "?sslmode=", "?sslmode=on"] {
            assert!(postgres_may_be_plaintext(&format!("postgres://u:p@db/plenum{rest}")), "{rest}");
        }
        for rest in ["require", "verify-ca", "verify-full", "VERIFY-FULL", "require&sslrootcert=/ca.pem"] {
            assert!(!postgres_may_be_plaintext(&format!("postgres://u:p@10.0.0.5/plenum?sslmode={rest}")), "{rest}");
            assert!(!postgres_may_be_plaintext(&format!("postgres://u:p@db/plenum?ssl-mode={rest}")), "{rest}");
        }
    }

    #[test]
    fn an_address_cannot_pretend_to_be_local_or_encrypted() {
        for address in [
            "postgres://localhost/plenum?host=db",
            "postgres://localhost/plenum?h%6Fst=db",
            "postgres://localhost/plenum?hostaddr=10.0.0.5",
            "postgres://db/plenum?host=/var/run/postgresql",
            "postgres://127.0.0.1@db/plenum",
            "postgres://u:localhost@x@db/plenum",
            "postgres://localhost.example.com/plenum",
            "postgres://127.0.0.1.example.com/plenum",
            "postgres://0.0.0.0/plenum",
            "postgres://[::ffff:10.0.0.5]/plenum",
            "postgres://db/plenum?sslmode=require&sslmode=prefer",
            "postgres://db/plenum?sslmode=prefer&ssl-mode=require",
            "postgres://db/plenum?options=sslmode=require",
            "postgres://db/plenum#sslmode=require",
            "postgres://db/sslmode=require",
            // PGHOST decides the host.
            "postgres:///plenum",
            "postgres://u:p@db:port/plenum?sslmode=require",
        ] {
            assert!(postgres_may_be_plaintext(address), "{address}");
        }
    }

    #[test]
    fn redis_elsewhere_needs_its_other_scheme() {
        for address in ["redis://localhost", "redis://:p@127.0.0.1:6379/0", "redis://[::1]", "rediss://u:p@cache:6380"]
        {
            assert!(!redis_may_be_plaintext(address), "{address}");
        }
        for address in [
            "redis://cache",
            "redis://u:p@10.0.0.5:6379",
            "redis://localhost@cache",
            "redis://x?tls=rediss://",
            "redis:///0",
        ] {
            assert!(redis_may_be_plaintext(address), "{address}");
        }
    }
}
