//! The ids of operations.

use plenum_shared::type_name::{member_name, type_name};

use crate::contract::Operation;

/// The name of an operation in its document: `listDeals`. That of an alias also says where it is.
pub(super) fn operation_id(route: &Operation) -> String {
    let name = member_name(&route.name);
    if !route.is_alias {
        return name;
    }
    let place = route.path.split("/{").next().unwrap_or_default();
    format!("{name}At{}", type_name(place))
}
