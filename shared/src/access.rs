//! The one audience rule: may this caller see this record, and which of its fields?
//!
//! All code that shows data applies this rule: REST reads, live delivery, replay. It is a pure function of the role's
//! grants, the scope of the grant, and the record's owner, creator and team. An entry of the change log is judged on
//! *both* of its images, so that a reader who loses sight of a record is informed, and one who gains it gets all of it.

mod default_grants;
mod delegation;
mod permission;

pub use permission::{AUDIT, Action, CHANGE_SETS, OTHER_MODULES, Scope, SystemRole, USERS};

use std::{borrow::Cow, collections::HashMap, sync::Arc};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use crate::{
    catalogue::{Entity, Field, FieldMask, Ownership},
    error::{Code, Error, FieldError, Result},
    ids::{RoleId, TeamId, UserId},
    image::Image,
};

/// The rule of a grant for one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FieldAccess {
    None,
    Read,
    Write,
}

/// Rules for single fields, by name: the exceptions to the role's default. It describes the maps in bodies and answers.
pub struct FieldRules;

impl JsonSchema for FieldRules {
    fn schema_name() -> Cow<'static, str> {
        "FieldRules".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let rule = generator.subschema_for::<FieldAccess>();
        let description = "Rules for single fields, by name: the exceptions to the role's default.";
        json_schema!({ "type": "object", "description": description, "additionalProperties": rule })
    }
}

/// The access of a role to fields without a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DefaultFieldAccess {
    Allow,
    Deny,
}

/// One permission of a role, with its scope and its rules for single fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    pub scope: Scope,
    pub fields: HashMap<String, FieldAccess>,
}

/// A role with its grants. Readers with the same role and version share one, and so one encoding of each event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    pub id: RoleId,
    pub key: String,
    pub name: String,
    pub version: i64,
    pub default_field_access: DefaultFieldAccess,
    grants: HashMap<(String, Action), Grant>,
}

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

impl Role {
    pub fn new(
        id: RoleId,
        key: impl Into<String>,
        name: impl Into<String>,
        version: i64,
        default_field_access: DefaultFieldAccess,
        grants: impl IntoIterator<Item = (String, Action, Grant)>,
    ) -> Self {
        let grants = grants.into_iter().map(|(module, action, grant)| ((module, action), grant)).collect();
        Self { id, key: key.into(), name: name.into(), version, default_field_access, grants }
    }

    pub fn grant(&self, entity: &Entity, action: Action) -> Option<&Grant> {
        self.module_grant(entity.module, action)
    }

    fn module_grant(&self, module: &str, action: Action) -> Option<&Grant> {
        // The key is owned, so a look-up by reference would need a copy of the module's name; a role has few grants.
        self.grants.iter().find(|((name, granted), _)| name == module && *granted == action).map(|(_, grant)| grant)
    }

    /// Module, action and what is granted, sorted.
    pub fn grants(&self) -> impl Iterator<Item = (&str, Action, &Grant)> {
        let mut all: Vec<_> =
            self.grants.iter().map(|((module, action), grant)| (module.as_str(), *action, grant)).collect();
        all.sort_by_key(|(module, action, _)| (*module, *action));
        all.into_iter()
    }

    /// The permissions as `module.action`, sorted.
    pub fn permissions(&self) -> Vec<(String, &Grant)> {
        let mut all: Vec<_> = self
            .grants
            .iter()
            .map(|((module, action), grant)| (format!("{module}.{}", action.as_str()), grant))
            .collect();
        all.sort_by(|a, b| a.0.cmp(&b.0));
        all
    }

    /// The fields of the entity that this role may read. The id is always among them.
    pub fn readable(&self, entity: &Entity) -> FieldMask {
        let Some(grant) = self.grant(entity, Action::Read) else { return FieldMask::NONE };
        let mut mask = FieldMask::NONE;
        for (index, field) in entity.fields().enumerate() {
            if field.name == "id" || self.rule(grant, field) >= FieldAccess::Read {
                mask = mask.with(index);
            }
        }
        mask
    }

    /// Whether this role may set the field: it can be read, and its rule says write.
    pub fn may_write_field(&self, entity: &Entity, field: &Field) -> bool {
        let readable =
            self.grant(entity, Action::Read).is_some_and(|grant| self.rule(grant, field) >= FieldAccess::Read);
        let writable =
            self.grant(entity, Action::Write).is_some_and(|grant| self.rule(grant, field) == FieldAccess::Write);
        readable && writable
    }

    fn rule(&self, grant: &Grant, field: &Field) -> FieldAccess {
        match (grant.fields.get(field.name), self.default_field_access) {
            (Some(rule), _) => *rule,
            (None, DefaultFieldAccess::Allow) => FieldAccess::Write,
            (None, DefaultFieldAccess::Deny) => FieldAccess::None,
        }
    }
}

impl Access {
    /// Whether the caller may do this with the record as it is in `image`.
    pub fn covers(&self, entity: &Entity, action: Action, image: &Image) -> bool {
        self.role.grant(entity, action).is_some_and(|grant| self.is_within(entity, grant.scope, image))
    }

    /// Whether the caller may look into the past of the record that is now as in `image`, if they see it at all.
    pub fn may_audit(&self, entity: &Entity, image: &Image) -> bool {
        self.audits().is_some_and(|scope| self.is_within(entity, scope, image))
    }

    /// How far the caller may look into the log.
    pub fn audits(&self) -> Option<Scope> {
        self.role.module_grant(AUDIT, Action::Read).map(|grant| grant.scope)
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

    /// The scope of a grant, or an error that says the role lacks it.
    pub fn require(&self, entity: &Entity, action: Action) -> Result<Scope> {
        match (self.role.grant(entity, action), entity.ownership) {
            (Some(_), Ownership::Shared) => Ok(Scope::All),
            (Some(grant), Ownership::Owned) => Ok(grant.scope),
            (None, _) => Err(Error::new(Code::Forbidden)
                .with_message(format!("your role does not have the permission {}", entity.permission(action)))),
        }
    }

    /// Refuses a caller whose role lacks a permission that is not about records. The answer to a
    /// change shows the changed thing, so the permission to write is valid only beside the one to read.
    pub fn require_module(&self, module: &str, action: Action) -> Result<()> {
        for needed in [Action::Read, action] {
            if self.role.module_grant(module, needed).is_none() {
                let why = format!("your role does not have the permission {module}.{}", needed.as_str());
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
    let sees = |image: &Image| access.covers(entity, Action::Read, image);
    match (before.map(sees), after.map(sees)) {
        (Some(true), Some(true)) | (None, Some(true)) => Verdict::Seen,
        (Some(false), Some(true)) => Verdict::Gained,
        (Some(true), Some(false) | None) => Verdict::Lost,
        (Some(false) | None, Some(false) | None) => Verdict::Hidden,
    }
}

#[cfg(test)]
mod tests;
