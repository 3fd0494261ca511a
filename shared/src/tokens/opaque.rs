//! Opaque tokens: a prefix that names the kind and, in base64url, 16 bytes of tenant and 32 random bytes.
//!
//! The tenant is part of the token so that the look-up can run inside that tenant's row-level security. It is no
//! secret: a token with another tenant written into it has another hash and is unknown there. The prefix is hashed too,
//! so a token of one kind is never valid as another kind. The database stores only the hash.

use std::{fmt, marker::PhantomData};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::{
    clock::Source,
    error::{Code, Error, Result},
    ids::TenantId,
};

const CHARACTERS: usize = 64;

/// A kind of opaque token.
pub trait Kind {
    /// The first characters of the text.
    const PREFIX: &'static str;
    /// The name in `Debug` output.
    const NAME: &'static str;
    /// The error code for a text that is no token of this kind.
    const REFUSED: Code;
}

/// A token of one kind in the clear.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct OpaqueToken<K> {
    pub(super) tenant: [u8; 16],
    pub(super) secret: [u8; 32],
    #[zeroize(skip)]
    pub(super) kind: PhantomData<K>,
}

impl<K: Kind> OpaqueToken<K> {
    pub fn new(tenant: TenantId, source: &Source) -> Self {
        Self { tenant: *tenant.uuid().as_bytes(), secret: source.random(), kind: PhantomData }
    }

    /// Parses a token; any other form is refused with the code of the kind.
    pub fn parse(text: &str) -> Result<Self> {
        Self::read(text).ok_or_else(|| Error::new(K::REFUSED))
    }

    fn read(text: &str) -> Option<Self> {
        let encoded = text.strip_prefix(K::PREFIX).filter(|encoded| encoded.len() == CHARACTERS)?;
        let bytes: [u8; 48] = URL_SAFE_NO_PAD.decode(encoded).ok()?.try_into().ok()?;
        let (tenant, secret) = bytes.split_at(16);
        Some(Self { tenant: tenant.try_into().ok()?, secret: secret.try_into().ok()?, kind: PhantomData })
    }

    /// The tenant that the token names. It is proved only once the hash is found in that tenant.
    pub fn tenant(&self) -> TenantId {
        Uuid::from_bytes(self.tenant).into()
    }

    /// SHA-256 of the text, which the database stores.
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.expose()).into()
    }

    /// The text, for the token's holder.
    pub fn expose(&self) -> String {
        let mut bytes = [0; 48];
        bytes[..16].copy_from_slice(&self.tenant);
        bytes[16..].copy_from_slice(&self.secret);
        let mut text = String::with_capacity(K::PREFIX.len() + CHARACTERS);
        text.push_str(K::PREFIX);
        URL_SAFE_NO_PAD.encode_string(bytes, &mut text);
        bytes.zeroize();
        text
    }
}

impl<K: Kind> fmt::Debug for OpaqueToken<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}([redacted])", K::NAME)
    }
}
