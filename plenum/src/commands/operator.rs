//! The commands of an operator at the console: how they start and end.

use plenum_app::platform::Operator;
use plenum_shared::caller::Origin;

use super::Failure;
use crate::{compose::Node, settings};

/// Runs a command of an operator at the console on a node of its own. `name` stands in the ids of its requests. The bus
/// is shut down at the end, which sends the messages that are still queued.
pub(super) async fn with_operator(
    name: &str,
    command: impl AsyncFnOnce(&Node, &Operator) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let node = Node::start(settings::read(settings::NEEDED)?).await?;
    let request_id = format!("plenum-{name}-{}", node.app.source().uuid());
    let operator = Operator::at_the_console(Origin { request_id, ..Origin::default() });
    let outcome = command(&node, &operator).await;
    node.bus.shutdown().await;
    outcome
}
