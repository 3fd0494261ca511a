//! The keys that the processes of one installation share.

use plenum_shared::{clock::Source, secrets::MasterKey, tokens::SigningKeys};

const ISSUER: &str = "plenum";

/// A master key, and a key that signs tokens, as the text that settings hold.
#[derive(Clone)]
pub struct Keys {
    pub master_base64: String,
    pub signing_pem: String,
}

impl Keys {
    pub fn generate(source: &Source) -> Self {
        Self {
            master_base64: MasterKey::generate(source).to_base64().to_string(),
            signing_pem: SigningKeys::generate_pem(source).to_string(),
        }
    }

    pub fn master(&self) -> MasterKey {
        MasterKey::from_base64(&self.master_base64).expect("a master key")
    }

    pub fn signing(&self) -> SigningKeys {
        SigningKeys::from_pems(ISSUER, [self.signing_pem.as_str()]).expect("a signing key")
    }
}
