//! The content of a role as it is written: in the present names of permissions, with what another version of the
//! program has granted.

use std::collections::HashSet;

use plenum_shared::{
    access::{Permissions, Role},
    catalogue::Catalogue,
};
use plenum_store::access::roles::RoleContent;

/// What the role is made of.
pub(crate) fn content_of(role: &Role, permissions: &Permissions) -> RoleContent {
    let declared = role.permissions(permissions).into_iter();
    let declared = declared.map(|(module, action, grant)| (module.to_owned(), String::from(action), grant));
    let mut content = RoleContent {
        name: role.name.clone(),
        default_field_access: role.default_field_access,
        grants: declared.chain(role.undeclared(permissions)).collect(),
    };
    sort(&mut content);
    content
}

/// Keeps what a body could not name, because this version of the program does not know it: permissions that it does not
/// declare, and rules for fields that it does not have.
pub(super) fn keep_undeclared(content: &mut RoleContent, role: &Role, catalogue: &Catalogue) {
    let permissions = catalogue.permissions();
    for (module, action, old) in role.permissions(permissions) {
        let known: HashSet<_> =
            catalogue.of_module(module).flat_map(|entity| entity.fields()).map(|field| field.name).collect();
        let mut same = content.grants.iter_mut();
        if let Some((.., new)) = same.find(|(name, word, _)| name == module && *word == action.as_str()) {
            let unknown = old.fields.iter().filter(|(field, _)| !known.contains(field.as_str()));
            for (field, rule) in unknown {
                new.fields.entry(field.clone()).or_insert(*rule);
            }
        }
    }
    content.grants.extend(role.undeclared(permissions));
    sort(content);
}

fn sort(content: &mut RoleContent) {
    content.grants.sort_by(|(module, action, _), (other, than, _)| (module, action).cmp(&(other, than)));
}
