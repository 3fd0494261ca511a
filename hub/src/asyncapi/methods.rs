//! The messages of a hub's methods: the call that a client sends, and the completion that answers it.

use serde_json::{Value, json};

use super::components::{Components, tuple};
use crate::hubs::method::HubMethod;

/// The call of a method.
pub(super) fn call(components: &mut Components, method: &HubMethod) -> Value {
    components.message(method.name, method.summary, |_| {
        json!({
            "type": "object",
            "required": ["type", "invocationId", "target", "arguments"],
            "properties": {
                "type": { "const": 1 },
                "invocationId": { "type": "string" },
                "target": { "const": method.name },
                "arguments": tuple((method.arguments)())
            }
        })
    })
}

/// The completion: a result, or an error whose text begins with a code.
pub(super) fn completion(components: &mut Components, method: &HubMethod) -> Value {
    let summary = format!("The answer to {}", method.name);
    components.message(&format!("{}Completed", method.name), &summary, |components| {
        let result = (method.result)(&mut components.types);
        json!({
            "type": "object",
            "required": ["type", "invocationId"],
            "properties": {
                "type": { "const": 3 },
                "invocationId": { "type": "string" },
                "result": result,
                "error": { "type": "string" }
            }
        })
    })
}
