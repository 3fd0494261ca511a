//! Tokens signed with a key of this process: just enough of a JWT for a test to log in with.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

/// The claim with the id of the user.
const NAME_IDENTIFIER: &str = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier";

const LIFETIME: Duration = Duration::from_secs(5);

/// The tolerated difference between the clocks of two machines.
const SKEW: Duration = Duration::from_secs(5 * 60);

pub(crate) struct Signer([u8; 32]);

impl Signer {
    pub(crate) fn new() -> Self {
        let mut key = [0; 32];
        getrandom::fill(&mut key).expect("the system has randomness");
        Self(key)
    }

    pub(crate) fn token(&self) -> String {
        let part = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let claims = json!({
            NAME_IDENTIFIER: "testuser",
            "exp": (now() + LIFETIME).as_secs(),
            "iss": "SignalRTestServer",
            "aud": "SignalRTests",
        });
        let signed = format!("{}.{}", part(json!({"alg": "HS256", "typ": "JWT"})), part(claims));
        let signature = URL_SAFE_NO_PAD.encode(self.mac(&signed).finalize().into_bytes());
        format!("{signed}.{signature}")
    }

    /// The user of a token, if this process has signed it and it has not expired.
    pub(crate) fn user(&self, token: &str) -> Option<String> {
        let (signed, signature) = token.rsplit_once('.')?;
        self.mac(signed).verify_slice(&URL_SAFE_NO_PAD.decode(signature).ok()?).ok()?;
        let claims: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(signed.split_once('.')?.1).ok()?).ok()?;
        let expires = Duration::from_secs(claims["exp"].as_u64()?);
        let user = claims[NAME_IDENTIFIER].as_str()?.to_owned();
        (now() < expires + SKEW).then_some(user)
    }

    fn mac(&self, signed: &str) -> Hmac<Sha256> {
        let mut mac = Hmac::new_from_slice(&self.0).expect("a key of any length");
        mac.update(signed.as_bytes());
        mac
    }
}

#[expect(clippy::disallowed_methods, reason = "an example has no clock to hand")]
fn now() -> Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}
