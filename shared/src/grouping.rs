//! The groups of a count: `groupBy=stageId,createdAt.month`.

use crate::{
    calendar::Period,
    catalogue::{Entity, Field, FieldKind, FieldMask},
    error::{Code, Error, FieldError, Result},
};

const PARAMETER: &str = "groupBy";
/// How many fields a count may be grouped by.
pub const MAX_KEYS: usize = 2;
/// How many groups an answer has at most.
pub const MAX_GROUPS: usize = 1_000;

/// A field by whose values records are counted. Dates and times are counted by a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GroupKey {
    pub field: &'static Field,
    pub period: Option<Period>,
}

/// How values of a kind make groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Groups {
    /// Each value is a group.
    Values,
    /// Each period is one.
    Periods,
    /// There are as many values as records.
    None,
}

/// How a count is grouped by fields of this kind.
pub const fn groups(kind: FieldKind) -> Groups {
    match kind {
        FieldKind::Choice(_) | FieldKind::Bool | FieldKind::Reference(_) | FieldKind::User | FieldKind::Team => {
            Groups::Values
        }
        FieldKind::Date | FieldKind::Timestamp => Groups::Periods,
        _ => Groups::None,
    }
}

impl GroupKey {
    /// Reads the parameter. A field outside of `readable` is as unknown as one that does not exist.
    pub fn parse(entity: &'static Entity, readable: FieldMask, text: &str) -> Result<Vec<Self>> {
        let mut keys = Vec::<Self>::new();
        for part in text.split(',') {
            let (name, period) = part.split_once('.').map_or((part, None), |(name, period)| (name, Some(period)));
            let unknown = || Error::new(Code::MalformedQuery).with_fields(vec![FieldError::unknown(PARAMETER, name)]);
            let field = readable.field(entity, name).ok_or_else(unknown)?;
            if keys.iter().any(|key| key.field == field) {
                return Err(wrong("a field stands twice".to_owned()));
            }
            if keys.len() == MAX_KEYS {
                return Err(wrong(format!("a count is grouped by at most {MAX_KEYS} fields")));
            }
            let period = match (groups(field.kind), period) {
                (Groups::Values, None) => None,
                (Groups::Values, Some(_)) => return Err(wrong(format!("{} has no periods", field.name))),
                (Groups::Periods, period) => Some(period.and_then(Period::parse).ok_or_else(|| {
                    let known = Period::ALL.map(Period::as_str).join(", ");
                    wrong(format!("{0} is counted by a period, such as {0}.month; there are {known}", field.name))
                })?),
                (Groups::None, _) => return Err(wrong(format!("records are not counted by {}", field.name))),
            };
            keys.push(Self { field, period });
        }
        Ok(keys)
    }

    /// The name of the key in the parameter and in the answer: `stageId`, `createdAt.month`.
    pub fn name(&self) -> String {
        match self.period {
            Some(period) => format!("{}.{}", self.field.name, period.as_str()),
            None => self.field.name.to_owned(),
        }
    }
}

fn wrong(why: String) -> Error {
    let field = FieldError::new(PARAMETER, Code::InvalidValue).with_message(why);
    Error::new(Code::MalformedQuery).with_fields(vec![field])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::samples::DEAL;

    fn names(text: &str) -> Result<Vec<String>> {
        GroupKey::parse(&DEAL, FieldMask::ALL, text).map(|keys| keys.iter().map(GroupKey::name).collect())
    }

    #[test]
    fn keys_are_fields_with_few_values_and_periods_of_dates() {
        for text in ["stageId", "status,ownerId", "createdAt.month", "expectedCloseDate.quarter,teamId", "createdBy"] {
            assert_eq!(names(text).expect(text).join(","), text);
        }
        for text in [
            "",
            "title",
            "value",
            "id",
            "version",
            "createdAt",
            "createdAt.hour",
            "createdAt.",
            "status.day",
            "status,status",
            "status,ownerId,teamId",
            "nothing",
            "status,",
        ] {
            assert_eq!(names(text).expect_err(text).code(), Code::MalformedQuery, "{text}");
        }
    }

    #[test]
    fn a_field_that_may_not_be_read_is_as_unknown_as_any_other() {
        let refused = |name: &str| {
            let error = GroupKey::parse(&DEAL, FieldMask::NONE, name).expect_err(name);
            (error.fields()[0].code, error.fields()[0].message.replace(name, "x"))
        };
        assert_eq!(refused("status"), refused("stasis"));
        assert_eq!(refused("title"), refused("createdAt"));
    }
}
