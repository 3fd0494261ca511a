//! The secrets that must not be in a log.

use std::sync::{Arc, Mutex, PoisonError};

/// Passwords, and every token that any client was given. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Secrets(Arc<Mutex<Vec<String>>>);

impl Secrets {
    pub fn add(&self, secret: &str) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !known.iter().any(|other| other == secret) {
            known.push(secret.to_owned());
        }
    }

    /// Adds the tokens in the body of an answer.
    pub(crate) fn learn(&self, body: &[u8]) {
        let Ok(body) = serde_json::from_slice::<serde_json::Value>(body) else { return };
        for tokens in [&body["data"]["tokens"], &body["data"]] {
            for name in ["accessToken", "refreshToken"] {
                if let Some(token) = tokens[name].as_str() {
                    self.add(token);
                }
            }
        }
    }

    /// The secret that a text contains, shortened.
    pub fn found_in(&self, text: &str) -> Option<String> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = known.iter().find(|secret| text.contains(secret.as_str()))?;
        Some(found.chars().take(12).collect())
    }
}
