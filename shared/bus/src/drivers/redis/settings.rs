//! The address of the Redis server and its certificates. The URL may contain a password, so neither `Debug` nor an
//! error shows it.

use std::fmt;
use std::sync::Arc;

use fred::rustls::crypto::ring;
use fred::rustls::pki_types::CertificateDer;
use fred::rustls::pki_types::pem::PemObject;
use fred::rustls::{ClientConfig, RootCertStore};
use fred::rustls_native_certs::load_native_certs;
use fred::types::RespVersion;
use fred::types::config::{Config, ServerConfig, TlsConnector};

use crate::error::BusError;

/// The settings of the Redis driver. The server must be Redis 6 or later.
///
/// A user for the bus needs only these rights, if `plenum` is the namespace:
/// `&plenum:* +hello +auth +ping +info +client|id +client|setname +subscribe +unsubscribe +publish`. The rights must
/// cover all channels, because one refused channel ends the connection for all of them.
/// [Buckets](crate::RedisBuckets) need more.
#[derive(Clone)]
pub struct RedisSettings {
    url: String,
    ca_pem: Option<Vec<u8>>,
}

impl RedisSettings {
    /// A server by its URL: `redis://[user[:password]@]host[:port][/database]`, or `rediss://` for TLS. Credentials
    /// are percent-encoded.
    pub fn new(url: impl Into<String>) -> Self {
        Self { url: url.into(), ca_pem: None }
    }

    /// Trusts these certificates (PEM) instead of the system's when the URL is `rediss://`.
    #[must_use]
    pub fn ca_pem(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.ca_pem = Some(pem.into());
        self
    }

    pub(super) fn to_config(&self) -> Result<Config, BusError> {
        let (plain, tls) = if let Some(rest) = self.url.strip_prefix("rediss://") {
            (format!("redis://{rest}"), true)
        } else if self.url.starts_with("redis://") {
            (self.url.clone(), false)
        } else {
            return Err(BusError::InvalidUrl("it must begin with redis:// or rediss://"));
        };
        // fred gets the plain form, because for TLS it would load the certificates itself, with a builder that panics
        // when two cryptography providers are linked.
        let mut config = Config::from_url_centralized(&plain)
            .map_err(|_| BusError::InvalidUrl("it must look like redis://user:password@host:6379/0"))?;
        config.version = RespVersion::RESP3;
        unbracket(&mut config.server);
        if tls {
            config.tls = Some(TlsConnector::from(self.tls_config()?).into());
        }
        Ok(config)
    }

    fn tls_config(&self) -> Result<ClientConfig, BusError> {
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| BusError::InvalidCertificates(error.to_string()))?
            .with_root_certificates(self.roots()?)
            .with_no_client_auth();
        Ok(config)
    }

    fn roots(&self) -> Result<RootCertStore, BusError> {
        let certificates = match &self.ca_pem {
            Some(pem) => CertificateDer::pem_slice_iter(pem)
                .collect::<Result<Vec<_>, _>>()
                .map_err(|error| BusError::InvalidCertificates(error.to_string()))?,
            // An unreadable file among the system's certificates is skipped.
            None => load_native_certs().certs,
        };
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(certificates);
        if roots.is_empty() {
            return Err(BusError::InvalidCertificates("none were found".to_owned()));
        }
        Ok(roots)
    }
}

/// Removes the brackets of an IPv6 address, which a URL has and the resolver does not accept.
fn unbracket(server: &mut ServerConfig) {
    if let ServerConfig::Centralized { server } = server {
        let host = server.host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
        if let Some(host) = host.map(str::to_owned) {
            server.host = host.into();
        }
    }
}

impl fmt::Debug for RedisSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisSettings").field("url", &redacted(&self.url)).finish_non_exhaustive()
    }
}

/// The URL without a query and without the part before the last `@`, which contains the credentials even in a malformed
/// URL.
fn redacted(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
    match rest.rsplit_once('@') {
        Some((_, place)) => format!("{scheme}://redacted@{}", without_query(place)),
        None => format!("{scheme}://{}", without_query(rest)),
    }
}

fn without_query(place: &str) -> &str {
    place.split(['?', '#']).next().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::RedisDriver;

    #[test]
    fn neither_debug_nor_an_error_shows_credentials() {
        for url in [
            "redis://user:hunter2@example.org:6380/1",
            "redis://:hunter2@example.org",
            "redis://user:p@hunter2@example.org",
            "rediss://user:hunter2@example.org?password=hunter2",
            "redis://user:hunter2@:bad:host/x/y",
            "user:hunter2@example.org",
        ] {
            let settings = RedisSettings::new(url);
            assert!(!format!("{settings:?}").contains("hunter2"), "{settings:?}");
            match RedisDriver::new(&settings) {
                Ok(driver) => assert!(!format!("{driver:?}").contains("hunter2")),
                Err(error) => assert!(!format!("{error} {error:?}").contains("hunter2")),
            }
        }
        let shown = format!("{:?}", RedisSettings::new("redis://u:p@example.org:6380/1"));
        assert!(shown.contains("redis://redacted@example.org:6380/1"), "{shown}");
    }

    #[test]
    fn only_urls_of_a_single_server_are_taken() {
        for good in ["redis://localhost", "redis://u:p%40x@10.0.0.1:6380/3", "redis://[::1]:6379"] {
            assert!(RedisDriver::new(&RedisSettings::new(good)).is_ok(), "{good}");
        }
        for bad in
            ["", "localhost:6379", "http://localhost", "redis-cluster://localhost", "redis://", "redis://h:99999"]
        {
            let result = RedisDriver::new(&RedisSettings::new(bad));
            assert!(matches!(result, Err(BusError::InvalidUrl(_))), "{bad}");
        }
    }

    #[test]
    fn invalid_certificates_are_an_error_at_the_start() {
        let settings = RedisSettings::new("rediss://localhost").ca_pem("no certificate");
        assert!(matches!(RedisDriver::new(&settings), Err(BusError::InvalidCertificates(_))));
    }
}
