//! `plenum config check`: are the settings right, and what is in force?

use super::{Failure, say};
use crate::settings;

pub(crate) fn check() -> Result<(), Failure> {
    let config = settings::read(&[])?;
    settings::keys(&config)?;
    say(settings::effective());
    Ok(())
}

pub(crate) fn table() -> Result<(), Failure> {
    say(plenum_shared::config::markdown());
    Ok(())
}
