//! `plenum platform`: adds, lists and revokes the operators of this installation.

use clap::{Args, Subcommand, ValueEnum};
use plenum_app::platform::operators::{self, NewOperator, OperatorRole};
use uuid::Uuid;

use super::{Failure, say};
use crate::{compose::Node, settings};

#[derive(Subcommand)]
pub(crate) enum Platform {
    /// Add an operator, and print their token, which is never shown again
    Add(Add),
    /// Print the operators
    List,
    /// Revoke an operator's token, at once and for good
    Revoke {
        /// The operator's id
        id: Uuid,
    },
}

#[derive(Args)]
pub(crate) struct Add {
    /// The name of the operator
    name: String,
    /// What they may do
    #[arg(long, value_enum, default_value_t = RoleWord::SuperAdmin)]
    role: RoleWord,
    /// How many days the token is valid
    #[arg(long, default_value_t = 90, value_parser = clap::value_parser!(u16).range(1..=366))]
    days: u16,
}

#[derive(Clone, Copy, ValueEnum)]
enum RoleWord {
    /// Suspends and reactivates tenants
    #[value(name = "super_admin")]
    SuperAdmin,
    /// Reads only
    #[value(name = "support")]
    Support,
}

pub(crate) async fn run(command: Platform) -> Result<(), Failure> {
    let node = Node::start(settings::read(settings::NEEDED)?).await?;
    let outcome = execute(&node, command).await;
    node.bus.shutdown().await;
    outcome
}

async fn execute(node: &Node, command: Platform) -> Result<(), Failure> {
    match command {
        Platform::Add(Add { name, role, days }) => {
            let role = match role {
                RoleWord::SuperAdmin => OperatorRole::SuperAdmin,
                RoleWord::Support => OperatorRole::Support,
            };
            let (id, token) = operators::add(&node.app, &NewOperator { name, role, days }).await?;
            say(format_args!("operator {id}"));
            say(format_args!("token {}", token.expose()));
        }
        Platform::List => {
            for operator in operators::list(&node.app).await? {
                let operators::OperatorView { id, name, role, expires_at, state, .. } = operator;
                say(format_args!("{id}  {role:<11}  {state:<7}  until {expires_at}  {name}"));
            }
        }
        Platform::Revoke { id } => {
            operators::revoke(&node.app, id).await?;
            say(format_args!("the token of operator {id} is good for nothing any more"));
        }
    }
    Ok(())
}
