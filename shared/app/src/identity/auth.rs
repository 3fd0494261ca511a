//! Signing up, in and out.
//!
//! A [session](super::sessions) is one sign-in on one device. It has one live refresh token at a time; using it makes
//! the next one. Using an old one again means that somebody has a copy, and ends the session for both.

mod accept_invitation;
pub(super) mod access_token;
mod change_password;
mod check_password;
mod login;
mod logout;
mod me;
pub(crate) mod names;
mod refresh;
mod register;
mod sign_in;
mod sign_in_throttle;
mod update_me;
mod views;

pub use accept_invitation::{AcceptInvitation, accept_invitation};
pub use change_password::change_password;
pub use login::{Login, LoginOutcome, login};
pub use logout::logout;
pub use me::{Me, me};
pub use refresh::refresh;
pub(crate) use register::{MAX_COMPANY, register_unchecked};
pub use register::{Register, register};
pub(crate) use sign_in_throttle::SignInThrottle;
pub use update_me::{NewNames, update_me};
pub use views::{SignedIn, SignedInUser, TenantChoice, TenantView, Tokens};
