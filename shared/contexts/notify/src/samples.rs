//! The catalogue that this crate's own tests work with.

use plenum_shared::{catalogue::Catalogue, notification::NotificationCategories};

use crate::CONTEXT;

/// The entities and categories of this context, of the engine's records and of sales.
pub(crate) fn catalogue() -> Catalogue {
    let contexts = [plenum_app::records::CONTEXT, plenum_sales::CONTEXT, CONTEXT];
    let entities = contexts.iter().flat_map(|context| context.entities).copied();
    let kind_aliases = contexts.iter().flat_map(|context| context.kind_aliases).copied();
    let categories = contexts.iter().flat_map(|context| context.notification_categories).copied();
    let categories = NotificationCategories::new(categories).expect("categories");
    Catalogue::new(entities, kind_aliases).expect("a catalogue").with_notification_categories(categories)
}
