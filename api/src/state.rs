//! The state of handlers: the application, the settings, and the finished OpenAPI documents.

use std::sync::Arc;

use axum::extract::FromRef;
use bytes::Bytes;
use plenum_app::App;
use serde_json::Value;
use sha2::{Digest, Sha256};
use tokio_util::sync::CancellationToken;

use crate::{admission::Admitted, settings::ApiSettings};

/// The parts that the composition root hands over; also the state of the probes. Cheap to clone.
#[derive(Clone)]
pub struct ApiParts {
    pub app: App,
    pub settings: Arc<ApiSettings>,
    /// Cancelled when the server should take no more work.
    pub draining: CancellationToken,
}

/// The state of all handlers but the probes. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Api {
    pub(crate) app: App,
    pub(crate) documents: Arc<ServedDocuments>,
}

impl FromRef<Admitted<Api>> for Api {
    fn from_ref(admitted: &Admitted<Api>) -> Self {
        (**admitted).clone()
    }
}

/// The OpenAPI documents: that of the API, and that of the aliases.
pub(crate) struct ServedDocuments {
    pub(crate) openapi: ServedDocument,
    pub(crate) openapi_legacy: ServedDocument,
}

/// An OpenAPI document as it is served: its text, and the entity tag of this text.
pub(crate) struct ServedDocument {
    pub(crate) text: Bytes,
    pub(crate) etag: String,
}

impl ServedDocument {
    pub(crate) fn new(document: &Value) -> Self {
        let text = document.to_string();
        let digest = Sha256::digest(&text);
        let etag = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect::<String>();
        Self { text: text.into(), etag: format!("\"{etag}\"") }
    }
}
