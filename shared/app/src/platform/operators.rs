//! Operators: made on the command line, known by a token.

use plenum_shared::{
    Code, Error, Result, actor::Actor, caller::Origin, catalogue::format_timestamp, tokens::OperatorToken,
};
use plenum_store::platform::operators::{self, StoredOperator};
use serde::Serialize;
use time::Duration;
use uuid::Uuid;

use crate::{App, identity::auth::names};

const MAX_NAME: usize = 120;
/// How long a token may be good for, in days.
const MAX_DAYS: u16 = 366;

/// What an operator may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OperatorRole {
    /// Suspends and reactivates tenants.
    SuperAdmin,
    /// Reads only.
    Support,
}

/// A person who runs the installation, with the origin of their request.
#[derive(Debug, Clone)]
pub struct Operator {
    actor: Actor,
    role: OperatorRole,
    pub(super) origin: Origin,
}

/// An operator to be.
#[derive(Debug, Clone)]
pub struct NewOperator {
    pub name: String,
    pub role: OperatorRole,
    /// How long their token is good for, 1 to 366.
    pub days: u16,
}

/// An operator as the command line shows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OperatorView {
    pub id: Uuid,
    pub name: String,
    pub role: String,
    pub created_at: String,
    pub expires_at: String,
    /// `active`, `expired` or `revoked`
    pub state: &'static str,
}

impl OperatorRole {
    pub const fn as_str(self) -> &'static str {
        match self {
            OperatorRole::SuperAdmin => "super_admin",
            OperatorRole::Support => "support",
        }
    }

    /// A role that this version does not know may read and no more.
    fn of(word: &str) -> Self {
        if word == OperatorRole::SuperAdmin.as_str() { OperatorRole::SuperAdmin } else { OperatorRole::Support }
    }
}

impl Operator {
    /// The person at the machine itself, who has its settings.
    pub fn at_the_console(origin: Origin) -> Self {
        Self { actor: Actor::SYSTEM, role: OperatorRole::SuperAdmin, origin }
    }

    pub(super) fn actor(&self) -> Actor {
        self.actor.clone()
    }

    /// Refuses an operator who may only read.
    pub(crate) fn require_super_admin(&self) -> Result<()> {
        match self.role {
            OperatorRole::SuperAdmin => Ok(()),
            OperatorRole::Support => {
                Err(Error::new(Code::Forbidden).with_message("this needs an operator with the role super_admin"))
            }
        }
    }
}

/// The operator of a token that is good at this moment.
pub async fn identify(app: &App, token: &str, origin: Origin) -> Result<Operator> {
    let token = OperatorToken::parse(token)?;
    let found = operators::by_token(app.store(), &token.hash(), app.source().now()).await?;
    let (id, role) = found.ok_or_else(|| Error::new(Code::Unauthenticated))?;
    Ok(Operator { actor: Actor::service(id), role: OperatorRole::of(&role), origin })
}

/// Makes an operator. The token is shown this once.
pub async fn add(app: &App, new: &NewOperator) -> Result<(Uuid, OperatorToken)> {
    let name = names::written("/name", &new.name, MAX_NAME).map_err(|problem| Error::invalid(vec![problem]))?;
    if !(1..=MAX_DAYS).contains(&new.days) {
        return Err(Error::new(Code::Invalid).with_message(format!("a token is good for 1 to {MAX_DAYS} days")));
    }
    let (id, token, now) = (app.source().uuid(), OperatorToken::new(app.source()), app.source().now());
    let operator = operators::NewOperator {
        id,
        name: &name,
        role: new.role.as_str(),
        token_hash: &token.hash(),
        expires_at: now + Duration::days(i64::from(new.days)),
    };
    operators::add(app.store(), &operator, now).await?;
    tracing::info!(operator = %id, role = new.role.as_str(), "a platform operator was made");
    Ok((id, token))
}

/// All operators there ever were, the oldest first.
pub async fn list(app: &App) -> Result<Vec<OperatorView>> {
    let now = app.source().now();
    let view = |operator: StoredOperator| OperatorView {
        state: match operator.revoked_at {
            Some(_) => "revoked",
            None if operator.expires_at <= now => "expired",
            None => "active",
        },
        id: operator.id,
        name: operator.name,
        role: operator.role,
        created_at: format_timestamp(operator.created_at),
        expires_at: format_timestamp(operator.expires_at),
    };
    Ok(operators::list(app.store()).await?.into_iter().map(view).collect())
}

/// Revokes the token of an operator, at once and for good.
pub async fn revoke(app: &App, id: Uuid) -> Result<()> {
    match operators::revoke(app.store(), id, app.source().now()).await? {
        true => {
            tracing::info!(operator = %id, "the token of a platform operator was revoked");
            Ok(())
        }
        false => Err(Error::new(Code::NotFound)),
    }
}
