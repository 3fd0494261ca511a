use std::collections::HashMap;

use proptest::prelude::*;
use serde_json::json;
use uuid::Uuid;

use super::*;
use crate::catalogue::{
    FieldMask,
    samples::{DEAL, catalogue},
};

const PEOPLE: u128 = 3;
const TEAMS: u128 = 3;

fn deal() -> &'static Entity {
    &DEAL
}

fn role(scope: Scope, fields: &[(&str, FieldAccess)], default: DefaultFieldAccess) -> Arc<Role> {
    let fields: HashMap<_, _> = fields.iter().map(|(name, access)| ((*name).to_owned(), *access)).collect();
    let grant = Grant { scope, fields };
    let grants = Action::OF_RECORDS.map(|action| ("deals".to_owned(), action, grant.clone()));
    Arc::new(Role::new(Uuid::nil().into(), "test", "Test", 1, default, grants))
}

fn image(owner: Option<u128>, creator: Option<u128>, team: Option<u128>) -> Image {
    let id = |n: Option<u128>| n.map(|n| Uuid::from_u128(n).to_string());
    let mut image = Image::default();
    image.set("ownerId", json!(id(owner)));
    image.set("createdBy", json!(id(creator)));
    image.set("teamId", json!(id(team)));
    image
}

fn access(user: u128, teams: &[u128], role: Arc<Role>) -> Access {
    let teams = teams.iter().map(|team| Uuid::from_u128(*team).into()).collect();
    Access { user: Uuid::from_u128(user).into(), role, teams, version: 1 }
}

#[test]
fn own_is_owner_or_creator_and_team_adds_the_teams_records() {
    let own = access(1, &[7], role(Scope::Own, &[], DefaultFieldAccess::Allow));
    let team = access(1, &[7], role(Scope::Team, &[], DefaultFieldAccess::Allow));
    for (record, own_sees, team_sees) in [
        (image(Some(1), Some(2), None), true, true),
        (image(Some(2), Some(1), None), true, true),
        (image(Some(2), Some(2), Some(7)), false, true),
        (image(Some(2), Some(2), Some(8)), false, false),
        (image(None, None, None), false, false),
    ] {
        assert_eq!(own.covers(deal(), Action::READ, &record), own_sees, "{record:?}");
        assert_eq!(team.covers(deal(), Action::READ, &record), team_sees, "{record:?}");
    }
}

#[test]
fn a_record_that_moves_between_teams_is_gained_by_one_and_lost_by_the_other() {
    let team = |n| access(9, &[n], role(Scope::Team, &[], DefaultFieldAccess::Allow));
    let (before, after) = (image(Some(1), Some(1), Some(7)), image(Some(1), Some(1), Some(8)));
    assert_eq!(judge(&team(7), deal(), Some(&before), Some(&after)), Verdict::Lost);
    assert_eq!(judge(&team(8), deal(), Some(&before), Some(&after)), Verdict::Gained);
    assert_eq!(judge(&team(9), deal(), Some(&before), Some(&after)), Verdict::Hidden);
}

#[test]
fn a_role_without_the_grant_sees_nothing_and_the_error_names_the_permission() {
    let nothing = Arc::new(Role::new::<Action>(Uuid::nil().into(), "none", "None", 1, DefaultFieldAccess::Allow, []));
    let access = access(1, &[], nothing.clone());
    assert!(!access.covers(deal(), Action::READ, &image(Some(1), Some(1), None)));
    assert_eq!(nothing.readable(deal()), FieldMask::NONE);
    let error = access.require(deal(), Action::WRITE).expect_err("no grant");
    assert!(error.message().contains("deals.write"));
}

#[test]
fn field_rules_hide_and_protect() {
    let rules = [("value", FieldAccess::None), ("description", FieldAccess::Read)];
    let role = role(Scope::All, &rules, DefaultFieldAccess::Allow);
    let mut record = image(Some(1), None, None);
    record.set("id", json!(Uuid::nil()));
    record.set("value", json!({"amount": "1.00", "currency": "EUR"}));
    record.set("description", json!("text"));
    let shown = record.masked(deal(), role.readable(deal()));
    assert!(!shown.contains_key("value") && shown.contains_key("description") && shown.contains_key("title"));

    let access = access(1, &[], role);
    let draft = json!({"title": "a", "value": null, "description": null}).as_object().cloned().unwrap_or_default();
    let error = access.require_fields(deal(), &draft).expect_err("two fields are protected");
    let refused: Vec<_> = error.fields().iter().map(|field| field.pointer.as_str()).collect();
    assert_eq!(refused, ["/value", "/description"]);
}

#[test]
fn a_role_that_denies_by_default_reads_only_what_is_named_and_the_id() {
    let role = role(Scope::All, &[("title", FieldAccess::Read)], DefaultFieldAccess::Deny);
    let shown = image(Some(1), None, None).masked(deal(), role.readable(deal()));
    assert_eq!(shown.keys().collect::<Vec<_>>(), ["title", "id"]);
}

#[test]
fn every_system_role_but_support_reads_deals_and_only_the_administrator_changes_pipelines() {
    for role in SystemRole::ALL {
        let grants = catalogue().permissions().defaults(role);
        let has = |module, action| grants.iter().any(|(m, a, _)| *m == module && *a == action);
        assert_eq!(has("deals", Action::READ), role != SystemRole::SupportUser);
        assert_eq!(has("pipelines", Action::WRITE), role == SystemRole::TenantAdmin);
    }
}

#[test]
fn the_administrator_has_every_permission_and_field_there_will_be() {
    static COMING: Module = Module {
        name: "quotes",
        scopes: &Scope::ALL,
        actions: &[ActionDeclaration {
            action: Action::new("send"),
            implies: &[("quotes", Action::READ)],
            defaults: &[],
        }],
    };
    const SEND: Permission = COMING.permission(Action::new("send"));
    let admin = access(1, &[], Arc::new(Role::administrator(Uuid::nil().into(), "tenant_admin", "Admin", 1)));
    assert!(admin.require_permission(SEND).is_ok() && admin.scope_of(SEND) == Some(Scope::All));
    for action in Action::OF_RECORDS {
        assert!(admin.covers(deal(), action, &image(Some(2), Some(2), Some(7))));
        assert_eq!(admin.require(deal(), action).expect("everything"), Scope::All);
    }
    assert!(deal().fields().all(|field| admin.role.may_write_field(deal(), field)));
    let readable = admin.role.readable(deal());
    assert!(deal().fields().all(|field| readable.field(deal(), field.name).is_some()));
}

#[test]
fn a_permission_is_valid_only_beside_those_it_implies() {
    static MODULE: Module = Module {
        name: "quotes",
        scopes: &Scope::ALL,
        actions: &[ActionDeclaration {
            action: Action::new("send"),
            implies: &[("quotes", Action::READ)],
            defaults: &[],
        }],
    };
    const SEND: Permission = MODULE.permission(Action::new("send"));
    let grant =
        |action: &str| ("quotes".to_owned(), action.to_owned(), Grant { scope: Scope::Team, fields: [].into() });
    let with = |actions: &[&str]| {
        let grants = actions.iter().map(|action| grant(action));
        access(1, &[], Arc::new(Role::new(Uuid::nil().into(), "r", "R", 1, DefaultFieldAccess::Allow, grants)))
    };
    assert_eq!(with(&["send", "read"]).scope_of(SEND), Some(Scope::Team));
    for (held, missing) in [(&["send"][..], "quotes.read"), (&["read"], "quotes.send"), (&[], "quotes.read")] {
        let refusal = with(held).require_permission(SEND).expect_err("something is missing");
        assert!(refusal.message().ends_with(missing), "{}", refusal.message());
        assert_eq!(with(held).scope_of(SEND), None);
    }
}

#[test]
fn an_earlier_name_of_a_permission_counts_as_the_present_one_and_unknown_words_are_kept() {
    static CHANGE_SETS: Module = Module {
        name: "changesets",
        scopes: &[Scope::All],
        actions: &[ActionDeclaration { action: Action::new("revert"), implies: &[], defaults: &[] }],
    };
    const REVERT: Permission = CHANGE_SETS.permission(Action::new("revert"));
    let declared = Permissions::new([], [("history", &CHANGE_SETS)]).expect("they fit together");
    let grant = || Grant { scope: Scope::All, fields: [].into() };
    for stored in [&["write"][..], &["revert"], &["write", "revert"], &["revert", "write", "fly"]] {
        let grants = stored.iter().map(|action| ("changesets".to_owned(), *action, grant()));
        let role = Role::new(Uuid::nil().into(), "r", "R", 1, DefaultFieldAccess::Allow, grants);
        assert!(role.permitted(REVERT).is_some(), "{stored:?}");
        assert_eq!(role.permissions(&declared).len(), 1);
        let unknown: Vec<_> =
            role.undeclared(&declared).into_iter().map(|(module, action, _)| module + &action).collect();
        assert_eq!(unknown, if stored.contains(&"fly") { vec!["changesetsfly"] } else { vec![] });
    }
}

fn record() -> impl Strategy<Value = Image> {
    let person = || prop::option::of(0..PEOPLE);
    (person(), person(), prop::option::of(0..TEAMS)).prop_map(|(owner, creator, team)| image(owner, creator, team))
}

fn reader() -> impl Strategy<Value = Access> {
    let scope = prop::sample::select(vec![Scope::Own, Scope::Team, Scope::All]);
    (0..PEOPLE, prop::collection::vec(0..TEAMS, 0..3), scope)
        .prop_map(|(user, teams, scope)| access(user, &teams, role(scope, &[], DefaultFieldAccess::Allow)))
}

proptest! {
    #[test]
    fn a_verdict_follows_from_the_visibility_of_both_images(reader in reader(), before in record(), after in record()) {
        let sees = |image: &Image| reader.covers(deal(), Action::READ, image);
        let expected = match (sees(&before), sees(&after)) {
            (false, false) => Verdict::Hidden,
            (true, true) => Verdict::Seen,
            (false, true) => Verdict::Gained,
            (true, false) => Verdict::Lost,
        };
        prop_assert_eq!(judge(&reader, deal(), Some(&before), Some(&after)), expected);
    }

    #[test]
    fn a_wider_scope_never_sees_less(reader in reader(), record in record()) {
        let with = |scope| access_with(&reader, scope).covers(deal(), Action::READ, &record);
        prop_assert!(!with(Scope::Own) || with(Scope::Team));
        prop_assert!(!with(Scope::Team) || with(Scope::All));
    }
}

fn access_with(reader: &Access, scope: Scope) -> Access {
    Access { role: role(scope, &[], DefaultFieldAccess::Allow), ..reader.clone() }
}
