//! The entities of sales, as they are declared. They are made of nothing but their names; a reference names its entity.

mod account;
mod contact;
mod deal;
mod lead;
mod pipeline;
mod stage;

pub use account::ACCOUNT;
pub use contact::CONTACT;
pub use deal::DEAL;
pub use lead::LEAD;
pub use pipeline::PIPELINE;
pub use stage::STAGE;

#[cfg(test)]
mod tests {
    use plenum_shared::{
        access::{Action, SystemRole},
        catalogue::Catalogue,
    };

    use crate::CONTEXT;

    #[test]
    fn every_system_role_but_support_reads_deals_and_only_the_administrator_changes_pipelines() {
        let catalogue = Catalogue::new(CONTEXT.entities.iter().copied(), []).expect("entities that need no others");
        for role in SystemRole::ALL {
            let grants = catalogue.permissions().defaults(role);
            let has = |module, action| grants.iter().any(|(m, a, _)| *m == module && *a == action);
            assert_eq!(has("deals", Action::READ), role != SystemRole::SupportUser);
            assert_eq!(has("pipelines", Action::WRITE), role == SystemRole::TenantAdmin);
        }
    }
}
