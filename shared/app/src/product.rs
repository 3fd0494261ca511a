//! The parts of all contexts that the use cases need, put together by [`Contexts`](crate::Contexts).

use plenum_shared::catalogue::Catalogue;

use crate::{new_tenant::NewTenant, records::EntityRules};

#[derive(Clone)]
pub struct Product {
    /// The entities of all contexts.
    pub catalogue: Catalogue,
    pub rules: EntityRules,
    /// The records with which a new tenant begins.
    pub new_tenant: Vec<&'static dyn NewTenant>,
}
