use std::collections::{BTreeMap, BTreeSet};

use plenum_shared::{
    catalogue::{Catalogue, Entity, normalize},
    event,
    plan::FEATURES,
};
use serde_json::Value;

use super::{CONTEXTS, contexts};

fn catalogue() -> Catalogue {
    contexts().expect("contexts that fit together").catalogue().clone()
}

fn same(one: &Entity, other: &Entity) -> bool {
    (one.name, one.plural) == (other.name, other.plural)
}

#[test]
fn every_entity_of_a_context_has_routes_and_events() {
    let (catalogue, contexts) = (catalogue(), contexts().expect("contexts"));
    let routes: BTreeSet<_> = plenum_api::routes(&catalogue).into_iter().map(|route| route.path).collect();
    let hubs = plenum_hub::document(&catalogue);
    for context in contexts.iter() {
        for entity in context.entities {
            assert!(catalogue.by_name(entity.name).is_some_and(|found| same(found, entity)), "{}", entity.name);
            let created = event::target(&format!("{}.created", entity.name));
            let messages = &hubs["channels"]["records"]["messages"];
            assert!(messages.get(&created).is_some(), "{created} has no message");
        }
        for entity in context.entities.iter().chain(context.kind_aliases) {
            let at = format!("/api/v1/{}", entity.plural);
            assert!(routes.contains(&at), "{at} is not in the table of routes");
            assert!(catalogue.by_segment(entity.plural).is_some_and(|found| same(found, entity)), "{at}");
        }
        for (entity, _) in context.rules {
            let entity = catalogue.by_name(entity).expect("an entity");
            assert!(contexts.rules_of(entity).is_some(), "{} has no rules", entity.name);
        }
    }
}

#[test]
fn every_context_adds_something() {
    for context in CONTEXTS {
        let adds = [
            context.entities.len(),
            context.permissions.len(),
            context.kind_aliases.len(),
            context.rules.len(),
            context.consumers.len(),
            context.jobs.len(),
            context.schedules.len(),
            context.notification_categories.len(),
            context.settings.len(),
            context.features.len(),
            usize::from(context.new_tenant.is_some()),
            usize::from(context.demo.is_some()),
        ];
        assert!(adds.iter().sum::<usize>() > 0, "{} adds nothing", context.name);
    }
}

#[test]
fn the_worker_runs_the_consumers_the_jobs_and_the_schedules_of_every_context() {
    let contexts = contexts().expect("contexts");
    let consumers: Vec<_> = contexts.consumers().map(|consumer| consumer.name()).collect();
    // The name stands in the database of every installation: under another one the whole past would be processed again.
    assert_eq!(consumers, ["notifications"]);
    // These names stand in the database too: a job of another name would never be run, and a schedule would run twice.
    let jobs: Vec<_> = contexts.jobs().map(|job| job.kind()).collect();
    let expected = [
        "defaults_of_new_permissions",
        "tasks_due",
        "purge_of_records",
        "renewal_of_text",
        "log_partitions",
        "retention_of_log",
        "change_set_revert",
        "jobs_retention",
        "recount_records",
        "expiry_of_notifications",
    ];
    assert_eq!(jobs, expected);
    let schedules: Vec<_> = contexts.schedules().map(|schedule| (schedule.name, schedule.kind)).collect();
    // A change set is reverted on request, and not by time.
    let scheduled = expected.into_iter().filter(|kind| *kind != "change_set_revert");
    assert_eq!(schedules, scheduled.map(|kind| (kind, kind)).collect::<Vec<_>>());
}

#[test]
fn every_category_of_notifications_is_documented_in_its_order() {
    let categories = catalogue().notification_categories().names();
    let expected = [
        "mentioned",
        "assigned",
        "deal_won",
        "deal_lost",
        "deal_moved",
        "task_due",
        "limit_nearly_reached",
        "record_changed",
    ];
    assert_eq!(categories, expected);
    let document = plenum_api::document(&catalogue());
    assert_eq!(document["components"]["schemas"]["NotificationCategory"]["enum"], serde_json::json!(expected));
}

#[test]
fn every_feature_of_the_table_of_plans_belongs_to_one_context() {
    let contexts = contexts().expect("contexts");
    let owned: BTreeSet<_> = contexts.iter().flat_map(|context| context.features).map(|feature| feature.name).collect();
    assert_eq!(owned, FEATURES.iter().map(|feature| feature.name).collect());
}

#[test]
fn every_permission_of_a_context_can_be_granted_and_no_route_requires_another() {
    let (catalogue, contexts) = (catalogue(), contexts().expect("contexts"));
    for context in contexts.iter() {
        for module in context.permissions {
            let declared = catalogue.permissions().module(module.name).expect("a module");
            assert_eq!(declared.context, context.name);
            for action in module.actions {
                assert!(declared.actions.iter().any(|known| known.action == action.action), "{}", module.name);
            }
        }
    }
    for route in plenum_api::routes(&catalogue) {
        let Some(permission) = route.permission else { continue };
        let declared = catalogue.permissions().all().any(|declared| declared.name() == permission);
        assert!(declared, "{} {} requires {permission}, which is not declared", route.method, route.path);
    }
}

#[test]
fn the_page_of_permissions_is_up_to_date() {
    assert!(
        include_str!("../../../docs/PERMISSIONS.md") == format!("{}\n", plenum_shared::access::page(&catalogue())),
        "docs/PERMISSIONS.md is not what is declared; run `cargo run -p plenum -- permissions > docs/PERMISSIONS.md`"
    );
}

#[test]
fn the_test_harness_has_the_same_contexts() {
    let names = |contexts: &plenum_app::Contexts| contexts.iter().map(|context| context.name).collect::<Vec<_>>();
    assert_eq!(names(plenum_testkit::contexts()), names(&contexts().expect("contexts")));
}

#[test]
fn every_default_and_every_choice_is_an_accepted_value() {
    for entity in catalogue().entities() {
        for field in entity.fields() {
            let mut names = BTreeMap::new();
            field.input_schema(entity, &mut names);
            let words = names.get(&field.choice_name(entity)).map(|choice| choice["enum"].clone());
            let words = words.iter().filter_map(Value::as_array).flatten().cloned();
            for value in words.chain(field.default_value()) {
                assert_eq!(normalize(field.kind, &value).as_ref(), Ok(&value), "{}", field.name);
            }
        }
    }
}
