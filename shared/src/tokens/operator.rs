//! The tokens of platform operators, `plo_…`: its holder may suspend and reactivate tenants, and read none of
//! them. It names no tenant, and where an access token is wanted it is no token at all.

use std::fmt;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::{
    clock::Source,
    error::{Code, Error, Result},
};

const PREFIX: &str = "plo_";
const CHARACTERS: usize = 43;

/// The token of an operator in the clear.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct OperatorToken([u8; 32]);

impl OperatorToken {
    pub fn new(source: &Source) -> Self {
        Self(source.random())
    }

    /// Parses a token; any other form is refused.
    pub fn parse(text: &str) -> Result<Self> {
        let refused = || Error::new(Code::Unauthenticated);
        let encoded = text.strip_prefix(PREFIX).filter(|encoded| encoded.len() == CHARACTERS).ok_or_else(refused)?;
        let bytes = URL_SAFE_NO_PAD.decode(encoded).map_err(|_| refused())?;
        bytes.try_into().map(Self).map_err(|_| refused())
    }

    /// SHA-256 of the text: which the database stores.
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.expose()).into()
    }

    /// The text for the operator.
    pub fn expose(&self) -> String {
        format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(self.0))
    }
}

impl fmt::Debug for OperatorToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OperatorToken([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_round_trips_and_other_text_is_refused() {
        let token = OperatorToken::new(&Source::system());
        let text = token.expose();
        assert_eq!(OperatorToken::parse(&text).unwrap().hash(), token.hash());
        assert_eq!(format!("{token:?}"), "OperatorToken([redacted])");
        let cut = &text[..text.len() - 1];
        for other in ["", "plo_", cut, &format!("{text}A"), &text.replace("plo_", "pli_"), &format!("{text} ")] {
            assert_eq!(OperatorToken::parse(other).unwrap_err().code(), Code::Unauthenticated, "{other}");
        }
    }
}
