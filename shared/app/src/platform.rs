//! The platform: the operators who run the installation, all [tenants] as they see them, and the caller's
//! [own tenant](own_tenant).
//!
//! An operator belongs to no tenant. Their token names none, is no access token, and opens no data: an operator lists
//! tenants, suspends and reactivates them. That is done in the tenant's own transaction and written into the tenant's
//! own log, so that its auditors see it and its open connections are checked as after any change of access.

pub mod operators;
pub mod own_tenant;
mod parked;
pub mod plans;
pub mod seed;
pub mod settings;
pub(crate) mod setup;
pub mod tenants;

use plenum_shared::{language::Language, messages::MessageFile};

use crate::{
    Context,
    jobs::{JOBS_RETENTION, JobsRetention},
};

pub use operators::Operator;

pub use parked::{MAX_PARKED, ParkedView, parked, replay};

/// What the platform itself adds to the product.
pub const CONTEXT: Context = Context {
    jobs: &[&JobsRetention, &plans::RecountRecords],
    schedules: &[JOBS_RETENTION, plans::RECOUNT],
    settings: settings::SETTINGS,
    notification_categories: &[&plans::LIMIT_NEARLY_REACHED],
    messages: &[
        MessageFile { language: Language::English, text: include_str!("platform/messages/en.ftl") },
        MessageFile { language: Language::German, text: include_str!("platform/messages/de.ftl") },
    ],
    ..Context::named("platform")
};
