//! Sales: whom one does business with, what may be sold to them, and how far it has come.
//!
//! An entity is declared in `entities/`, and what is special about writing one stands in `rules/`. A deal moves through
//! the stages of a pipeline, so every tenant begins with one (`default_pipeline`).
//!
//! This crate stands on the application and is known to the program alone, by its [`CONTEXT`].

mod default_pipeline;
mod demo;
mod entities;
mod notification_categories;
mod rules;

pub use entities::{ACCOUNT, CONTACT, DEAL, LEAD, PIPELINE, STAGE};

use plenum_app::Context;
use plenum_shared::{language::Language, messages::MessageFile};

use default_pipeline::DefaultPipeline;
use demo::DemoDeals;
use notification_categories::{DEAL_LOST, DEAL_MOVED, DEAL_WON};
use rules::{AccountRules, ContactRules, DealRules, PipelineRules, StageRules};

/// What sales adds to the product.
pub const CONTEXT: Context = Context {
    entities: &[&PIPELINE, &STAGE, &ACCOUNT, &CONTACT, &DEAL, &LEAD],
    rules: &[
        ("account", &AccountRules),
        ("contact", &ContactRules),
        ("deal", &DealRules),
        ("pipeline", &PipelineRules),
        ("stage", &StageRules),
    ],
    notification_categories: &[&DEAL_WON, &DEAL_LOST, &DEAL_MOVED],
    messages: &[
        MessageFile { language: Language::English, text: include_str!("messages/en.ftl") },
        MessageFile { language: Language::German, text: include_str!("messages/de.ftl") },
    ],
    new_tenant: Some(&DefaultPipeline),
    demo: Some(&DemoDeals),
    ..Context::named("sales")
};
