//! Signing up, in and out.

mod jwks;
mod login;
mod logout;
mod me;
mod refresh;
mod register;

pub(crate) use jwks::jwks;
pub(crate) use login::login;
pub(crate) use logout::logout;
pub(crate) use me::me;
pub(crate) use refresh::refresh;
pub(crate) use register::register;
