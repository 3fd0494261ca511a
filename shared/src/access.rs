//! The one audience rule: may this caller see this record, and which of its fields?
//!
//! All code that shows data applies this rule: REST reads, live delivery, replay. It is a pure function of the role's
//! grants, the scope of the grant, and the record's owner, creator and team. An entry of the change log is judged on
//! *both* of its images, so that a reader who loses sight of a record is informed, and one who gains it gets all of it.
//!
//! What a role can be granted is declared: by entities, and by contexts ([`Module`]). [`Permissions`] has all of it.

mod delegation;
mod grant;
mod module;
mod page;
mod permission;
mod permissions;
mod renamed;
mod role;
mod system_role;

pub use grant::{DefaultFieldAccess, FieldAccess, FieldRules, Grant};
pub use module::{ActionDeclaration, Module};
pub use page::page;
pub use permission::{Action, Permission, Scope};
pub use permissions::{DeclaredAction, DeclaredModule, InvalidPermissions, Permissions, titles_of_records};
pub use renamed::{RENAMED, Renamed, earlier_word, present_word};
pub use role::Role;
pub use system_role::SystemRole;

use std::sync::Arc;

use crate::{
    catalogue::{Entity, Ownership},
    error::{Code, Error, FieldError, Result},
    ids::{TeamId, UserId},
    image::Image,
};

/// The access of one user in one tenant, loaded in one snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    pub user: UserId,
    pub role: Arc<Role>,
    pub teams: Vec<TeamId>,
    /// Grows with every change of the membership or its role; the `permVer` claim of a token.
    pub version: i64,
}

/// How one reader sees an entry of the change log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// The reader may not see the entry.
    Hidden,
    /// The reader could see the record and still can: the change itself.
    Seen,
    /// The reader gained sight of the record: all of it, without its state before.
    Gained,
    /// The reader lost sight of the record: its id, nothing else.
    Lost,
}

impl Access {
    /// Whether the caller may do this with the record as it is in `image`.
    pub fn covers(&self, entity: &Entity, action: Action, image: &Image) -> bool {
        self.role.grant(entity, action).is_some_and(|grant| self.is_within(entity, grant.scope, image))
    }

    /// How much a permission covers, if the role has it beside what it implies.
    pub fn scope_of(&self, permission: Permission) -> Option<Scope> {
        self.role.permitted(permission).map(|grant| grant.scope)
    }

    /// Whether a permission of another module covers the record as it is in `image`: `audit.read` covers the history of
    /// those within its scope.
    pub fn covers_by(&self, permission: Permission, entity: &Entity, image: &Image) -> bool {
        self.scope_of(permission).is_some_and(|scope| self.is_within(entity, scope, image))
    }

    fn is_within(&self, entity: &Entity, scope: Scope, image: &Image) -> bool {
        match (entity.ownership, scope) {
            (Ownership::Shared, _) | (_, Scope::All) => true,
            (Ownership::Owned, Scope::Team) => {
                self.owns(image) || image.team().is_some_and(|team| self.teams.contains(&team))
            }
            (Ownership::Owned, Scope::Own) => self.owns(image),
        }
    }

    /// The scope of a grant over the records of an entity, or an error that says the role lacks it. The action is one
    /// that every module of records has; for others there is [`require_permission`](Self::require_permission).
    pub fn require(&self, entity: &Entity, action: Action) -> Result<Scope> {
        debug_assert!(Action::OF_RECORDS.contains(&action), "{} is not declared here", action.as_str());
        match (self.role.grant(entity, action), entity.ownership) {
            (Some(_), Ownership::Shared) => Ok(Scope::All),
            (Some(grant), Ownership::Owned) => Ok(grant.scope),
            (None, _) => Err(Error::new(Code::Forbidden)
                .with_message(format!("your role does not have the permission {}", entity.permission(action)))),
        }
    }

    /// Refuses a caller whose role lacks a permission, or one that it implies: the answer to a change of a member shows
    /// the member, so the permission to write is valid only beside the one to read. The error names what is missing.
    pub fn require_permission(&self, permission: Permission) -> Result<()> {
        let implied = permission.implies.iter().map(|(module, action)| (*module, *action));
        for (module, action) in implied.chain([(permission.module, permission.action)]) {
            if self.role.find(module, action.as_str()).is_none() {
                let why = format!("your role does not have the permission {module}.{}", action.as_str());
                return Err(Error::new(Code::Forbidden).with_message(why));
            }
        }
        Ok(())
    }

    /// Refuses a draft that names fields which the caller's role may not write.
    pub fn require_fields(&self, entity: &Entity, draft: &crate::catalogue::Draft) -> Result<()> {
        let refused = draft
            .keys()
            .filter(|name| !entity.field(name).is_some_and(|field| self.role.may_write_field(entity, field)));
        let errors: Vec<_> = refused.map(|name| FieldError::new(format!("/{name}"), Code::ReadOnlyField)).collect();
        if errors.is_empty() { Ok(()) } else { Err(Error::invalid(errors)) }
    }

    /// Whether the record is the caller's own: they own it, or made it.
    pub fn owns(&self, image: &Image) -> bool {
        image.owner() == Some(self.user) || image.created_by() == Some(self.user)
    }
}

/// What a change from `before` to `after` is to a reader with this access. Neither image: there is no record in it,
/// and nobody learns of it this way.
pub fn judge(access: &Access, entity: &Entity, before: Option<&Image>, after: Option<&Image>) -> Verdict {
    let sees = |image: &Image| access.covers(entity, Action::READ, image);
    match (before.map(sees), after.map(sees)) {
        (Some(true), Some(true)) | (None, Some(true)) => Verdict::Seen,
        (Some(false), Some(true)) => Verdict::Gained,
        (Some(true), Some(false) | None) => Verdict::Lost,
        (Some(false) | None, Some(false) | None) => Verdict::Hidden,
    }
}

#[cfg(test)]
mod tests;
