//! The scenarios, a file each: the phases of a run in their order.

mod connect_storm;
mod crud_mix;
mod fan_out;
mod many_tenants;
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
        Scenario::FanOut => fan_out::play(&mut run).await,
        Scenario::ManyTenants => many_tenants::play(&mut run).await,
        Scenario::ConnectStorm => connect_storm::play(&mut run).await,
        Scenario::ReconnectWave => reconnect_wave::play(&mut run).await,
        Scenario::SlowConsumers => slow_consumers::play(&mut run).await,
        Scenario::CrudMix => crud_mix::play(&mut run).await,
    }
    Ok(run.finish().await)
}
