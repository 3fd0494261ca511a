//! A context: one part of the product, as it hands itself to the program.
//!
//! The engine knows no list of entities, rules or the like. Each context declares its own as one [`Context`], and the
//! program makes [`Contexts`] of them when it starts: the catalogue, and where to find what belongs to an entity.
//! Contexts do not know each other. They meet in the log, and in what is collected here.

use std::{collections::HashSet, sync::Arc};

use async_trait::async_trait;
use plenum_shared::{
    Error, Result,
    access::{InvalidPermissions, Module, Permissions},
    caller::Identity,
    catalogue::{Catalogue, Entity},
    ids::{TeamId, UserId},
    messages::{Message, MessageFile, Messages},
    notification::{self, NotificationCategories, NotificationCategory},
    plan::{FEATURES, Feature},
    settings::{Setting, SettingRegistry},
};

use crate::{
    App,
    jobs::{AnyJob, Schedule},
    new_tenant::NewTenant,
    product::Product,
    records::{EntityRules, Rules},
    worker::consumer::AnyConsumer,
};

/// What a part of the product adds to it.
#[derive(Clone, Copy)]
pub struct Context {
    /// The word that this context has in folders, metrics and documents: `sales`.
    pub name: &'static str,
    /// The entities that belong to it.
    pub entities: &'static [&'static Entity],
    /// The modules of permissions that it declares: its own, and further actions of the modules of its records.
    pub permissions: &'static [&'static Module],
    /// Kinds of its records that have a URL of their own.
    pub kind_aliases: &'static [&'static Entity],
    /// What is special about writing records, by the name of one of its entities.
    pub rules: &'static [(&'static str, &'static dyn Rules)],
    /// What follows the log.
    pub consumers: &'static [&'static dyn AnyConsumer],
    /// Kinds of jobs.
    pub jobs: &'static [&'static dyn AnyJob],
    /// Jobs of the platform at the times of a cron line.
    pub schedules: &'static [Schedule],
    /// What people are notified of.
    pub notification_categories: &'static [&'static NotificationCategory],
    /// Its messages, a file for each language: those of its categories, of its entities, and of its code.
    pub messages: &'static [MessageFile],
    /// The names of the messages that its code uses without arguments, beside those of its categories and entities.
    pub used_messages: &'static [&'static str],
    /// The features of plans that its use cases need.
    pub features: &'static [&'static Feature],
    /// What tenants and users may set.
    pub settings: &'static [&'static Setting],
    /// What a new tenant begins with.
    pub new_tenant: Option<&'static dyn NewTenant>,
    /// What the demo tenant shows.
    pub demo: Option<&'static dyn DemoData>,
}

/// Writes records into the demo tenant.
#[async_trait]
pub trait DemoData: Send + Sync {
    async fn seed(&self, app: &App, admin: &Identity, people: &DemoPeople) -> Result<()>;
}

/// The people of the demo tenant, for records to belong to.
#[derive(Debug, Clone)]
pub struct DemoPeople {
    /// Those whose role lets them see what they own. At least one.
    pub owners: Vec<UserId>,
    /// At least one.
    pub teams: Vec<TeamId>,
}

/// All contexts of the product, and what they add together. Cheap to clone.
#[derive(Clone)]
pub struct Contexts(Arc<Inner>);

struct Inner {
    all: Vec<&'static Context>,
    product: Product,
}

impl Context {
    /// A context that adds nothing yet; `Context { entities: …, ..Context::named("sales") }` says what it adds.
    pub const fn named(name: &'static str) -> Self {
        Self {
            name,
            entities: &[],
            permissions: &[],
            kind_aliases: &[],
            rules: &[],
            consumers: &[],
            jobs: &[],
            schedules: &[],
            notification_categories: &[],
            messages: &[],
            used_messages: &[],
            features: &[],
            settings: &[],
            new_tenant: None,
            demo: None,
        }
    }
}

impl Contexts {
    /// Puts the contexts together. Fails when two of them have one name, when their entities make no catalogue, when
    /// one has rules for an entity that is not its own, or when a language lacks a message that one of them uses.
    pub fn new(all: &[&'static Context]) -> Result<Self> {
        let (mut names, mut rules, mut consumers) = (HashSet::new(), EntityRules::default(), HashSet::new());
        let (mut jobs, mut schedules) = (HashSet::new(), HashSet::new());
        for context in all {
            let wrong = |why: String| Err(Error::internal(format!("the context {} {why}", context.name)));
            if !names.insert(context.name) {
                return wrong("is there twice".to_owned());
            }
            for (entity, its_rules) in context.rules {
                if !context.entities.iter().any(|own| own.name == *entity) {
                    return wrong(format!("has rules for {entity}, which is not its own"));
                }
                if !rules.add(entity, *its_rules) {
                    return wrong(format!("has rules for {entity} twice"));
                }
            }
            for job in context.jobs {
                if !jobs.insert(job.kind()) {
                    return wrong(format!("has a job {}, which there is already", job.kind()));
                }
            }
            for consumer in context.consumers {
                if !consumers.insert(consumer.name()) {
                    return wrong(format!("has a consumer {}, which there is already", consumer.name()));
                }
            }
        }
        for context in all {
            let wrong = |why: String| Err(Error::internal(format!("the context {} {why}", context.name)));
            for schedule in context.schedules {
                // Its payload is null, which the job must be able to read.
                let job = context.jobs.iter().find(|job| job.kind() == schedule.kind);
                if job.is_none_or(|job| job.check(&serde_json::Value::Null).is_err()) {
                    return wrong(format!("has a schedule {} without a job that it could begin", schedule.name));
                }
                if !schedules.insert(schedule.name) {
                    return wrong(format!("has a schedule {}, which there is already", schedule.name));
                }
            }
        }
        for feature in FEATURES {
            let owners = all.iter().filter(|context| context.features.contains(feature)).count();
            if owners > 1 {
                return Err(Error::internal(format!("the feature {} belongs to {owners} contexts", feature.name)));
            }
        }
        let entities = all.iter().flat_map(|context| context.entities).copied();
        let categories = all.iter().flat_map(|context| context.notification_categories).copied();
        let categories = NotificationCategories::new(categories).map_err(Error::internal)?;
        let kind_aliases = all.iter().flat_map(|context| context.kind_aliases).copied();
        let catalogue = Catalogue::new(entities, kind_aliases).map_err(Error::internal)?;
        let permissions = permissions(all).map_err(Error::internal)?;
        let settings = SettingRegistry::new(all.iter().flat_map(|context| context.settings).copied());
        let settings = settings.map_err(Error::internal)?;
        let catalogue = catalogue.with_notification_categories(categories).with_settings(settings);
        let catalogue = catalogue.with_messages(messages(all, &permissions)?).with_permissions(permissions);
        let new_tenant = all.iter().filter_map(|context| context.new_tenant).collect();
        Ok(Self(Arc::new(Inner { all: all.to_vec(), product: Product { catalogue, rules, new_tenant } })))
    }

    /// The entities of all contexts.
    pub fn catalogue(&self) -> &Catalogue {
        &self.0.product.catalogue
    }

    /// The contexts, in the order of the program's list.
    pub fn iter(&self) -> impl Iterator<Item = &'static Context> + use<'_> {
        self.0.all.iter().copied()
    }

    /// The consumers of all contexts.
    pub fn consumers(&self) -> impl Iterator<Item = &'static dyn AnyConsumer> + use<'_> {
        self.iter().flat_map(|context| context.consumers).copied()
    }

    /// The kinds of jobs of all contexts.
    pub fn jobs(&self) -> impl Iterator<Item = &'static dyn AnyJob> + use<'_> {
        self.iter().flat_map(|context| context.jobs).copied()
    }

    /// The schedules of the platform of all contexts.
    pub fn schedules(&self) -> impl Iterator<Item = Schedule> + use<'_> {
        self.iter().flat_map(|context| context.schedules).copied()
    }

    /// What is special about writing records of an entity, if anything is.
    pub fn rules_of(&self, entity: &Entity) -> Option<&'static dyn Rules> {
        self.0.product.rules.of(entity)
    }

    /// The parts that the use cases need.
    pub fn product(&self) -> &Product {
        &self.0.product
    }
}

/// The permissions of all contexts.
fn permissions(all: &[&'static Context]) -> Result<Permissions, InvalidPermissions> {
    let entities = all.iter().flat_map(|context| context.entities.iter().map(|entity| (context.name, *entity)));
    let modules = all.iter().flat_map(|context| context.permissions.iter().map(|module| (context.name, *module)));
    Permissions::new(entities, modules)
}

/// The messages of all contexts, which are those that their categories, entities, permissions and code use.
fn messages(all: &[&'static Context], permissions: &Permissions) -> Result<Messages> {
    let messages = Messages::new(all.iter().flat_map(|context| context.messages)).map_err(Error::internal)?;
    let used = all.iter().flat_map(|context| {
        let categories = context.notification_categories.iter();
        let categories = categories.flat_map(|category| category.text.messages(category.name));
        let entities = context.entities.iter().flat_map(|entity| notification::entity_messages(entity));
        let code = context.used_messages.iter().map(|name| Message::new(*name, &[]));
        categories.chain(entities).chain(code)
    });
    let titles = permissions.modules().flat_map(|module| {
        let own = module.actions.iter().filter(|declared| !declared.is_of_records());
        std::iter::once(module.title()).chain(own.map(|declared| declared.title.clone()))
    });
    let used = used.chain(titles.map(|title| Message::new(title, &[])));
    messages.check(used).map_err(Error::internal)?;
    Ok(messages)
}

/// The catalogue that this crate's own tests work with.
#[cfg(test)]
pub(crate) mod samples {
    use plenum_shared::{access::Permissions, catalogue::Catalogue};

    use crate::records::CONTEXT as RECORDS;

    pub(crate) fn catalogue() -> Catalogue {
        let sales = plenum_sales::CONTEXT;
        let entities = RECORDS.entities.iter().chain(sales.entities).copied();
        let modules =
            [crate::access::CONTEXT, crate::history::CONTEXT].map(|context| (context.name, context.permissions));
        let modules = modules.into_iter().flat_map(|(name, modules)| modules.iter().map(move |module| (name, *module)));
        let owned = entities.clone().map(|entity| ("records and sales", entity));
        let permissions = Permissions::new(owned, modules).expect("permissions that fit together");
        let catalogue = Catalogue::new(entities, RECORDS.kind_aliases.iter().copied()).expect("a catalogue");
        catalogue.with_permissions(permissions)
    }
}

#[cfg(test)]
mod tests {
    use plenum_shared::language::Language;

    use super::*;
    use crate::records::CONTEXT as RECORDS;

    struct NoRules;

    impl Rules for NoRules {}

    const FOREIGN: Context = Context { rules: &[("activity", &NoRules)], ..Context::named("foreign") };
    const WORDLESS: Context = Context { used_messages: &["greeting"], ..Context::named("wordless") };
    const TALKATIVE: Context = Context {
        messages: &[
            MessageFile { language: Language::English, text: "greeting = Hello\n" },
            MessageFile { language: Language::German, text: "greeting = Hallo\n" },
        ],
        ..Context::named("talkative")
    };
    const TWICE: Context = Context { rules: &[("note", &NoRules)], ..Context::named("records") };

    fn refusal(all: &[&'static Context]) -> String {
        Contexts::new(all).err().and_then(|error| error.detail().map(ToString::to_string)).expect("refused")
    }

    #[test]
    fn contexts_that_contradict_each_other_are_refused_by_name() {
        assert!(refusal(&[&RECORDS, &FOREIGN]).contains("foreign has rules for activity"));
        assert!(refusal(&[&RECORDS, &TWICE]).contains("records is there twice"));
        assert!(refusal(&[&WORDLESS]).contains("there is no greeting"));
        assert!(refusal(&[&TALKATIVE]).contains("nobody uses greeting"));
        assert!(Contexts::new(&[&WORDLESS, &TALKATIVE]).is_ok());
        // An activity refers to accounts, which no context has here.
        assert!(refusal(&[&RECORDS]).contains("activity refers in accountId"));
    }
}
