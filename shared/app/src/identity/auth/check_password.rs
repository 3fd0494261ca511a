//! Checks the password of a person, guarded by the throttle of sign-ins.

use plenum_shared::{Code, Error, Result, ids::UserId};
use plenum_store::identity::people::{self, Credentials};

use super::sign_in_throttle::SignInPermit;
use crate::{App, identity::passwords::Verified};

/// How often a password is checked when its hash is replaced meanwhile.
const TRIES: u32 = 3;

/// A person whose password was right a moment ago, and the hash it was checked against. A transaction that relies on it
/// checks that the hash still is the person's.
pub(super) struct VerifiedPerson {
    pub(super) user: UserId,
    pub(super) password_hash: String,
}

/// The person of an e-mail address, if the password is theirs. A wrong one counts against the address of the request.
pub(super) async fn check_password(
    app: &App,
    admitted: &SignInPermit,
    email: &str,
    password: &str,
) -> Result<VerifiedPerson> {
    let attempt = app.sign_in_throttle().attempt(app.store(), app.source().now(), admitted, email).await?;
    match verify(app, email, password).await {
        Ok(person) => {
            attempt.succeeded(app.store(), app.source().now()).await?;
            Ok(person)
        }
        Err(wrong) if wrong.code() == Code::InvalidCredentials => Err(wrong),
        Err(failed) => {
            attempt.undone(app.store()).await;
            Err(failed)
        }
    }
}

async fn verify(app: &App, email: &str, password: &str) -> Result<VerifiedPerson> {
    let wrong = || Error::new(Code::InvalidCredentials);
    for _ in 0..TRIES {
        let known = people::by_email(app.store(), email).await?;
        let stored = known.as_ref().map(|identity| identity.password_hash.as_str());
        let verified = app.passwords().verify(password, stored).await?;
        let Credentials { user, password_hash, .. } = known.filter(|identity| identity.active).ok_or_else(wrong)?;
        match verified {
            Verified::No => return Err(wrong()),
            Verified::Yes => return Ok(VerifiedPerson { user, password_hash }),
            Verified::YesWithNewHash(new) => {
                if people::rehash(app.store(), user, &password_hash, &new).await? {
                    return Ok(VerifiedPerson { user, password_hash: new });
                }
                // The hash was replaced meanwhile, by another sign-in or by a change of the password.
            }
        }
    }
    Err(Error::new(Code::Busy))
}
