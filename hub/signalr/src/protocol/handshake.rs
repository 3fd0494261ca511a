//! The handshake: the first record of every connection, always JSON, and the server's one-line answer.
//!
//! Every version up to 2 is accepted: a Python client says 0, most say 1, and a client that asked for stateful
//! reconnect says 2.

use bytes::Bytes;
use serde::Deserialize;

use super::Protocol;
use super::framing::RECORD_SEPARATOR;

/// The newest handshake version this server speaks.
pub const MAX_VERSION: i64 = 2;

/// A protocol name is echoed to the client that sent it, but never at full length.
const ECHOED_NAME_CHARS: usize = 64;

/// What the client asked for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct HandshakeRequest {
    /// The protocol's name, in any case.
    pub protocol: String,
    /// The version of the handshake.
    pub version: i64,
}

/// From this version on a client counts messages, if it negotiated stateful reconnect.
pub const STATEFUL_VERSION: i64 = 2;

/// What a handshake settles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Agreed {
    /// What is spoken from here on.
    pub protocol: Protocol,
    /// The version the client speaks it in.
    pub version: i64,
}

/// Why a handshake fails; the text is what the client is told.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HandshakeError {
    /// No such protocol here.
    #[error("The protocol '{0}' is not supported.")]
    UnknownProtocol(String),
    /// The protocol is known, the version is not.
    #[error("The server does not support version {version} of the '{protocol}' protocol.")]
    UnsupportedVersion {
        /// The protocol.
        protocol: &'static str,
        /// The version asked for.
        version: i64,
    },
    /// The protocol needs bytes, and the transport carries text.
    #[error(
        "Cannot use the '{0}' protocol on the current transport. The transport does not support 'Binary' transfer format."
    )]
    Format(&'static str),
    /// It did not come in time, or was too long.
    #[error("Handshake was canceled.")]
    Canceled,
    /// It is not a handshake.
    #[error("An unexpected error occurred during connection handshake.")]
    Malformed,
}

/// Reads a handshake record (without its separator) and picks the protocol.
pub fn accept(record: &[u8]) -> Result<Agreed, HandshakeError> {
    let request: HandshakeRequest = serde_json::from_slice(record).map_err(|_| HandshakeError::Malformed)?;
    let protocol = Protocol::from_name(&request.protocol)
        .ok_or_else(|| HandshakeError::UnknownProtocol(request.protocol.chars().take(ECHOED_NAME_CHARS).collect()))?;
    if request.version > MAX_VERSION {
        return Err(HandshakeError::UnsupportedVersion { protocol: protocol.name(), version: request.version });
    }
    Ok(Agreed { protocol, version: request.version })
}

/// The answer to an accepted handshake, ready to be framed by the transport.
pub fn accepted() -> Bytes {
    Bytes::from_static(b"{}\x1e")
}

/// The answer to a refused handshake.
pub fn refused(error: &HandshakeError) -> Bytes {
    let mut answer = serde_json::json!({ "error": error.to_string() }).to_string().into_bytes();
    answer.push(RECORD_SEPARATOR);
    Bytes::from(answer)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn accepts_every_version_clients_send_and_any_case() {
        for (version, record) in [
            (-1, r#"{"protocol":"json","version":-1}"#),
            (0, r#"{"protocol":"json","version":0}"#),
            (1, r#"{"version":1,"protocol":"JSON","extra":{"a":[1]}}"#),
            (2, r#"{"protocol":"json","version":2}"#),
        ] {
            assert_eq!(accept(record.as_bytes()), Ok(Agreed { protocol: Protocol::Json, version }), "{record}");
        }
    }

    #[test]
    fn refuses_with_the_texts_clients_know() {
        let refusal = |record: &str| accept(record.as_bytes()).map_err(|error| error.to_string());
        assert_eq!(
            refusal(r#"{"protocol":"xml","version":1}"#),
            Err("The protocol 'xml' is not supported.".to_owned())
        );
        for version in [3, i64::MAX] {
            assert_eq!(
                refusal(&format!(r#"{{"protocol":"json","version":{version}}}"#)),
                Err(format!("The server does not support version {version} of the 'json' protocol."))
            );
        }
        for record in ["", "{}", r#"{"protocol":"json"}"#, r#"{"version":1}"#, "[]", r#"{"protocol":1,"version":1}"#] {
            assert_eq!(
                refusal(record),
                Err("An unexpected error occurred during connection handshake.".to_owned()),
                "{record}"
            );
        }
    }

    #[test]
    fn refusal_is_one_escaped_record() {
        let error = HandshakeError::UnknownProtocol("a\"\u{1e}".to_owned());
        let answer = refused(&error);
        assert_eq!(answer.iter().filter(|byte| **byte == RECORD_SEPARATOR).count(), 1);
        assert_eq!(answer.last(), Some(&RECORD_SEPARATOR));
    }

    proptest! {
        #[test]
        fn never_panics(record in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = accept(&record);
        }
    }
}
