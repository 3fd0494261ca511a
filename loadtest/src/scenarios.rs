//! The scenarios: the phases of a run in their order, a file for each that has an order of its own.

mod connect_and_write;
mod reconnect_wave;
mod slow_consumers;

use crate::{
    Result,
    options::{Options, Scenario},
    report::Report,
    run::Run,
};

/// Plays the scenario, and reports.
pub async fn play(options: Options) -> Result<Report> {
    // Whoever else in the process chose one first is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let shape = options.shape()?;
    let scenario = options.scenario;
    let mut run = Run::prepare(options, shape).await?;
    match scenario {
        Scenario::FanOut | Scenario::ManyTenants | Scenario::ConnectStorm | Scenario::CrudMix => {
            connect_and_write::play(&mut run).await;
        }
        Scenario::ReconnectWave => reconnect_wave::play(&mut run).await,
        Scenario::SlowConsumers => slow_consumers::play(&mut run).await,
    }
    Ok(run.finish().await)
}
