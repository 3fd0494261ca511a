use super::*;
use crate::{
    access::ActionDeclaration,
    catalogue::samples::{DEAL, catalogue},
};

const READ: ActionDeclaration =
    ActionDeclaration { action: Action::READ, implies: &[], defaults: &[(SystemRole::Manager, Scope::All)] };
const QUOTES: Module = Module { name: "quotes", scopes: &[Scope::All], actions: &[READ, SEND] };
const SEND: ActionDeclaration = ActionDeclaration {
    action: Action::new("send"),
    implies: &[("quotes", Action::READ), ("deals", Action::READ)],
    defaults: &[(SystemRole::Manager, Scope::All)],
};

const fn quotes(actions: &'static [ActionDeclaration]) -> Module {
    Module { name: "quotes", scopes: &[Scope::All], actions }
}

fn refusal(modules: &[(&'static str, &'static Module)]) -> String {
    Permissions::new([("sales", &DEAL)], modules.iter().copied()).expect_err("refused").to_string()
}

#[test]
fn an_entity_and_a_module_make_permissions_with_their_defaults() {
    let all = Permissions::new([("sales", &DEAL)], [("sales", &QUOTES)]).expect("they fit together");
    let names: Vec<_> = all.all().map(DeclaredAction::name).collect();
    assert_eq!(names, ["deals.read", "deals.write", "deals.delete", "quotes.read", "quotes.send"]);
    assert_eq!(all.named("deals.write").expect("declared").implied(), ["deals.read"]);
    assert_eq!(all.named("quotes.send").expect("declared").implied(), ["quotes.read", "deals.read"]);
    assert!(all.named("quotes.write").is_none() && all.named("quotes").is_none());
    let manager = all.defaults(SystemRole::Manager);
    assert!(manager.contains(&("quotes", Action::new("send"), Scope::All)), "{manager:?}");
    assert_eq!(all.defaults(SystemRole::TenantAdmin).len(), 5);
    assert!(all.defaults(SystemRole::TenantAdmin).iter().all(|(.., scope)| *scope == Scope::All));
    assert!(all.is_about_fields("deals", Action::WRITE));
    assert!(!all.is_about_fields("deals", Action::DELETE) && !all.is_about_fields("quotes", Action::READ));
}

#[test]
fn a_context_adds_actions_to_the_module_of_its_records() {
    static MORE: Module = Module {
        name: "deals",
        scopes: &Scope::ALL,
        actions: &[ActionDeclaration {
            action: Action::new("forecast"),
            implies: &[("deals", Action::READ)],
            defaults: &[],
        }],
    };
    let all = Permissions::new([("sales", &DEAL)], [("sales", &MORE)]).expect("they fit together");
    assert!(all.named("deals.forecast").is_some_and(|forecast| !forecast.is_of_records()));
    assert_eq!(MORE.permission(Action::new("forecast")).to_string(), "deals.forecast");
    assert!(refusal(&[("service", &MORE)]).contains("deals belongs to the contexts sales and service"));
}

#[test]
fn declarations_that_contradict_each_other_are_refused_by_name() {
    static TWICE: Module = quotes(&[READ, READ]);
    static UNKNOWN: Module = quotes(&[ActionDeclaration { implies: &[("dragons", Action::READ)], ..READ }]);
    static ITSELF: Module = quotes(&[ActionDeclaration { implies: &[("quotes", Action::READ)], ..READ }]);
    static CYCLE: Module = quotes(&[
        ActionDeclaration { implies: &[("quotes", Action::WRITE)], ..READ },
        ActionDeclaration { action: Action::WRITE, implies: &[("quotes", Action::READ)], ..READ },
    ]);
    static CHAIN: Module = quotes(&[ActionDeclaration { implies: &[("deals", Action::WRITE)], defaults: &[], ..READ }]);
    static WIDE: Module = quotes(&[ActionDeclaration { defaults: &[(SystemRole::Manager, Scope::Own)], ..READ }]);
    static ADMIN: Module = quotes(&[ActionDeclaration { defaults: &[(SystemRole::TenantAdmin, Scope::All)], ..READ }]);
    static ALONE: Module = quotes(&[
        ActionDeclaration { defaults: &[], ..READ },
        ActionDeclaration { action: Action::WRITE, implies: &[("quotes", Action::READ)], ..READ },
    ]);
    static NO_WORD: Module = quotes(&[ActionDeclaration { action: Action::new("Send it"), ..READ }]);
    static EMPTY: Module = quotes(&[]);
    static EARLIER: Module = Module {
        name: "changesets",
        scopes: &[Scope::All],
        actions: &[ActionDeclaration { action: Action::WRITE, ..READ }],
    };
    for (module, problem) in [
        (&TWICE, "quotes.read is declared twice"),
        (&UNKNOWN, "quotes.read implies dragons.read, which is not declared"),
        (&ITSELF, "quotes.read and quotes.read imply each other"),
        (&CYCLE, "quotes.read and quotes.write imply each other"),
        (&CHAIN, "quotes.read implies deals.write, but not deals.read"),
        (&WIDE, "a default for manager of a scope it does not know"),
        (&ADMIN, "a default for tenant_admin, which has everything"),
        (&ALONE, "quotes.write is a default of manager, but quotes.read"),
        (&NO_WORD, "is no word"),
        (&EMPTY, "has no action"),
        (&EARLIER, "changesets.revert is not declared"),
    ] {
        let refusal = refusal(&[("quoting", module)]);
        assert!(refusal.contains(problem), "{refusal}");
    }
    assert!(refusal(&[("one", &QUOTES), ("two", &QUOTES)]).contains("quotes belongs to the contexts one and two"));
}

#[test]
fn an_earlier_name_is_understood_and_not_declared() {
    static CHANGE_SETS: Module = Module {
        name: "changesets",
        scopes: &[Scope::All],
        actions: &[ActionDeclaration { action: Action::new("revert"), implies: &[], defaults: &[] }],
    };
    let all = Permissions::new([], [("history", &CHANGE_SETS)]).expect("they fit together");
    assert_eq!(all.named("changesets.write").map(DeclaredAction::name).as_deref(), Some("changesets.revert"));
    assert!(all.find("changesets", "write").is_none());
}

#[test]
fn a_catalogue_has_the_permissions_of_its_records() {
    let catalogue = catalogue();
    for entity in catalogue.entities() {
        for action in Action::OF_RECORDS {
            assert!(catalogue.permissions().find(entity.module, action.as_str()).is_some());
        }
    }
}
