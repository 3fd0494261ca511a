//! The settings of the caller's tenant and of the caller: read by whom they concern, changed by merge patches.
//!
//! The registry of all settings is the [`SettingRegistry`](plenum_shared::settings::SettingRegistry) of the product, to
//! which contexts add. A change is an entry of the log with the settings before and after.

mod get_tenant;
mod get_user;
mod patch_tenant;
mod patch_user;
mod view;

pub use get_tenant::get_tenant;
pub use get_user::get_user;
pub use patch_tenant::patch_tenant;
pub use patch_user::patch_user;
pub use view::SettingsView;

use plenum_shared::settings::{COUNTRY, CURRENCY, LOCALE, Setting, TIME_ZONE};
use serde_json::Value;
use time::Duration;

use super::own_tenant::ACCESS_TOKEN;

/// The days that a setting of a tenant says. `stored` are the tenant's settings.
pub(crate) fn days(setting: &Setting, stored: &Value) -> Duration {
    let days = setting.in_force(&[&view::object(stored)]).as_i64();
    // A setting of days has a default, which is a number.
    Duration::days(days.unwrap_or(i64::from(u16::MAX)))
}

/// The settings that belong to no single context.
pub(super) const SETTINGS: &[&Setting] = &[&TIME_ZONE, &LOCALE, &CURRENCY, &COUNTRY, &ACCESS_TOKEN];
