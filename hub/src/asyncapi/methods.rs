//! The messages of a hub's methods: the call that a client sends, and the completion that answers it.

use plenum_shared::schemas::SchemaNames;
use serde_json::{Value, json};

use super::components::{Components, constant, message_type, tuple};
use crate::hubs::method::HubMethod;

/// `ResumeCall`: the call of a method.
pub(super) fn call(components: &mut Components, method: &HubMethod) -> Value {
    components.message(method.name, method.summary, |components| {
        let call = json!({
            "type": "object",
            "required": ["type", "invocationId", "target", "arguments"],
            "properties": {
                "type": message_type(components, "Invocation", 1),
                "invocationId": { "type": "string" },
                "target": constant(method.name),
                "arguments": tuple((method.arguments)())
            }
        });
        components.named(format!("{}Call", method.name), call)
    })
}

/// `ResumeCompletion`: a result, or an error whose text begins with a code.
pub(super) fn completion(components: &mut Components, method: &HubMethod) -> Value {
    let summary = format!("The answer to {}", method.name);
    components.message(&format!("{}Completed", method.name), &summary, |components| {
        let result = (method.result)(&mut components.types);
        let completion = json!({
            "type": "object",
            "required": ["type", "invocationId"],
            "properties": {
                "type": message_type(components, "Completion", 3),
                "invocationId": { "type": "string" },
                "result": result,
                "error": { "type": "string" }
            }
        });
        components.named(format!("{}Completion", method.name), completion)
    })
}
