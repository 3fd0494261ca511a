//! Identifiers: one type per kind of thing, so that a deal's id cannot be passed where a user's is meant.
//!
//! All are UUIDs; the ones we make are version 7, so they sort by the time they were made. They are names, not
//! secrets: knowing one gives no access to what it names.

use std::{fmt, str::FromStr};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// The bare UUID, for the edges of the system: a column, a header, a cipher's associated data.
            pub fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self {
                Self(uuid)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::try_parse(text).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }
    )*};
}

ids! {
    /// A tenant: one customer organisation, the border that nothing crosses.
    TenantId;
    /// A person or machine that can sign in; the same in every tenant it is a member of.
    UserId;
    /// One sign-in on one device, and with it one family of refresh tokens.
    SessionId;
    /// A role of one tenant.
    RoleId;
    /// A team of one tenant.
    TeamId;
    /// An invitation to become a member of one tenant.
    InvitationId;
    /// A record of any entity of the catalogue.
    RecordId;
    /// A notification of one member.
    NotificationId;
    /// An entry of the change log, and the event made from it.
    EventId;
    /// Everything that one request, or one reaction of the program, changed in a tenant.
    ChangeSetId;
    /// A job of one tenant, or of the platform.
    JobId;
    /// A schedule of one tenant, or of the platform.
    ScheduleId;
}

impl TenantId {
    /// The tenant of all zeros, which stands for the platform: its jobs and schedules belong to it. No tenant has this
    /// id.
    pub const PLATFORM: Self = Self(Uuid::nil());
}
