//! What a release adds: when it declares permissions that there were not before, the built-in roles of every tenant get
//! the declared defaults of these, and of no others. What an administrator took from such a role stays away; roles that
//! a tenant has made get nothing; and the administrator's role holds everything by definition.
//!
//! Each tenant records the permissions that it has met, so the job finds the tenants to which some are new by one look
//! at all of them, and otherwise does nothing. Programs of the version before and after may run it beside each other:
//! each adds what it declares.

use std::{collections::BTreeSet, time::Duration};

use async_trait::async_trait;
use plenum_shared::{
    Error, Result,
    access::{Action, DeclaredAction, Grant, Permissions, Scope, SystemRole, present_word},
    actor::Actor,
    caller::Origin,
    ids::TenantId,
};
use plenum_store::{
    TenantTx,
    access::{
        permission_defaults,
        roles::{self, RoleContent, StoredRole},
    },
};
use time::OffsetDateTime;

use super::roles::{RoleView, content_of};
use crate::{
    App,
    change_set::{ChangeSet, Subject, image},
    jobs::{Failure, Job, JobContext, JobOptions, Missed, Outcome, Schedule, each_tenant::each_of},
};

/// Gives built-in roles the defaults of permissions that are new to their tenant, a job of the platform.
pub struct DefaultsOfNewPermissions;

/// Soon after a deploy.
pub(crate) const DEFAULTS_OF_NEW_PERMISSIONS: Schedule = Schedule {
    name: DefaultsOfNewPermissions::KIND,
    cron: "*/5 * * * *",
    missed: Missed::Once,
    kind: DefaultsOfNewPermissions::KIND,
};

#[async_trait]
impl Job for DefaultsOfNewPermissions {
    const KIND: &'static str = "defaults_of_new_permissions";
    const OPTIONS: JobOptions = JobOptions { time_limit: Duration::from_hours(2), ..JobOptions::DEFAULT };
    type Payload = ();

    async fn run(&self, context: &JobContext, (): ()) -> Result<Outcome, Failure> {
        let app = context.app();
        let declared = names(app.catalogue().permissions());
        let lacking = |after, count| permission_defaults::tenants_lacking(app.store(), &declared, after, count);
        each_of(context, lacking, |tenant| give_defaults(app, tenant)).await
    }
}

/// Gives the built-in roles of a tenant the defaults of the permissions that are new to it, and says how many roles
/// that changed. Each change is an entry of the tenant's log, and open connections load their access again.
pub async fn give_defaults(app: &App, tenant: TenantId) -> Result<u64> {
    let now = app.source().now();
    let work = |mut tx: TenantTx| async move {
        let permissions = app.catalogue().permissions();
        let mut changes = ChangeSet::by(app.source(), Actor::SYSTEM, &Origin::default(), now);
        // The roles are locked in one order, before the record is read: of two workers one finds the work done.
        let mut locked = Vec::new();
        for role in SystemRole::WITH_DEFAULTS {
            if let Some(id) = roles::by_key(&mut tx, role.key()).await?
                && let Some(stored) = roles::lock(&mut tx, id).await?.filter(|stored| stored.is_system)
            {
                locked.push((role, stored));
            }
        }
        let given = permission_defaults::given(&mut tx).await?;
        let known: BTreeSet<_> = given.iter().map(|name| present_name(name)).collect();
        let new: Vec<_> = permissions.all().filter(|declared| !known.contains(&declared.name())).collect();
        let mut changed = 0;
        for (role, stored) in locked {
            changed += u64::from(extend(&mut tx, permissions, &mut changes, (role, stored), &new, now).await?);
        }
        let all: BTreeSet<_> = given.into_iter().chain(names(permissions)).collect();
        permission_defaults::record(&mut tx, &all.into_iter().collect::<Vec<_>>(), now).await?;
        let entries = changes.append(&mut tx).await?;
        Ok(tx.finish((changed, entries)))
    };
    let (changed, entries) = app.store().write("access.new_permissions", tenant, None, work).await?;
    app.publish(&entries);
    Ok(changed)
}

/// Records that a new tenant has been given the defaults of all permissions.
pub(crate) async fn record_all(app: &App, tx: &mut TenantTx, now: OffsetDateTime) -> Result<()> {
    permission_defaults::record(tx, &names(app.catalogue().permissions()), now).await
}

/// Adds the defaults of the new permissions that the role does not have, and says whether there were any. One that
/// implies another is added only beside it: an administrator who took the other from the role took this one as well.
async fn extend(
    tx: &mut TenantTx,
    permissions: &Permissions,
    changes: &mut ChangeSet,
    (role, stored): (SystemRole, StoredRole),
    new: &[&DeclaredAction],
    now: OffsetDateTime,
) -> Result<bool> {
    let before = content_of(&stored.role, permissions);
    let mut after = before.clone();
    // What implies nothing comes first, so that what implies it finds it there.
    let mut ordered = new.to_vec();
    ordered.sort_by_key(|declared| declared.implies.len());
    for declared in ordered {
        let Some(scope) = declared.default_of(role) else { continue };
        let implied = |(module, action): &(&str, Action)| has(&after, module, action.as_str());
        if !has(&after, declared.module, declared.action.as_str()) && declared.implies.iter().all(implied) {
            after.grants.push(grant_of(declared, scope));
        }
    }
    if after.grants.len() == before.grants.len() {
        return Ok(false);
    }
    let (id, about) = (stored.role.id, Subject::new("role", stored.role.id));
    let shown = image(&RoleView::of(permissions, stored))?;
    roles::update(tx, id, &after, now).await?;
    let stored = roles::get(tx, id).await?.ok_or_else(|| Error::internal("a role is gone"))?;
    changes.note("role.updated", about, Some(shown), Some(image(&RoleView::of(permissions, stored))?));
    changes.access_changed(about);
    Ok(true)
}

fn has(content: &RoleContent, module: &str, action: &str) -> bool {
    content.grants.iter().any(|(name, granted, _)| name == module && granted == action)
}

fn grant_of(declared: &DeclaredAction, scope: Scope) -> (String, String, Grant) {
    (declared.module.to_owned(), declared.action.into(), Grant { scope, fields: [].into() })
}

/// The names of all declared permissions, in the order in which a tenant records them.
fn names(permissions: &Permissions) -> Vec<String> {
    let names: BTreeSet<_> = permissions.all().map(DeclaredAction::name).collect();
    names.into_iter().collect()
}

/// A recorded name, or the one that the permission has now.
fn present_name(name: &str) -> String {
    let renamed = name.split_once('.').and_then(|(module, action)| Some((module, present_word(module, action)?)));
    renamed.map_or_else(|| name.to_owned(), |(module, action)| format!("{module}.{action}"))
}
