//! The command line: the target, the sizes and the duration of a run.

use std::{path::PathBuf, time::Duration};

use clap::{Parser, ValueEnum};
use plenum_signalr::protocol::Protocol;

use crate::{
    Failure, Result,
    load::{mix::Mix, schedule::Pace},
};

/// Connections per user by default, below the limit of 100 that the hubs have.
const CONNECTIONS_PER_USER: usize = 50;

/// Loads a running installation, and reports on every delivery.
#[derive(Debug, Clone, Parser)]
#[command(name = "plenum-loadtest", version, about)]
pub struct Options {
    /// The scenario
    pub scenario: Scenario,

    /// A running node; several are used in turn, for hubs and REST
    #[arg(long = "node", value_name = "URL")]
    pub nodes: Vec<String>,
    /// A node for REST, if the hubs have nodes of their own
    #[arg(long = "api", value_name = "URL")]
    pub apis: Vec<String>,
    /// A server process on this machine whose CPU time and memory are measured
    #[arg(long = "process", value_name = "NAME=PID", value_parser = process)]
    pub processes: Vec<(String, u32)>,

    /// Start an installation for this run: a private PostgreSQL, and Redis when there are several processes
    #[arg(long, conflicts_with_all = ["nodes", "apis", "processes"])]
    pub start: bool,
    /// With --start: the path of the program, instead of the `plenum` beside this tool
    #[arg(long, value_name = "PATH")]
    pub program: Option<PathBuf>,
    /// With --start: one api, one worker and this many hubs, instead of one process for all
    #[arg(long, value_name = "COUNT")]
    pub hubs: Option<usize>,
    /// With --start: a setting of the server
    #[arg(long = "set", value_name = "NAME=VALUE", value_parser = setting)]
    pub settings: Vec<(String, String)>,

    /// Tenants
    #[arg(long)]
    pub tenants: Option<usize>,
    /// Users of all tenants together
    #[arg(long)]
    pub users: Option<usize>,
    /// The role of the users who are not administrators
    #[arg(long, default_value = "read_only")]
    pub role: String,
    /// Connections of all users together
    #[arg(long)]
    pub connections: Option<usize>,
    /// The hub of the connections
    #[arg(long, default_value = "records")]
    pub hub: String,
    /// The hub protocol of the connections
    #[arg(long, default_value = "json")]
    pub protocol: Encoding,

    /// Writes per second for all tenants together
    #[arg(long, conflicts_with = "saturate")]
    pub rate: Option<f64>,
    /// Send each write as soon as the previous one of its lane has a response
    #[arg(long)]
    pub saturate: bool,
    /// Concurrent lanes; each runs one operation at a time
    #[arg(long)]
    pub lanes: Option<usize>,
    /// Characters of text in each record, up to 20000
    #[arg(long)]
    pub payload: Option<usize>,
    /// Append to the change log instead of writing over REST; only with --start
    #[arg(long)]
    pub append: bool,

    /// The measured time, such as 20s or 2m
    #[arg(long, default_value = "20s", value_parser = time)]
    pub duration: Duration,
    /// The time of writing before the measured time
    #[arg(long, default_value = "3s", value_parser = time)]
    pub warm_up: Duration,
    /// How long to wait at the end while no missing delivery arrives
    #[arg(long, default_value = "20s", value_parser = time)]
    pub settle: Duration,
    /// Connections opened per second; 0 opens all at once
    #[arg(long)]
    pub connect_rate: Option<f64>,
    /// The shortest pause before a client reconnects
    #[arg(long, default_value = "500ms", value_parser = time)]
    pub pause: Duration,
    /// Slow consumers: their percentage
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u8).range(0..=100))]
    pub slow_share: u8,
    /// Slow consumers: how long they read nothing, from the first write on
    #[arg(long, default_value = "5s", value_parser = time)]
    pub nap: Duration,
    /// Reconnect wave: how the connections are lost
    #[arg(long, default_value = "cut")]
    pub by: Loss,

    /// Print the report as JSON
    #[arg(long)]
    pub json: bool,
    /// The number of threads of this tool
    #[arg(long, default_value_t = 1)]
    pub threads: usize,
}

/// The scenario of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Scenario {
    /// One tenant with many connections: each write is delivered to all
    FanOut,
    /// Many tenants with a few connections each
    ManyTenants,
    /// All connections are opened at the same moment
    ConnectStorm,
    /// All connections are lost at the same moment, and the clients reconnect
    ReconnectWave,
    /// Some clients do not read for a while
    SlowConsumers,
    /// A mix of lists, reads, changes, creations and deletions
    CrudMix,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Encoding {
    Json,
    Messagepack,
}

/// How connections are lost in a wave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Loss {
    /// The clients drop their connections
    Cut,
    /// The first hub is terminated and drains (--start --hubs 2)
    Drain,
    /// The first hub is killed (--start --hubs 2)
    Kill,
}

/// The sizes of a run: those of the command line, and the scenario's defaults for the others.
#[derive(Debug, Clone, PartialEq)]
pub struct Sizes {
    pub tenants: usize,
    pub users: usize,
    pub connections: usize,
    pub pace: Pace,
    pub lanes: usize,
    pub mix: Mix,
    /// Characters of text in each record.
    pub payload: usize,
    /// Connections opened per second.
    pub connect_rate: Option<f64>,
}

impl Scenario {
    pub fn name(self) -> &'static str {
        match self {
            Self::FanOut => "fan-out",
            Self::ManyTenants => "many-tenants",
            Self::ConnectStorm => "connect-storm",
            Self::ReconnectWave => "reconnect-wave",
            Self::SlowConsumers => "slow-consumers",
            Self::CrudMix => "crud-mix",
        }
    }

    /// The default number of tenants, connections, writes per second, and lanes.
    fn default_sizes(self) -> (usize, usize, f64, usize) {
        match self {
            Self::FanOut => (1, 500, 20.0, 4),
            Self::ManyTenants => (50, 500, 50.0, 50),
            Self::ConnectStorm => (5, 1000, 1.0, 5),
            Self::ReconnectWave => (5, 500, 20.0, 5),
            Self::SlowConsumers => (1, 100, 100.0, 8),
            Self::CrudMix => (5, 250, 50.0, 20),
        }
    }
}

impl Options {
    /// The sizes of the run, or an error that says what is wrong with them.
    pub fn sizes(&self) -> Result<Sizes> {
        let (tenants, connections, rate, lanes) = self.scenario.default_sizes();
        let tenants = self.tenants.unwrap_or(tenants);
        let connections = self.connections.unwrap_or(connections);
        let users = self.users.unwrap_or(connections.div_ceil(CONNECTIONS_PER_USER).max(tenants));
        let lanes = self.lanes.unwrap_or(lanes).max(tenants);
        let rate = self.rate.unwrap_or(rate);
        let pace = if self.saturate { Pace::Saturated } else { Pace::Rate(rate) };
        let mix = match (self.append, self.scenario) {
            (true, _) => Mix::Appends,
            (false, Scenario::CrudMix) => Mix::Crud,
            (false, _) => Mix::Changes,
        };
        // The bytes that a slow reader does not read must be more than the kernel buffers.
        let payload = self.payload.unwrap_or(if self.scenario == Scenario::SlowConsumers { 16_000 } else { 0 });
        let connect_rate = match (self.connect_rate, self.scenario) {
            (None, Scenario::ConnectStorm) => None,
            (None, _) => Some(200.0),
            (Some(rate), _) => (rate > 0.0).then_some(rate),
        };
        let sizes = Sizes { tenants, users, connections, pace, lanes, mix, payload, connect_rate };
        self.check(&sizes).map(|()| sizes)
    }

    pub fn protocol(&self) -> Protocol {
        match self.protocol {
            Encoding::Json => Protocol::Json,
            Encoding::Messagepack => Protocol::MessagePack,
        }
    }

    fn check(&self, sizes: &Sizes) -> Result<()> {
        let problem = if self.nodes.is_empty() && !self.start {
            "name the nodes with --node, or start an installation with --start".to_owned()
        } else if !self.start
            && (self.append || self.hubs.is_some() || self.program.is_some() || !self.settings.is_empty())
        {
            "--append, --hubs, --program and --set require --start".to_owned()
        } else if sizes.tenants == 0 || sizes.connections == 0 || sizes.users < sizes.tenants {
            "at least one tenant, one connection, and one user for each tenant are required".to_owned()
        } else if sizes.payload > 20_000 {
            "a record has at most 20,000 characters".to_owned()
        } else if sizes.lanes > usize::from(u16::MAX) {
            "at most 65,535 lanes are possible".to_owned()
        } else if matches!(sizes.pace, Pace::Rate(rate) if !(rate > 0.0 && rate.is_finite())) {
            "the rate must be above zero".to_owned()
        } else if self.by != Loss::Cut && self.hubs.unwrap_or(0) < 2 {
            "stopping a hub requires at least two started hubs (--start --hubs 2)".to_owned()
        } else {
            return Ok(());
        };
        Err(Failure(problem))
    }
}

fn process(text: &str) -> std::result::Result<(String, u32), String> {
    let (name, id) = text.split_once('=').ok_or("expected NAME=PID")?;
    let id = id.parse().map_err(|_| format!("{id} is not the id of a process"))?;
    Ok((name.to_owned(), id))
}

fn setting(text: &str) -> std::result::Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("expected NAME=VALUE")?;
    Ok((name.to_owned(), value.to_owned()))
}

fn time(text: &str) -> std::result::Result<Duration, String> {
    let expected = || format!("{text} is not a time such as 500ms, 20s or 2m");
    let digits = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    let number: u64 = text[..digits].parse().map_err(|_| expected())?;
    match &text[digits..] {
        "ms" => Ok(Duration::from_millis(number)),
        "s" | "" => Ok(Duration::from_secs(number)),
        "m" => Ok(Duration::from_secs(number * 60)),
        _ => Err(expected()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(words: &str) -> Result<Sizes> {
        let words = ["plenum-loadtest"].into_iter().chain(words.split_whitespace());
        Options::try_parse_from(words).map_err(Failure::new)?.sizes()
    }

    #[test]
    fn the_default_sizes_of_every_scenario_fit_the_limits_of_the_server() {
        for scenario in Scenario::value_variants() {
            let sizes = sizes(&format!("{} --start", scenario.name())).expect("default sizes");
            assert!(sizes.connections <= sizes.users * 100, "{scenario:?}: {sizes:?}");
            assert!(sizes.lanes >= sizes.tenants, "{scenario:?}: every tenant is written to");
        }
    }

    #[test]
    fn invalid_options_are_refused() {
        for words in [
            "fan-out",
            "fan-out --start --connections 0",
            "fan-out --start --tenants 5 --users 2",
            "fan-out --start --rate 0",
            "fan-out --start --rate 5 --saturate",
            "fan-out --start --duration 3h",
            "fan-out --node http://127.0.0.1:1 --append",
            "reconnect-wave --start --by kill",
            "nothing --start",
        ] {
            assert!(sizes(words).is_err(), "{words}");
        }
        assert_eq!(sizes("fan-out --start --saturate").expect("it fits").pace, Pace::Saturated);
    }

    #[test]
    fn times_have_units() {
        assert_eq!(time("250ms"), Ok(Duration::from_millis(250)));
        assert_eq!(time("2m"), Ok(Duration::from_secs(120)));
        assert_eq!(time("7"), Ok(Duration::from_secs(7)));
        assert!(time("ms").is_err() && time("").is_err());
    }
}
