//! What a page cursor holds: where a page begins, and which way it goes from there.

use plenum_shared::{Code, Error, Result, page::PageScope, sort::Keys};
use plenum_store::records::Direction;
use serde::{Deserialize, Serialize};

use crate::App;

#[derive(Serialize, Deserialize)]
pub(super) struct Place {
    pub keys: Keys,
    pub direction: Direction,
}

impl Place {
    pub(super) fn seal(&self, app: &App, scope: &PageScope<'_>) -> Result<String> {
        let place = serde_json::to_value(self).map_err(Error::internal)?;
        Ok(app.pages().seal(scope, &place))
    }

    pub(super) fn open(app: &App, scope: &PageScope<'_>, cursor: &str) -> Result<Self> {
        let refused = || Error::new(Code::InvalidCursor);
        let place = app.pages().open(scope, cursor).map_err(|_| refused())?;
        serde_json::from_value(place).map_err(|_| refused())
    }
}
