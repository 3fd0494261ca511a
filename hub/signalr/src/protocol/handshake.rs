//! The handshake: the first record of every connection, which is always JSON, and the server's response.
//!
//! Every version up to 2 is accepted: a Python client sends 0, most clients send 1, and a client that negotiated
//! stateful reconnect sends 2.

use bytes::Bytes;
use serde::Deserialize;

use super::Protocol;
use super::framing::RECORD_SEPARATOR;

/// The newest handshake version this server speaks.
pub const MAX_VERSION: i64 = 2;

/// The longest part of an unknown protocol name that the error message repeats.
const ECHOED_NAME_CHARS: usize = 64;

/// The client's handshake.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct HandshakeRequest {
    /// The protocol's name, in any case.
    pub protocol: String,
    /// The version of the handshake.
    pub version: i64,
}

/// The first version in which a client numbers its messages, if it negotiated stateful reconnect.
pub const STATEFUL_VERSION: i64 = 2;

/// The result of an accepted handshake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AcceptedHandshake {
    /// The protocol of every further record.
    pub protocol: Protocol,
    /// The version that the client requested.
    pub version: i64,
}

/// Why a handshake fails. The client receives the text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HandshakeError {
    /// The server does not know the protocol.
    #[error("The protocol '{0}' is not supported.")]
    UnknownProtocol(String),
    /// The server knows the protocol, but not the version.
    #[error("The server does not support version {version} of the '{protocol}' protocol.")]
    UnsupportedVersion {
        /// The protocol.
        protocol: &'static str,
        /// The requested version.
        version: i64,
    },
    /// The protocol is binary, and the transport carries only text.
    #[error(
        "Cannot use the '{0}' protocol on the current transport. The transport does not support 'Binary' transfer format."
    )]
    Format(&'static str),
    /// The record did not arrive in time, or was too long.
    #[error("Handshake was canceled.")]
    Canceled,
    /// The record is not a handshake.
    #[error("An unexpected error occurred during connection handshake.")]
    Malformed,
}

/// Parses a handshake record (without its separator) and checks protocol and version.
pub fn accept(record: &[u8]) -> Result<AcceptedHandshake, HandshakeError> {
    let request: HandshakeRequest = serde_json::from_slice(record).map_err(|_| HandshakeError::Malformed)?;
    let protocol = Protocol::from_name(&request.protocol)
        .ok_or_else(|| HandshakeError::UnknownProtocol(request.protocol.chars().take(ECHOED_NAME_CHARS).collect()))?;
    if request.version > MAX_VERSION {
        return Err(HandshakeError::UnsupportedVersion { protocol: protocol.name(), version: request.version });
    }
    Ok(AcceptedHandshake { protocol, version: request.version })
}

/// The response to an accepted handshake.
pub fn success_response() -> Bytes {
    Bytes::from_static(b"{}\x1e")
}

/// The response to a refused handshake.
pub fn error_response(error: &HandshakeError) -> Bytes {
    let mut response = serde_json::json!({ "error": error.to_string() }).to_string().into_bytes();
    response.push(RECORD_SEPARATOR);
    Bytes::from(response)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_version_up_to_two_and_any_case_is_accepted() {
        for (version, record) in [
            (-1, r#"{"protocol":"json","version":-1}"#),
            (0, r#"{"protocol":"json","version":0}"#),
            (1, r#"{"version":1,"protocol":"JSON","extra":{"a":[1]}}"#),
            (2, r#"{"protocol":"json","version":2}"#),
        ] {
            assert_eq!(
                accept(record.as_bytes()),
                Ok(AcceptedHandshake { protocol: Protocol::Json, version }),
                "{record}"
            );
        }
    }

    #[test]
    fn refusals_have_the_texts_of_aspnet_core() {
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
    fn an_error_response_is_one_escaped_record() {
        let error = HandshakeError::UnknownProtocol("a\"\u{1e}".to_owned());
        let response = error_response(&error);
        assert_eq!(response.iter().filter(|byte| **byte == RECORD_SEPARATOR).count(), 1);
        assert_eq!(response.last(), Some(&RECORD_SEPARATOR));
    }

    proptest! {
        #[test]
        fn never_panics(record in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = accept(&record);
        }
    }
}
