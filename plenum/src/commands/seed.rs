//! `plenum seed`: makes the demo tenant, through the use cases of the application.

use plenum_app::platform::seed::{self, PASSWORD, PEOPLE, Seeded};

use super::{Failure, say};
use crate::{compose::Node, settings};

pub(crate) async fn run() -> Result<(), Failure> {
    let config = settings::read(settings::NEEDED)?;
    let node = Node::start(config).await?;
    let seeded = seed::demo(&node.app, &node.contexts).await;
    // The notices of these writes are for hubs that run already; the shutdown sends those still queued.
    node.bus.shutdown().await;
    say(match seeded? {
        Seeded::Made => "the demo tenant is ready; sign in as",
        Seeded::WasThere => "the demo tenant was there already; sign in as",
    });
    for (email, role) in PEOPLE {
        say(format_args!("  {email:<18} {PASSWORD}   {role}"));
    }
    Ok(())
}
