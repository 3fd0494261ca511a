//! Automations: the identity under which a consumer writes records of a tenant.
//!
//! An automation has a name and the rights that its context declares. It has no membership, session or secret, is in no
//! list that can be edited, and cannot be suspended. What it writes is judged by the rule that judges everybody, and
//! its entries reach readers as everybody's do.

use std::{collections::HashMap, sync::Arc};

use plenum_shared::{
    access::{Access, Action, DefaultFieldAccess, Grant, Role, Scope},
    actor::ActorKind,
    caller::{Caller, Origin},
    catalogue::Catalogue,
    ids::TenantId,
    language::ReaderLanguages,
    locality::Locality,
    plan::Entitlements,
    text::TextVersion,
};
use uuid::Uuid;

/// An automation, as its context declares it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Automation {
    /// Its name in the log and in documents; never changed.
    pub name: &'static str,
    /// What it may do with the records of which modules, all of them.
    pub grants: &'static [(&'static str, Action)],
}

impl Automation {
    /// The caller that the automation is in a tenant.
    pub(crate) fn caller(
        &self,
        catalogue: &Catalogue,
        tenant: TenantId,
        entitlements: Arc<Entitlements>,
        text: TextVersion,
        origin: Origin,
    ) -> Caller {
        let grant = || Grant { scope: Scope::All, fields: HashMap::new() };
        let grants = self.grants.iter().map(|(module, action)| ((*module).to_owned(), *action, grant()));
        let nobody = Uuid::nil();
        let role = Role::new(nobody.into(), self.name, self.name, 1, DefaultFieldAccess::Allow, grants);
        let access = Access { user: nobody.into(), role: Arc::new(role), teams: Vec::new(), version: 1 };
        Caller {
            tenant,
            user: nobody.into(),
            kind: ActorKind::Automation,
            session: nobody.into(),
            access: Arc::new(access),
            entitlements,
            languages: ReaderLanguages::default(),
            locality: Locality::default(),
            catalogue: catalogue.clone(),
            text,
            origin,
            automation: Some(self.name),
        }
    }
}
