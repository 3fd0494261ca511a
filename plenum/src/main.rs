//! Plenum, the program: the composition root, which puts the crates together and does nothing else.
//!
//! `plenum serve` is the whole of it in one process; `plenum api`, `plenum hub` and `plenum worker` are its parts, to
//! run as many of each as are needed. Settings come from the environment alone; `plenum config check` shows them.

mod admin;
mod commands;
mod compose;
mod lifecycle;
mod listen;
mod settings;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// A multi-tenant CRM backend in which every change reaches every screen that may see it, live.
#[derive(Parser)]
#[command(version, about, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run everything in one process: the REST API, the hubs and the worker
    Serve,
    /// Run the REST API alone
    Api,
    /// Run a hub node alone
    Hub,
    /// Run the worker alone
    Worker,
    /// Bring the database to the newest schema
    Migrate,
    /// Make the demo tenant unless it exists, and print the accounts that can sign in
    Seed,
    /// Print the events that a user receives, as they come
    Tail(commands::tail::Tail),
    /// List, suspend and reactivate tenants
    #[command(subcommand)]
    Tenant(commands::tenant::Tenant),
    /// List the log entries that consumers failed at, and process them again
    #[command(subcommand)]
    Consumers(commands::consumers::Consumers),
    /// List the jobs that failed for good, and run them again
    #[command(subcommand)]
    Jobs(commands::jobs::Jobs),
    /// Add and list operators of this installation, and revoke their tokens
    #[command(subcommand)]
    Platform(commands::platform::Platform),
    /// Print the OpenAPI document of the REST API
    Openapi {
        /// The document of the other addresses of operations
        #[arg(long)]
        legacy: bool,
    },
    /// Print the page of all routes of the REST API as Markdown
    Routes,
    /// Print the AsyncAPI document of the hubs
    Asyncapi,
    /// Print the page of all error codes as Markdown
    Errors,
    /// Print the page of all plans as Markdown
    Plans,
    /// Print the page of all permissions as Markdown
    Permissions,
    /// Check and list the settings
    #[command(subcommand)]
    Config(ConfigCommand),
}

#[derive(Subcommand)]
enum ConfigCommand {
    /// Check every setting, and print the values in force
    Check,
    /// Print the table of all settings as Markdown
    Table,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return commands::fail(&error.into()),
    };
    let outcome = runtime.block_on(async {
        match cli.command {
            Command::Serve => commands::serve::run(compose::ProcessParts::ALL).await,
            Command::Api => commands::serve::run(compose::ProcessParts::API).await,
            Command::Hub => commands::serve::run(compose::ProcessParts::HUB).await,
            Command::Worker => commands::serve::run(compose::ProcessParts::WORKER).await,
            Command::Migrate => commands::migrate::run().await,
            Command::Seed => commands::seed::run().await,
            Command::Tail(tail) => commands::tail::run(tail).await,
            Command::Tenant(command) => commands::tenant::run(command).await,
            Command::Consumers(command) => commands::consumers::run(command).await,
            Command::Jobs(command) => commands::jobs::run(command).await,
            Command::Platform(command) => commands::platform::run(command).await,
            Command::Openapi { legacy: false } => commands::documents::openapi(),
            Command::Openapi { legacy: true } => commands::documents::openapi_legacy(),
            Command::Routes => commands::documents::routes(),
            Command::Asyncapi => commands::documents::asyncapi(),
            Command::Errors => commands::documents::errors(),
            Command::Plans => commands::documents::plans(),
            Command::Permissions => commands::documents::permissions(),
            Command::Config(ConfigCommand::Check) => commands::config::check(),
            Command::Config(ConfigCommand::Table) => commands::config::table(),
        }
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => commands::fail(&error),
    }
}
