//! The command line: what is loaded, with what, and for how long.

use std::{path::PathBuf, time::Duration};

use clap::{Parser, ValueEnum};
use plenum_signalr::protocol::Protocol;

use crate::{
    Failure, Result,
    load::{mix::Mix, schedule::Pace},
};

/// Connections one user has by default, below the share of 100 that the hubs give each.
const CONNECTIONS_PER_USER: usize = 50;

/// Loads a running installation, and tells what came of it.
#[derive(Debug, Clone, Parser)]
#[command(name = "plenum-loadtest", version, about)]
pub struct Options {
    /// What happens
    pub scenario: Scenario,

    /// A node that is running already; several are used in turn, for hubs and REST
    #[arg(long = "node", value_name = "URL")]
    pub nodes: Vec<String>,
    /// A node for REST, when it is another one than those of the hubs
    #[arg(long = "api", value_name = "URL")]
    pub apis: Vec<String>,
    /// A process on this machine to be watched
    #[arg(long = "process", value_name = "NAME=PID", value_parser = process)]
    pub processes: Vec<(String, u32)>,

    /// Start an installation for this run: a private PostgreSQL, and Redis when there are several processes
    #[arg(long, conflicts_with_all = ["nodes", "apis", "processes"])]
    pub start: bool,
    /// With --start: the program, instead of the `plenum` beside this one
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
    /// Users, of all tenants together
    #[arg(long)]
    pub users: Option<usize>,
    /// The role of users that only listen
    #[arg(long, default_value = "read_only")]
    pub role: String,
    /// Connections, of all users together
    #[arg(long)]
    pub connections: Option<usize>,
    /// The hub they open
    #[arg(long, default_value = "records")]
    pub hub: String,
    /// Their encoding
    #[arg(long, default_value = "json")]
    pub protocol: Encoding,

    /// Writes per second, all tenants together
    #[arg(long, conflicts_with = "saturate")]
    pub rate: Option<f64>,
    /// Write as fast as answers come
    #[arg(long)]
    pub saturate: bool,
    /// Writers that work side by side, each doing one thing at a time
    #[arg(long)]
    pub lanes: Option<usize>,
    /// Characters of text in each record beside its few fields, up to 20000
    #[arg(long)]
    pub payload: Option<usize>,
    /// Append to the log instead of writing over REST; with --start only
    #[arg(long)]
    pub append: bool,

    /// How long is measured, such as 20s or 2m
    #[arg(long, default_value = "20s", value_parser = time)]
    pub duration: Duration,
    /// How long is written before that
    #[arg(long, default_value = "3s", value_parser = time)]
    pub warm_up: Duration,
    /// How long to wait in the end for what has not been heard
    #[arg(long, default_value = "20s", value_parser = time)]
    pub settle: Duration,
    /// Connections opened per second; 0 opens all at once
    #[arg(long)]
    pub connect_rate: Option<f64>,
    /// The shortest pause before a client that lost its connection comes back
    #[arg(long, default_value = "500ms", value_parser = time)]
    pub pause: Duration,
    /// Slow consumers: how many of a hundred
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u8).range(0..=100))]
    pub slow_share: u8,
    /// Slow consumers: how long they read nothing, from the first write on
    #[arg(long, default_value = "5s", value_parser = time)]
    pub nap: Duration,
    /// Reconnect wave: how connections are lost
    #[arg(long, default_value = "cut")]
    pub by: Loss,

    /// Print the report as JSON
    #[arg(long)]
    pub json: bool,
    /// Threads of this tool
    #[arg(long, default_value_t = 1)]
    pub threads: usize,
}

/// What a run consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Scenario {
    /// One tenant, many screens: each write is heard by all
    FanOut,
    /// Many tenants with a few screens each
    ManyTenants,
    /// Everybody opens a connection at the same moment
    ConnectStorm,
    /// Everybody loses the connection at the same moment, and comes back
    ReconnectWave,
    /// Some do not read what they are sent
    SlowConsumers,
    /// Reads and writes as in an office, heard by all
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
    /// The clients' network breaks
    Cut,
    /// The first hub is asked to stop (--start --hubs 2)
    Drain,
    /// The first hub is killed (--start --hubs 2)
    Kill,
}

/// How large a run is: what was asked for, with the scenario's own sizes for the rest.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
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

    /// Tenants, connections, writes per second, lanes.
    fn sizes(self) -> (usize, usize, f64, usize) {
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
    /// The sizes of the run, or what is wrong with them.
    pub fn shape(&self) -> Result<Shape> {
        let (tenants, connections, rate, lanes) = self.scenario.sizes();
        let tenants = self.tenants.unwrap_or(tenants);
        let connections = self.connections.unwrap_or(connections);
        let users = self.users.unwrap_or(connections.div_ceil(CONNECTIONS_PER_USER).max(tenants));
        let lanes = self.lanes.unwrap_or(lanes).max(tenants);
        let rate = self.rate.unwrap_or(rate);
        let pace = if self.saturate { Pace::Saturated } else { Pace::Rate(rate) };
        let mix = match (self.append, self.scenario) {
            (true, _) => Mix::Appends,
            (false, Scenario::CrudMix) => Mix::Office,
            (false, _) => Mix::Changes,
        };
        // What a slow reader leaves lying must be more than the kernel keeps for it.
        let payload = self.payload.unwrap_or(if self.scenario == Scenario::SlowConsumers { 16_000 } else { 0 });
        let connect_rate = match (self.connect_rate, self.scenario) {
            (None, Scenario::ConnectStorm) => None,
            (None, _) => Some(200.0),
            (Some(rate), _) => (rate > 0.0).then_some(rate),
        };
        let shape = Shape { tenants, users, connections, pace, lanes, mix, payload, connect_rate };
        self.check(&shape).map(|()| shape)
    }

    pub fn protocol(&self) -> Protocol {
        match self.protocol {
            Encoding::Json => Protocol::Json,
            Encoding::Messagepack => Protocol::MessagePack,
        }
    }

    fn check(&self, shape: &Shape) -> Result<()> {
        let problem = if self.nodes.is_empty() && !self.start {
            "name the nodes with --node, or let --start make an installation".to_owned()
        } else if !self.start
            && (self.append || self.hubs.is_some() || self.program.is_some() || !self.settings.is_empty())
        {
            "--append, --hubs, --program and --set go with --start".to_owned()
        } else if shape.tenants == 0 || shape.connections == 0 || shape.users < shape.tenants {
            "there must be a tenant, a connection, and a user for each tenant".to_owned()
        } else if shape.payload > 20_000 {
            "a record takes 20,000 characters".to_owned()
        } else if shape.lanes > usize::from(u16::MAX) {
            "there can be 65,535 lanes".to_owned()
        } else if matches!(shape.pace, Pace::Rate(rate) if !(rate > 0.0 && rate.is_finite())) {
            "a rate is above zero".to_owned()
        } else if self.by != Loss::Cut && self.hubs.unwrap_or(0) < 2 {
            "a hub can be stopped when this tool has started at least two (--start --hubs 2)".to_owned()
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

    fn shape(words: &str) -> Result<Shape> {
        let words = ["plenum-loadtest"].into_iter().chain(words.split_whitespace());
        Options::try_parse_from(words).map_err(Failure::new)?.shape()
    }

    #[test]
    fn every_scenario_has_sizes_that_fit_the_servers_shares() {
        for scenario in Scenario::value_variants() {
            let shape = shape(&format!("{} --start", scenario.name())).expect("sizes of its own");
            assert!(shape.connections <= shape.users * 100, "{scenario:?}: {shape:?}");
            assert!(shape.lanes >= shape.tenants, "{scenario:?}: every tenant is written to");
        }
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
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
            assert!(shape(words).is_err(), "{words}");
        }
        assert_eq!(shape("fan-out --start --saturate").expect("it fits").pace, Pace::Saturated);
    }

    #[test]
    fn times_have_units() {
        assert_eq!(time("250ms"), Ok(Duration::from_millis(250)));
        assert_eq!(time("2m"), Ok(Duration::from_secs(120)));
        assert_eq!(time("7"), Ok(Duration::from_secs(7)));
        assert!(time("ms").is_err() && time("").is_err());
    }
}
