//! The hubs: one row each, with a name, a topic and methods.
//!
//! To add a hub, add a row to [`HUBS`]; its routes, its backplane, its place in the drain, in health and in
//! `docs/asyncapi.json` follow from the row. Then describe it in `docs/HUB-PROTOCOL.md`, and make `docs/asyncapi.json`
//! again.

mod access_checks;
mod authenticator;
mod errors;
mod event_hub;
pub(crate) mod method;
mod methods;

use std::sync::Arc;

use plenum_signalr::{Backplane, HubServer, Options};

pub(crate) use access_checks::AccessChecks;
pub(crate) use event_hub::EventHub;

use crate::{feed::feeds::Feeds, node_context::NodeContext, resume::Resumption, streams::topic::Topic};
use authenticator::TokenAuthenticator;
use method::{HubMethod, HubMethodInfo};
use methods::{ACK, MARK_ALL_READ, MARK_READ, MARK_READ_UP_TO, RESUME, UNREAD_COUNT};

/// One hub.
pub(crate) struct HubDefinition {
    /// The last part of its address.
    pub(crate) name: &'static str,
    pub(crate) topic: Topic,
    pub(crate) methods: &'static [HubMethod],
}

/// Every hub.
pub(crate) static HUBS: [HubDefinition; 4] = [
    HubDefinition { name: "deals", topic: Topic::RecordsOf("deal"), methods: &[RESUME, ACK] },
    HubDefinition { name: "activities", topic: Topic::RecordsOf("activity"), methods: &[RESUME, ACK] },
    HubDefinition { name: "records", topic: Topic::AllRecords, methods: &[RESUME, ACK] },
    HubDefinition {
        name: "notifications",
        topic: Topic::Personal,
        methods: &[RESUME, UNREAD_COUNT, MARK_READ, MARK_ALL_READ, MARK_READ_UP_TO],
    },
];

/// Every method of every hub.
pub fn hub_methods() -> Vec<HubMethodInfo> {
    let info = |hub: &HubDefinition, method: &HubMethod| HubMethodInfo {
        hub: hub.name,
        name: method.name,
        sample: method.sample,
    };
    HUBS.iter().flat_map(|hub| hub.methods.iter().map(|method| info(hub, method)).collect::<Vec<_>>()).collect()
}

/// The calls of one connection that run at a time: a long replay is one, and the client may call another meanwhile.
const PARALLEL_CALLS: usize = 2;

/// The parts that the hubs of a node share.
pub(crate) struct HubParts {
    pub(crate) context: Arc<NodeContext>,
    pub(crate) feeds: Arc<Feeds>,
    pub(crate) resumption: Resumption,
    pub(crate) access_checks: AccessChecks,
}

impl HubDefinition {
    /// Its address below `/hubs`.
    pub(crate) fn address(&self) -> String {
        format!("/{}", self.name)
    }

    /// The server of this hub.
    pub(crate) fn server(&self, parts: &HubParts, backplane: Arc<dyn Backplane>) -> HubServer<EventHub> {
        let HubParts { context, feeds, resumption, access_checks } = parts;
        let hub = EventHub::new(context.clone(), feeds.clone(), resumption.clone());
        let authenticator = TokenAuthenticator::new(context.clone(), self.topic, access_checks.clone());
        let source = context.source().clone();
        let clock = source.clone();
        let builder = HubServer::builder(hub, authenticator)
            .name(self.name)
            .options(Options { parallel_invocations: PARALLEL_CALLS, ..context.settings.signalr.clone() })
            .backplane(backplane)
            .wall_clock(move || clock.now().into())
            .randomness(move |bytes: &mut [u8; 16]| {
                source.ids.fill(bytes);
                true
            });
        self.methods.iter().fold(builder, |builder, method| (method.register)(builder, method.name)).build()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_method_has_a_sample_of_each_argument() {
        for method in HUBS.iter().flat_map(|hub| hub.methods) {
            let (name, arguments) = (method.name, (method.arguments)().len());
            assert_eq!(method.sample.len(), arguments, "complete the `sample` of {name} in hub/src/hubs/methods");
        }
    }
}
