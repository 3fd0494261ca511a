//! Invitations: how somebody becomes a member. They are accepted where one signs in, in
//! [`auth`](crate::identity::auth).

mod create;
mod list;
mod view;
mod withdraw;

pub use create::{Invite, create};
pub use list::list;
pub use view::{InvitationStatus, InvitationView, Invited};
pub use withdraw::withdraw;
