//! The records that a context writes into a new tenant.

use async_trait::async_trait;
use plenum_shared::Result;

use crate::records::RecordWriter;

/// Writes the records with which a new tenant begins.
#[async_trait]
pub trait NewTenant: Send + Sync {
    /// Runs in the transaction that makes the tenant, as its administrator, before the tenant is visible to anybody.
    async fn set_up(&self, write: &mut RecordWriter<'_>) -> Result<()>;
}
