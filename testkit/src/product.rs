//! The product as the program composes it, for tests that go through all of its entities.

use std::sync::LazyLock;

use plenum_app::Contexts;
use plenum_shared::catalogue::Catalogue;

/// The contexts of the product.
pub fn contexts() -> &'static Contexts {
    static CONTEXTS: LazyLock<Contexts> = LazyLock::new(|| {
        Contexts::new(&[
            &plenum_app::access::CONTEXT,
            &plenum_app::records::CONTEXT,
            &plenum_app::history::CONTEXT,
            &plenum_app::platform::CONTEXT,
            &plenum_sales::CONTEXT,
            &plenum_notify::CONTEXT,
        ])
        .expect("contexts that fit together")
    });
    &CONTEXTS
}

/// The entities of the product.
pub fn catalogue() -> &'static Catalogue {
    contexts().catalogue()
}
