//! Passwords: what is accepted, and Argon2id hashes that never exhaust the machine.
//!
//! A hash takes 46 MiB and tens of milliseconds on purpose, so at most eight are made at a time, on threads of
//! their own; a short queue may wait, and callers beyond it are refused as busy. An unknown e-mail address costs the
//! same as a known one: its password is checked against a hash that nothing matches.

use std::sync::Arc;

use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version, password_hash::phc::PasswordHash};
use plenum_shared::{Code, Error, Result, clock::Source};
use tokio::sync::Semaphore;

/// OWASP's first recommendation for Argon2id: 46 MiB, one pass, one lane.
const MEMORY_KIB: u32 = 46 * 1024;
const PASSES: u32 = 1;
const LANES: u32 = 1;

const AT_ONCE: usize = 8;
const WAITING: usize = 100;

const MIN_CHARS: usize = 8;
const MAX_CHARS: usize = 256;
const MAX_BYTES: usize = 1024;

/// As much of a password as is compared with those that are guessed first.
const ESTIMATED_CHARS: usize = 48;

/// An estimate of guesses below which a password counts as common.
const COMMON_GUESSES: u64 = 10_000;

/// Hashes and checks passwords. Cheap to clone.
#[derive(Clone)]
pub struct Passwords {
    running: Arc<Semaphore>,
    admitted: Arc<Semaphore>,
    source: Source,
    /// The hash that unknown accounts are checked against.
    decoy: Arc<str>,
}

/// What a check of a password found.
#[derive(Debug, PartialEq, Eq)]
pub enum Verified {
    No,
    Yes,
    /// Right, but the stored hash is of weaker parameters than those of today: here is a new one.
    YesWithNewHash(String),
}

impl Passwords {
    pub fn new(source: Source) -> Result<Self> {
        let decoy = hash(&source.random::<16>(), &source.random::<32>())?.into();
        let (running, admitted) = (Semaphore::new(AT_ONCE), Semaphore::new(AT_ONCE + WAITING));
        Ok(Self { running: Arc::new(running), admitted: Arc::new(admitted), source, decoy })
    }

    /// The hash of a password, as a PHC string.
    pub async fn hash(&self, password: &str) -> Result<String> {
        let (salt, password) = (self.source.random::<16>(), password.to_owned());
        self.run(move || hash(&salt, password.as_bytes())).await
    }

    /// Refuses a password that is too short, too long or too common. Runs among the hashes, because it too is
    /// work that a stranger could request in any amount.
    pub async fn check_strength(&self, password: &str, related: &[&str]) -> Result<()> {
        let password = password.to_owned();
        let related: Vec<String> = related.iter().map(|word| (*word).to_owned()).collect();
        self.run(move || check_strength(&password, &related.iter().map(String::as_str).collect::<Vec<_>>())).await
    }

    /// Checks a password against a stored hash, or against the decoy when there is no such account.
    pub async fn verify(&self, password: &str, stored: Option<&str>) -> Result<Verified> {
        if password.len() > MAX_BYTES {
            return Ok(Verified::No);
        }
        let known = stored.is_some();
        let stored = stored.unwrap_or(&self.decoy).to_owned();
        let (salt, password) = (self.source.random::<16>(), password.to_owned());
        self.run(move || {
            let parsed = PasswordHash::new(&stored).map_err(|error| Error::internal(error.to_string()))?;
            let matches = Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok();
            match (matches && known, is_current(&parsed)) {
                (false, _) => Ok(Verified::No),
                (true, true) => Ok(Verified::Yes),
                (true, false) => Ok(Verified::YesWithNewHash(hash(&salt, password.as_bytes())?)),
            }
        })
        .await
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
        let _admitted = self.admitted.clone().try_acquire_owned().map_err(|_| Error::new(Code::Busy))?;
        let running = self.running.clone().acquire_owned().await.map_err(Error::internal)?;
        let done = tokio::task::spawn_blocking(move || {
            // The permit goes with the work: a caller who hangs up frees it only together with the memory.
            let _running = running;
            work()
        });
        done.await.map_err(Error::internal)?
    }
}

/// Whether a password may be chosen: long enough, and not among those that are tried first. `related` are the words
/// an attacker would think of for this account.
fn check_strength(password: &str, related: &[&str]) -> Result<()> {
    let refuse = |why: &'static str| Err(Error::field("/password", Code::WeakPassword).with_message(why));
    let chars = password.chars().count();
    if chars < MIN_CHARS {
        return refuse("the password needs at least 8 characters");
    }
    if chars > MAX_CHARS || password.len() > MAX_BYTES {
        return refuse("the password may have at most 256 characters");
    }
    if password.contains('\0') {
        return refuse("the password must not hold a null character");
    }
    // The estimate of a long text takes long, and what is long enough is not common.
    let beginning: String = password.chars().take(ESTIMATED_CHARS).collect();
    if zxcvbn::zxcvbn(&beginning, related).guesses() < COMMON_GUESSES {
        return refuse("the password is among those that are guessed first");
    }
    Ok(())
}

fn parameters() -> Result<Params> {
    Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|error| Error::internal(error.to_string()))
}

fn hash(salt: &[u8], password: &[u8]) -> Result<String> {
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters()?);
    let hash: PasswordHash =
        argon2.hash_password_with_salt(password, salt).map_err(|error| Error::internal(error.to_string()))?;
    Ok(hash.to_string())
}

fn is_current(hash: &PasswordHash) -> bool {
    let stored = Params::try_from(hash);
    hash.algorithm.as_str() == "argon2id"
        && stored.is_ok_and(|p| p.m_cost() >= MEMORY_KIB && p.t_cost() >= PASSES && p.p_cost() >= LANES)
}

#[cfg(test)]
mod tests;
