//! The AsyncAPI 3 document of the hubs, made of the hubs, their methods, the catalogue and the types of what is sent.
//!
//! A channel is a hub. What the server sends there are its client targets; what it receives are calls of its methods,
//! each with its completion as the reply. The messages are those of SignalR's JSON protocol, so the document can be
//! read without knowing SignalR. What is around them (the negotiation, the handshake, pings) is SignalR's own.

mod events;
mod methods;

use plenum_shared::catalogue::Catalogue;
use plenum_signalr::CloseReason;
use schemars::generate::{SchemaGenerator, SchemaSettings};
use serde_json::{Map, Value, json};

use crate::hubs::HUBS;
use methods::Method;

const DESCRIPTION: &str = "\
The hubs of Plenum: live events over SignalR. docs/HUB-PROTOCOL.md tells how to come back after a break and how \
connections end.";

/// What is collected while the document is made.
struct Parts {
    types: SchemaGenerator,
    schemas: Map<String, Value>,
    messages: Map<String, Value>,
}

impl Parts {
    fn new() -> Self {
        let settings = SchemaSettings::draft07().for_serialize().with(|settings| {
            settings.definitions_path = "/components/schemas".into();
            settings.meta_schema = None;
        });
        Self { types: settings.into_generator(), schemas: Map::new(), messages: Map::new() }
    }

    /// A reference to the message of this name, as a channel has it.
    fn message(&mut self, name: &str, summary: &str, payload: impl FnOnce(&mut Self) -> Value) -> Value {
        if !self.messages.contains_key(name) {
            let payload = payload(self);
            let message =
                json!({ "name": name, "summary": summary, "contentType": "application/json", "payload": payload });
            self.messages.insert(name.to_owned(), message);
        }
        json!({ "$ref": format!("#/components/messages/{name}") })
    }
}

/// The document of all hubs.
pub fn document(catalogue: &Catalogue) -> Value {
    let mut parts = Parts::new();
    let (mut channels, mut operations) = (Map::new(), Map::new());
    for (hub, topic) in HUBS {
        let mut messages = events::messages(catalogue, &mut parts, topic);
        let sent: Vec<_> = messages.keys().cloned().collect();
        operations.insert(format!("{hub}.send"), operation("send", hub, &sent, "What clients of the hub hear"));
        for method in Method::of(topic) {
            messages.insert(method.name.to_owned(), method.call(&mut parts));
            let answer = format!("{}Completed", method.name);
            messages.insert(answer.clone(), method.completion(&mut parts));
            let mut called = operation("receive", hub, &[method.name.to_owned()], method.summary);
            called["reply"] = json!({ "channel": channel(hub), "messages": references(hub, &[answer]) });
            operations.insert(format!("{hub}.{}", method.name), called);
        }
        channels.insert(hub.to_owned(), described(hub, messages));
    }
    let Parts { mut types, mut schemas, messages } = parts;
    schemas.extend(types.take_definitions(true));
    json!({
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
    })
}

fn described(hub: &str, messages: Map<String, Value>) -> Value {
    let query = json!({
        "type": "object",
        "properties": {
            "resume": { "type": "string", "enum": ["1"], "description": "Stay silent until `Resume` is called." },
            "access_token": { "type": "string", "description": "The access token, where headers cannot be set." },
            "tenant": { "type": "string", "format": "uuid", "description": "The tenant of the token, to be sure." }
        }
    });
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

/// A list of exactly these things.
fn tuple(items: Vec<Value>) -> Value {
    let count = items.len();
    let mut list = json!({ "type": "array", "minItems": count, "maxItems": count });
    if count > 0 {
        list["items"] = json!(items);
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::catalogue;

    #[test]
    fn the_stored_document_is_what_the_hubs_say() {
        let stored = include_str!("../../docs/asyncapi.json");
        assert!(
            stored == format!("{:#}\n", document(&catalogue())),
            "docs/asyncapi.json is not what the hubs say; run `cargo run -p plenum -- asyncapi > docs/asyncapi.json`"
        );
    }

    #[test]
    fn every_reference_leads_somewhere() {
        fn references(of: &Value, found: &mut Vec<String>) {
            match of {
                Value::Object(members) => members.iter().for_each(|(name, member)| match member.as_str() {
                    Some(reference) if name == "$ref" => found.push(reference.to_owned()),
                    _ => references(member, found),
                }),
                Value::Array(items) => items.iter().for_each(|item| references(item, found)),
                _ => {}
            }
        }
        let (document, mut found) = (document(&catalogue()), Vec::new());
        references(&document, &mut found);
        assert!(found.len() > 100);
        for reference in found {
            let pointer = reference.strip_prefix('#').expect("a reference within the document");
            assert!(document.pointer(pointer).is_some(), "{reference}");
        }
    }
}
