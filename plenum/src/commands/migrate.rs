//! `plenum migrate`: brings the database to the newest schema, connected as the owner of the
//! tables, and drops months of the log that retention has emptied.

use super::{Failure, say};
use crate::settings;

pub(crate) async fn run() -> Result<(), Failure> {
    let config = settings::read(&["PLENUM_ADMIN_DATABASE_URL"])?;
    let url = config.database.admin_url.as_ref().ok_or("PLENUM_ADMIN_DATABASE_URL is not set")?;
    let migrations = plenum_migrations::migrate(url.expose()).await?;
    say(format_args!("the database is up to date, with {migrations} migrations"));
    for month in plenum_migrations::drop_empty_months(url.expose()).await? {
        say(format_args!("dropped the partition {month} of the log, which was empty"));
    }
    Ok(())
}
