//! Operators: made on the command line, known by a token.

use plenum_shared::{
    Code, Error, Result,
    caller::Origin,
    catalogue::format_timestamp,
    entry::{Actor, ActorKind},
    tokens::OperatorToken,
};
use plenum_store::platform::operators::{self, StoredOperator};
use serde::Serialize;
use time::Duration;
use uuid::Uuid;

use crate::App;

const MAX_NAME: usize = 120;
/// How long a token may be good for, in days.
const MAX_DAYS: u16 = 366;

/// What an operator may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Suspends and reactivates tenants.
    SuperAdmin,
    /// Looks only.
    Support,
}

/// Somebody who runs the installation, and where their request came from.
#[derive(Debug, Clone)]
pub struct Operator {
    actor: Actor,
    role: Role,
    pub(super) origin: Origin,
}

/// An operator to be.
#[derive(Debug, Clone)]
pub struct NewOperator {
    pub name: String,
    pub role: Role,
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

impl Role {
    pub const fn as_str(self) -> &'static str {
        match self {
            Role::SuperAdmin => "super_admin",
            Role::Support => "support",
        }
    }

    /// A word that this version does not know may look and no more.
    fn of(word: &str) -> Self {
        if word == Role::SuperAdmin.as_str() { Role::SuperAdmin } else { Role::Support }
    }
}

impl Operator {
    /// Whoever sits at the machine itself and has its settings.
    pub fn at_the_console(origin: Origin) -> Self {
        Self { actor: Actor::SYSTEM, role: Role::SuperAdmin, origin }
    }

    pub(super) fn actor(&self) -> Actor {
        self.actor
    }

    /// Refuses an operator who may only look.
    pub(super) fn require_super_admin(&self) -> Result<()> {
        match self.role {
            Role::SuperAdmin => Ok(()),
            Role::Support => {
                Err(Error::new(Code::Forbidden).with_message("this needs an operator with the role super_admin"))
            }
        }
    }
}

/// The operator of a token that is good at this moment.
pub async fn identify(app: &App, token: &str, origin: Origin) -> Result<Operator> {
    let token = OperatorToken::parse(token)?;
    let found = operators::operator_by_token(app.store(), &token.hash(), app.source().now()).await?;
    let (id, role) = found.ok_or_else(|| Error::new(Code::Unauthenticated))?;
    Ok(Operator { actor: Actor { kind: ActorKind::Service, id: Some(id) }, role: Role::of(&role), origin })
}

/// Makes an operator. Their token is told this once.
pub async fn add(app: &App, new: &NewOperator) -> Result<(Uuid, OperatorToken)> {
    let name = new.name.trim();
    if !(1..=MAX_NAME).contains(&name.chars().count()) || name.chars().any(char::is_control) {
        return Err(Error::new(Code::Invalid).with_message("a name has 1 to 120 characters, none of them a control"));
    }
    if !(1..=MAX_DAYS).contains(&new.days) {
        return Err(Error::new(Code::Invalid).with_message(format!("a token is good for 1 to {MAX_DAYS} days")));
    }
    let (id, token, now) = (app.source().uuid(), OperatorToken::new(app.source()), app.source().now());
    let operator = operators::NewOperator {
        id,
        name,
        role: new.role.as_str(),
        token_hash: &token.hash(),
        expires_at: now + Duration::days(i64::from(new.days)),
    };
    operators::add_operator(app.store(), &operator, now).await?;
    tracing::info!(operator = %id, role = new.role.as_str(), "a platform operator was made");
    Ok((id, token))
}

/// All operators there ever were, the oldest first.
pub async fn operators(app: &App) -> Result<Vec<OperatorView>> {
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
    Ok(operators::operators(app.store()).await?.into_iter().map(view).collect())
}

/// Takes an operator's token back, at once and for good.
pub async fn revoke(app: &App, id: Uuid) -> Result<()> {
    match operators::revoke_operator(app.store(), id, app.source().now()).await? {
        true => {
            tracing::info!(operator = %id, "the token of a platform operator was taken back");
            Ok(())
        }
        false => Err(Error::new(Code::NotFound)),
    }
}
