//! Settings of tenants and of their users: a typed registry, to which contexts add.
//!
//! A [`Setting`] says everything about itself: its name, its values, whose it is, what it is without a value, and what
//! it does. Routes, documents and checks follow from it. A user's value stands before the tenant's, the tenant's before
//! the default. Values are stored as JSON by name, and a name that this version does not know stays as it is: another
//! version may run beside this one.

use std::collections::HashSet;

use icu_locale_core::LanguageIdentifier;
use iso_currency::Currency;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use serde_json::{Map, Value, json};

use crate::error::{Code, FieldError, MAX_FIELD_ERRORS, pointer};

/// A setting.
#[derive(Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its name on the wire and in storage: `timeZone`.
    pub name: &'static str,
    pub kind: SettingKind,
    pub owner: SettingOwner,
    /// The value where nobody has set one, as JSON; null when there is none.
    pub default: &'static str,
    /// What it does, in a sentence.
    pub description: &'static str,
}

/// Whose a setting is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingOwner {
    /// The tenant's alone.
    Tenant,
    /// The tenant has a value, and each of its users may have another.
    TenantAndUsers,
}

/// The values of a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingKind {
    /// A name of the IANA time zone database: `Europe/Berlin`.
    TimeZone,
    /// A language tag (BCP 47) in its canonical form: `pt-BR`.
    Locale,
    /// ISO 4217: `EUR`.
    Currency,
    /// ISO 3166-1, two letters: `DE`.
    Country,
    /// A whole number.
    Whole { min: u32, max: u32 },
}

/// Whose values are read or changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingLevel {
    Tenant,
    User,
}

/// The time zone in which dates and times of day are meant.
pub const TIME_ZONE: Setting = Setting {
    name: "timeZone",
    kind: SettingKind::TimeZone,
    owner: SettingOwner::TenantAndUsers,
    default: "\"UTC\"",
    description: "The time zone in which dates and times of day are meant.",
};

/// The language and the conventions of texts.
pub const LOCALE: Setting = Setting {
    name: "locale",
    kind: SettingKind::Locale,
    owner: SettingOwner::TenantAndUsers,
    default: "\"en\"",
    description: "The language of texts, and the conventions of numbers and dates.",
};

/// The currency of new amounts.
pub const CURRENCY: Setting = Setting {
    name: "currency",
    kind: SettingKind::Currency,
    owner: SettingOwner::TenantAndUsers,
    default: "\"EUR\"",
    description: "The currency in which a client begins a new amount.",
};

/// The country of addresses and phone numbers.
pub const COUNTRY: Setting = Setting {
    name: "country",
    kind: SettingKind::Country,
    owner: SettingOwner::TenantAndUsers,
    default: "null",
    description: "The country of addresses and phone numbers that name none.",
};

/// All settings of the product.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SettingRegistry(Vec<&'static Setting>);

/// Why these settings make no registry.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the setting {name} {problem}")]
pub struct InvalidSetting {
    pub name: &'static str,
    pub problem: &'static str,
}

impl SettingRegistry {
    /// Fails when two settings have one name, or when a default is no value of its setting.
    pub fn new(all: impl IntoIterator<Item = &'static Setting>) -> Result<Self, InvalidSetting> {
        let all: Vec<_> = all.into_iter().collect();
        let mut names = HashSet::new();
        for setting in &all {
            let wrong = |problem| InvalidSetting { name: setting.name, problem };
            if !names.insert(setting.name) {
                return Err(wrong("is declared twice"));
            }
            let default =
                serde_json::from_str::<Value>(setting.default).map_err(|_| wrong("has a default that is no JSON"))?;
            if !default.is_null() && setting.kind.normalize(&default).as_ref() != Ok(&default) {
                return Err(wrong("has a default that is no value of it"));
            }
        }
        Ok(Self(all))
    }

    /// The registry of these settings alone, for a resource that has only some of them.
    pub fn restricted_to(&self, names: &[&str]) -> Self {
        Self(self.0.iter().copied().filter(|setting| names.contains(&setting.name)).collect())
    }

    /// The settings that have values at this level.
    pub fn at(&self, level: SettingLevel) -> impl Iterator<Item = &'static Setting> + '_ {
        let is_at = move |setting: &&'static Setting| {
            level == SettingLevel::Tenant || setting.owner == SettingOwner::TenantAndUsers
        };
        self.0.iter().copied().filter(is_at)
    }

    /// The values in force: the first of these stores that has a value, then the default.
    pub fn in_force(&self, level: SettingLevel, stores: &[&Map<String, Value>]) -> Map<String, Value> {
        self.at(level).map(|setting| (setting.name.to_owned(), setting.in_force(stores))).collect()
    }

    /// The values that a store has itself, as far as this version knows them.
    pub fn own(&self, level: SettingLevel, store: &Map<String, Value>) -> Map<String, Value> {
        let own = self.at(level).filter_map(|setting| Some((setting.name.to_owned(), setting.stored(store)?)));
        own.collect()
    }

    /// Lays a merge patch (RFC 7396) over a store; null removes a value. All problems of the patch are found at once;
    /// their pointers are into the patch.
    pub fn patched(
        &self,
        level: SettingLevel,
        store: &Map<String, Value>,
        patch: &Map<String, Value>,
    ) -> Result<Map<String, Value>, Vec<FieldError>> {
        let (mut patched, mut problems) = (store.clone(), Vec::new());
        for (name, value) in patch {
            let problem = match (self.at(level).find(|setting| setting.name == name), value) {
                (None, _) => {
                    FieldError::new(pointer(name), Code::UnknownField).with_message("there is no such setting")
                }
                (Some(setting), Value::Null) => {
                    patched.remove(setting.name);
                    continue;
                }
                (Some(setting), value) => match setting.kind.normalize(value) {
                    Ok(value) => {
                        patched.insert(setting.name.to_owned(), value);
                        continue;
                    }
                    Err(expected) => {
                        FieldError::new(pointer(name), Code::InvalidValue).with_message(format!("expected {expected}"))
                    }
                },
            };
            problems.push(problem);
            if problems.len() == MAX_FIELD_ERRORS {
                break;
            }
        }
        if problems.is_empty() { Ok(patched) } else { Err(problems) }
    }
}

impl Setting {
    /// The value in force: the first of these stores that has a value, then the default.
    pub fn in_force(&self, stores: &[&Map<String, Value>]) -> Value {
        let stored = stores.iter().find_map(|store| self.stored(store));
        stored.or_else(|| serde_json::from_str(self.default).ok()).unwrap_or_default()
    }

    /// The value of a store. One that this version does not accept counts as none.
    fn stored(&self, store: &Map<String, Value>) -> Option<Value> {
        store.get(self.name).and_then(|value| self.kind.normalize(value).ok())
    }
}

impl SettingKind {
    /// The one form of a value, or the words for what is expected instead.
    pub fn normalize(self, value: &Value) -> Result<Value, String> {
        let text = || value.as_str().unwrap_or_default();
        match self {
            Self::TimeZone => time_zone(text())
                .and_then(|zone| zone.iana_name().map(|name| json!(name)))
                .ok_or_else(|| "a time zone such as Europe/Berlin".to_owned()),
            Self::Locale => locale(text()).ok_or_else(|| "a language tag such as pt-BR".to_owned()),
            Self::Currency => Currency::from_code(text())
                .map(|currency| json!(currency.code()))
                .ok_or_else(|| "a currency such as EUR".to_owned()),
            Self::Country => rust_iso3166::from_alpha2(text())
                .map(|country| json!(country.alpha2))
                .ok_or_else(|| "a country such as DE".to_owned()),
            Self::Whole { min, max } => match value.as_u64() {
                Some(number) if (u64::from(min)..=u64::from(max)).contains(&number) => Ok(json!(number)),
                _ => Err(format!("a whole number from {min} to {max}")),
            },
        }
    }

    /// The values as a JSON Schema, null not among them.
    pub fn schema(self) -> Value {
        match self {
            Self::TimeZone => json!({ "type": "string", "minLength": 1, "maxLength": MAX_ZONE }),
            Self::Locale => json!({ "type": "string", "pattern": LANGUAGE_TAG, "maxLength": MAX_TAG }),
            Self::Currency => json!({ "type": "string", "pattern": "^[A-Z]{3}$" }),
            Self::Country => json!({ "type": "string", "pattern": "^[A-Z]{2}$" }),
            Self::Whole { min, max } => json!({ "type": "integer", "minimum": min, "maximum": max }),
        }
    }
}

/// The longest name of a zone that is looked up.
const MAX_ZONE: usize = 64;
/// The longest language tag that is read.
const MAX_TAG: usize = 35;
const LANGUAGE_TAG: &str = "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$";

/// The zone of this name, by the rules that are compiled in, so that all nodes agree on them.
pub fn time_zone(name: &str) -> Option<TimeZone> {
    if name.is_empty() || name.len() > MAX_ZONE {
        return None;
    }
    TimeZoneDatabase::bundled().get(name).ok()
}

/// The canonical form of a language tag of a language, a script and a region.
fn locale(tag: &str) -> Option<Value> {
    let tag = Some(tag).filter(|tag| !tag.is_empty() && tag.len() <= MAX_TAG)?;
    let parsed = LanguageIdentifier::try_from_str(tag).ok()?;
    (!parsed.language.is_unknown()).then(|| json!(parsed.to_string()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    static MINUTES: Setting = Setting {
        name: "minutes",
        kind: SettingKind::Whole { min: 5, max: 60 },
        owner: SettingOwner::Tenant,
        default: "15",
        description: "Minutes.",
    };

    fn settings() -> SettingRegistry {
        SettingRegistry::new([&TIME_ZONE, &LOCALE, &CURRENCY, &COUNTRY, &MINUTES]).expect("settings")
    }

    fn map(value: Value) -> Map<String, Value> {
        value.as_object().cloned().expect("an object")
    }

    #[test]
    fn values_are_normalised() {
        for (setting, given, kept) in [
            (&TIME_ZONE, "Europe/Berlin", Some("Europe/Berlin")),
            (&TIME_ZONE, "europe/berlin", Some("Europe/Berlin")),
            (&TIME_ZONE, "Mars/Olympus", None),
            (&TIME_ZONE, "../../etc/passwd", None),
            (&TIME_ZONE, "", None),
            (&LOCALE, "pt-br", Some("pt-BR")),
            (&LOCALE, "zh-hant-tw", Some("zh-Hant-TW")),
            (&LOCALE, "english", None),
            (&LOCALE, "e", None),
            (&CURRENCY, "EUR", Some("EUR")),
            (&CURRENCY, "eur", None),
            (&COUNTRY, "DE", Some("DE")),
            (&COUNTRY, "XX", None),
        ] {
            let setting: &Setting = setting;
            assert_eq!(setting.kind.normalize(&json!(given)).ok(), kept.map(|kept| json!(kept)), "{given}");
        }
    }

    #[test]
    fn a_users_value_overrides_the_tenants_and_that_the_default() {
        let (tenant, user) =
            (map(json!({ "timeZone": "Asia/Tokyo", "locale": "de", "minutes": 5 })), map(json!({ "locale": "fr" })));
        let of_user = settings().in_force(SettingLevel::User, &[&user, &tenant]);
        let expected = json!({ "timeZone": "Asia/Tokyo", "locale": "fr", "currency": "EUR", "country": null });
        assert_eq!(Value::from(of_user), expected);
        assert_eq!(settings().in_force(SettingLevel::Tenant, &[&tenant])["minutes"], 5);
        assert_eq!(settings().own(SettingLevel::User, &user), user);
    }

    #[test]
    fn a_patch_sets_and_removes_values_and_keeps_unknown_ones() {
        let stored = map(json!({ "ofTomorrow": 1, "locale": "de" }));
        let patch = map(json!({ "locale": null, "minutes": 30 }));
        let patched = settings().patched(SettingLevel::Tenant, &stored, &patch).expect("patched");
        assert_eq!(Value::from(patched), json!({ "ofTomorrow": 1, "minutes": 30 }));
    }

    #[test]
    fn all_problems_are_found_at_once_and_a_tenants_setting_is_unknown_to_a_user() {
        let patch = map(json!({ "minutes": 30, "timeZone": "Nowhere", "colour": "red", "locale": 7 }));
        let problems = settings().patched(SettingLevel::User, &Map::new(), &patch).expect_err("refused");
        let problems: Vec<_> = problems.iter().map(|problem| (problem.pointer.as_str(), problem.code)).collect();
        let expected = [
            ("/minutes", "unknown_field"),
            ("/timeZone", "invalid_value"),
            ("/colour", "unknown_field"),
            ("/locale", "invalid_value"),
        ];
        assert_eq!(problems, expected);
    }

    #[test]
    fn a_stored_value_that_is_no_longer_accepted_counts_as_none() {
        let stored = map(json!({ "minutes": 600, "timeZone": "Nowhere" }));
        let values = settings().in_force(SettingLevel::Tenant, &[&stored]);
        assert_eq!((&values["minutes"], &values["timeZone"]), (&json!(15), &json!("UTC")));
    }

    #[test]
    fn settings_that_contradict_themselves_or_each_other_are_refused() {
        static WRONG: Setting = Setting { default: "\"Mars\"", ..TIME_ZONE };
        assert!(SettingRegistry::new([&WRONG]).is_err());
        assert!(SettingRegistry::new([&LOCALE, &LOCALE]).is_err());
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text: String) {
            let text = json!(text);
            for kind in [SettingKind::TimeZone, SettingKind::Locale, SettingKind::Currency, SettingKind::Country] {
                if let Ok(value) = kind.normalize(&text) {
                    prop_assert_eq!(kind.normalize(&value), Ok(value.clone()));
                }
            }
        }
    }
}
