//! What a filter is bound with besides its entity: who reads, when, and where.

use time::OffsetDateTime;

use crate::{caller::Caller, ids::UserId, locality::Locality, text::TextVersion};

/// The reader of a filter and the moment of the request, by which `me`, `today` and national phone numbers are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilterContext {
    /// The reader; an automation is no user.
    pub user: Option<UserId>,
    pub now: OffsetDateTime,
    pub locality: Locality,
    /// The rules by which the tenant's texts are compared.
    pub text: TextVersion,
}

impl FilterContext {
    pub fn of(caller: &Caller, now: OffsetDateTime) -> Self {
        let user = caller.automation.is_none().then_some(caller.user);
        Self { user, now, locality: caller.locality.clone(), text: caller.text }
    }

    /// A filter of the program's own, which names nothing that depends on a reader.
    pub fn of_program(now: OffsetDateTime, text: TextVersion) -> Self {
        Self { user: None, now, locality: Locality::default(), text }
    }
}
