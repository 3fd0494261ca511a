//! What access adds to the product.

use plenum_shared::{language::Language, messages::MessageFile, plan::FIELD_RULES};

use super::{
    new_permissions::{DEFAULTS_OF_NEW_PERMISSIONS, DefaultsOfNewPermissions},
    permissions::USERS,
};
use crate::Context;

pub const CONTEXT: Context = Context {
    permissions: &[&USERS],
    jobs: &[&DefaultsOfNewPermissions],
    schedules: &[DEFAULTS_OF_NEW_PERMISSIONS],
    messages: &[
        MessageFile { language: Language::English, text: include_str!("messages/en.ftl") },
        MessageFile { language: Language::German, text: include_str!("messages/de.ftl") },
    ],
    features: &[&FIELD_RULES],
    ..Context::named("access")
};
