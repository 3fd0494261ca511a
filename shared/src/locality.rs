//! Where a reader is, by the settings of the reader and of the tenant: the zone in which their days begin, and the
//! country of phone numbers that name none.

use jiff::tz::TimeZone;

use crate::{
    address::Country,
    settings::{COUNTRY, TIME_ZONE, time_zone},
};

/// The zone and the country of a reader.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Locality {
    /// A name of the IANA time zone database.
    zone: Option<String>,
    pub country: Option<Country>,
}

impl Locality {
    /// Of the settings of a user and of a tenant, each given by the name of a setting. What this version does not accept
    /// counts as none.
    pub fn of_settings(user: impl Fn(&str) -> Option<String>, tenant: impl Fn(&str) -> Option<String>) -> Self {
        let zones = [user(TIME_ZONE.name), tenant(TIME_ZONE.name)];
        let countries = [user(COUNTRY.name), tenant(COUNTRY.name)];
        Self {
            zone: zones.into_iter().flatten().find(|name| time_zone(name).is_some()),
            country: countries.into_iter().flatten().find_map(|code| Country::from_code(&code)),
        }
    }

    /// A reader in this zone, whose numbers name their country.
    pub fn in_zone(name: &str) -> Self {
        Self { zone: Some(name.to_owned()), country: None }
    }

    /// The same place with another zone: that of this name, or UTC.
    pub fn moved_to(&self, zone: Option<&str>) -> Self {
        Self { zone: zone.map(str::to_owned), country: self.country }
    }

    /// The name of the zone, if there is a setting.
    pub fn zone_name(&self) -> Option<&str> {
        self.zone.as_deref()
    }

    /// The reader's zone, or UTC.
    pub fn zone(&self) -> TimeZone {
        self.zone.as_deref().and_then(time_zone).unwrap_or(TimeZone::UTC)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_users_setting_stands_before_the_tenants_and_one_that_is_not_accepted_counts_as_none() {
        let settings = |zone: &'static str, country: &'static str| {
            move |name: &str| {
                let value = if name == TIME_ZONE.name { zone } else { country };
                Some(value.to_owned()).filter(|value| !value.is_empty())
            }
        };
        let of = |user: (&'static str, &'static str), tenant: (&'static str, &'static str)| {
            Locality::of_settings(settings(user.0, user.1), settings(tenant.0, tenant.1))
        };
        let both = of(("Asia/Tokyo", "JP"), ("Europe/Berlin", "DE"));
        assert_eq!((both.zone_name(), both.country), (Some("Asia/Tokyo"), Country::from_code("JP")));
        let tenants = of(("Mars", "XX"), ("Europe/Berlin", "DE"));
        assert_eq!((tenants.zone_name(), tenants.country), (Some("Europe/Berlin"), Country::from_code("DE")));
        let neither = of(("", ""), ("", ""));
        assert_eq!((neither.zone(), neither.country), (TimeZone::UTC, None));
    }
}
