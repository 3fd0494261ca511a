//! Tokens that mean nothing by themselves: a prefix that names the kind and, in base64url, 16 bytes of tenant and 32
//! random bytes.
//!
//! The tenant is in it so that the look-up can run inside that tenant's row-level security; it is no secret, and a
//! token with another tenant written into it has another hash and is unknown there. The prefix is part of what is
//! hashed, so a token of one kind is never one of another. The database keeps only the hash.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::{clock::Source, ids::TenantId};

const CHARACTERS: usize = 64;

#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub(super) struct Opaque {
    pub(super) tenant: [u8; 16],
    pub(super) secret: [u8; 32],
}

impl Opaque {
    pub(super) fn new(tenant: TenantId, source: &Source) -> Self {
        Self { tenant: *tenant.uuid().as_bytes(), secret: source.random() }
    }

    /// Reads a token of one kind; nothing but the exact form is one.
    pub(super) fn read(prefix: &str, text: &str) -> Option<Self> {
        let encoded = text.strip_prefix(prefix).filter(|encoded| encoded.len() == CHARACTERS)?;
        let bytes: [u8; 48] = URL_SAFE_NO_PAD.decode(encoded).ok()?.try_into().ok()?;
        let (tenant, secret) = bytes.split_at(16);
        Some(Self { tenant: tenant.try_into().ok()?, secret: secret.try_into().ok()? })
    }

    pub(super) fn tenant(&self) -> TenantId {
        Uuid::from_bytes(self.tenant).into()
    }

    pub(super) fn hash(&self, prefix: &str) -> [u8; 32] {
        Sha256::digest(self.expose(prefix)).into()
    }

    pub(super) fn expose(&self, prefix: &str) -> String {
        let mut bytes = [0; 48];
        bytes[..16].copy_from_slice(&self.tenant);
        bytes[16..].copy_from_slice(&self.secret);
        let mut text = String::with_capacity(prefix.len() + CHARACTERS);
        text.push_str(prefix);
        URL_SAFE_NO_PAD.encode_string(bytes, &mut text);
        bytes.zeroize();
        text
    }
}
