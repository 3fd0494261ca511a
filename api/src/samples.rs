//! What unit tests are made of: the entities of the product.

use plenum_app::Contexts;
use plenum_shared::catalogue::Catalogue;

pub(crate) fn catalogue() -> Catalogue {
    let contexts = Contexts::new(&[
        &plenum_app::access::CONTEXT,
        &plenum_app::records::CONTEXT,
        &plenum_app::history::CONTEXT,
        &plenum_app::platform::CONTEXT,
        &plenum_sales::CONTEXT,
        &plenum_notify::CONTEXT,
    ]);
    contexts.expect("contexts that fit together").catalogue().clone()
}
