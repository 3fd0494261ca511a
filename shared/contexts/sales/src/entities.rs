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
