//! What access adds to the product.

use plenum_shared::plan::FIELD_RULES;

use crate::Context;

pub const CONTEXT: Context = Context { features: &[&FIELD_RULES], ..Context::named("access") };
