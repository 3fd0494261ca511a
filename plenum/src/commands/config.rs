//! `plenum config`: checks the settings and prints the values in force, or the table of all settings.

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
