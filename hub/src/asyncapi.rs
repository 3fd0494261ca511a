//! The AsyncAPI 3 document of the hubs, made of the list of hubs, their methods, the catalogue and the types of
//! messages.
//!
//! A channel is a hub. The server sends messages to client targets there, and receives calls of the hub's methods, each
//! with its completion as the reply. The messages are those of SignalR's JSON protocol, so the document can be read
//! without knowing SignalR. Negotiation, handshake and pings are SignalR's own and are not in the document.
//!
//! Every object and every enum is a component, because a generator of clients calls its type by the component's name: a
//! `DealCreatedMessage` carries a `DealCreatedEvent`, and its data are a `Deal`.

mod components;
mod events;
mod methods;
mod records;

use plenum_shared::{
    catalogue::Catalogue,
    schemas::{SchemaNames, simplify},
};
use plenum_signalr::CloseReason;
use serde_json::{Map, Value, json};

use crate::hubs::{HUBS, HubDefinition};
use components::Components;

const DESCRIPTION: &str = "\
The hubs of Plenum: live events over SignalR. docs/HUB-PROTOCOL.md says how a client resumes after a break and how \
connections end.";

/// The document of all hubs.
pub fn document(catalogue: &Catalogue) -> Value {
    let mut components = Components::new();
    let (mut channels, mut operations) = (Map::new(), Map::new());
    for HubDefinition { name: hub, topic, methods } in &HUBS {
        let mut messages = events::messages(catalogue, &mut components, *topic);
        let sent: Vec<_> = messages.keys().cloned().collect();
        operations
            .insert(format!("{hub}.send"), operation("send", hub, &sent, "The messages to the clients of the hub"));
        for method in *methods {
            messages.insert(method.name.to_owned(), methods::call(&mut components, method));
            let answer = format!("{}Completed", method.name);
            messages.insert(answer.clone(), methods::completion(&mut components, method));
            let mut called = operation("receive", hub, &[method.name.to_owned()], method.summary);
            called["reply"] = json!({ "channel": channel(hub), "messages": references(hub, &[answer]) });
            operations.insert(format!("{hub}.{}", method.name), called);
        }
        channels.insert((*hub).to_owned(), described(&mut components, hub, messages));
    }
    let (messages, schemas) = components.finish();
    let mut document = json!({
        "asyncapi": "3.0.0",
        "info": {
            "title": "Plenum",
            "version": env!("CARGO_PKG_VERSION"),
            "description": DESCRIPTION,
            "license": { "name": "Apache License 2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0" }
        },
        "defaultContentType": "application/json",
        "servers": {
            "plenum": {
                "host": "{host}",
                "protocol": "wss",
                "description": "SignalR over WebSockets; `ws` where there is no TLS.",
                "variables": { "host": { "default": "localhost:8080" } },
                "security": [
                    { "$ref": "#/components/securitySchemes/header" },
                    { "$ref": "#/components/securitySchemes/query" }
                ]
            }
        },
        "channels": channels,
        "operations": operations,
        "components": {
            "securitySchemes": {
                "header": { "type": "http", "scheme": "bearer", "bearerFormat": "JWT" },
                "query": { "type": "httpApiKey", "in": "query", "name": "access_token" }
            },
            "messages": messages,
            "schemas": schemas
        },
        "x-close-reasons": CloseReason::ALL.iter().map(close_reason).collect::<Vec<_>>()
    });
    simplify(&mut document);
    document
}

fn described(names: &mut dyn SchemaNames, hub: &str, messages: Map<String, Value>) -> Value {
    let query = json!({
        "type": "object",
        "properties": {
            "resume": { "type": "string", "const": "1", "description": "Nothing is sent before `Resume` is called." },
            "access_token": { "type": "string", "description": "The access token, where headers cannot be set." },
            "tenant": { "type": "string", "format": "uuid", "description": "The tenant of the token; another one is refused." }
        }
    });
    let query = names.named("HubQuery".to_owned(), query);
    json!({
        "address": format!("/hubs/{hub}"),
        "messages": messages,
        "bindings": { "ws": { "method": "GET", "query": query, "bindingVersion": "0.1.0" } }
    })
}

fn operation(action: &str, hub: &str, messages: &[String], summary: &str) -> Value {
    json!({ "action": action, "channel": channel(hub), "summary": summary, "messages": references(hub, messages) })
}

fn channel(hub: &str) -> Value {
    json!({ "$ref": format!("#/channels/{hub}") })
}

fn references(hub: &str, messages: &[String]) -> Vec<Value> {
    messages.iter().map(|name| json!({ "$ref": format!("#/channels/{hub}/messages/{name}") })).collect()
}

fn close_reason(reason: &CloseReason) -> Value {
    json!({ "code": reason.code(), "name": reason.label(), "retry": reason.allow_reconnect() })
}

#[cfg(test)]
mod tests;
