//! The state that all sessions of one hub share.

use std::sync::Arc;

use crate::clients::Clients;
use crate::dispatch::{Filters, Methods};
use crate::drain::Drain;
use crate::hub::Hub;
use crate::meters::Meters;
use crate::options::Options;

/// A hub with its methods, filters and connections, its options and its metrics.
pub(crate) struct HubContext<H: Hub> {
    pub(crate) hub: Arc<H>,
    pub(crate) methods: Methods<H>,
    pub(crate) filters: Filters<H>,
    pub(crate) clients: Clients<H::State>,
    pub(crate) options: Options,
    pub(crate) meters: Meters,
    pub(crate) drain: Drain,
}
