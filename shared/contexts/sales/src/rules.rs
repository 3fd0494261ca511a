//! What is special about a write of each entity.

mod account;
mod contact;
mod deal;
mod pipeline;
mod stage;

pub(crate) use account::AccountRules;
pub(crate) use contact::ContactRules;
pub(crate) use deal::DealRules;
pub(crate) use pipeline::PipelineRules;
pub(crate) use stage::StageRules;
