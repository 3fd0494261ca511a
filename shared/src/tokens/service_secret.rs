//! The secrets of service accounts, `pls_…`: a machine shows one, with its client id, to get an access token.

use super::opaque::{Kind, OpaqueToken};
use crate::error::Code;

/// The secret of a service account in the clear.
pub type ServiceSecret = OpaqueToken<Service>;

/// The secrets of service accounts.
#[derive(Clone, PartialEq, Eq)]
pub enum Service {}

impl Kind for Service {
    const PREFIX: &'static str = "pls_";
    const NAME: &'static str = "ServiceSecret";
    const REFUSED: Code = Code::InvalidClient;
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{clock::Source, tokens::RefreshToken};

    #[test]
    fn a_secret_round_trips_and_is_not_printed() {
        let made = ServiceSecret::new(Uuid::from_u128(7).into(), &Source::system());
        let read = ServiceSecret::parse(&made.expose()).unwrap();
        assert_eq!((read.hash(), read.tenant()), (made.hash(), Uuid::from_u128(7).into()));
        assert_eq!(format!("{made:?}"), "ServiceSecret([redacted])");
    }

    #[test]
    fn a_refresh_token_with_the_prefix_of_a_secret_has_another_hash() {
        let refresh = RefreshToken::new(Uuid::from_u128(7).into(), &Source::system());
        assert_eq!(ServiceSecret::parse(&refresh.expose()).unwrap_err().code(), Code::InvalidClient);
        let dressed_up = ServiceSecret::parse(&refresh.expose().replace("plr_", "pls_")).unwrap();
        assert_ne!(dressed_up.hash(), refresh.hash());
    }
}
