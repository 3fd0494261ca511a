//! Signing up, in and out, and a person's own account.

mod accept_invitation;
mod change_password;
mod jwks;
mod login;
mod refresh;
mod register;
mod token;
mod update_me;

pub(crate) use accept_invitation::accept_invitation;
pub(crate) use change_password::{ChangePassword, change_password};
pub(crate) use jwks::jwks;
pub(crate) use login::{LoginResult, login};
pub(crate) use refresh::{Refresh, Refreshed, refresh};
pub(crate) use register::register;
pub(crate) use token::{TokenAnswer, token};
pub(crate) use update_me::update_me;
