//! The scenarios: each file runs the phases of a scenario in their order.

mod connect_and_write;
mod reconnect_wave;
mod slow_consumers;

use crate::{
    Result,
    options::{Options, Scenario},
    report::Report,
    run::Run,
};

/// Runs a scenario and returns its report.
pub async fn run(options: Options) -> Result<Report> {
    // An error is ignored: it means that the process has a provider already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let sizes = options.sizes()?;
    let scenario = options.scenario;
    let mut run = Run::prepare(options, sizes).await?;
    match scenario {
        Scenario::FanOut | Scenario::ManyTenants | Scenario::ConnectStorm | Scenario::CrudMix => {
            connect_and_write::run(&mut run).await;
        }
        Scenario::ReconnectWave => reconnect_wave::run(&mut run).await,
        Scenario::SlowConsumers => slow_consumers::run(&mut run).await,
    }
    Ok(run.finish().await)
}
