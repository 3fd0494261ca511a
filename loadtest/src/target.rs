//! The server under load: running nodes, or an installation that is started for the run and removed after it.

use std::path::{Path, PathBuf};

use plenum_testkit::Plenum;

use crate::{Failure, Result, load::append::Backend, options::Options};

/// Default settings of a started server. Its log is quiet, because logging is not measured.
const QUIET: &str = "warn";
const POOL: &str = "20";

pub struct Target {
    /// Nodes that answer REST.
    pub rest: Vec<String>,
    /// Nodes that serve hubs.
    pub hubs: Vec<String>,
    pub processes: Vec<Process>,
    /// The services behind the nodes, if this tool has started them.
    pub backend: Option<Backend>,
    started: Option<Plenum>,
}

/// A process of the server whose usage is measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Process {
    pub name: String,
    pub id: u32,
}

impl Target {
    pub async fn of(options: &Options) -> Result<Self> {
        match options.start {
            true => Self::start(options).await,
            false => Ok(Self::running(options)),
        }
    }

    fn running(options: &Options) -> Self {
        let clean = |urls: &[String]| urls.iter().map(|url| url.trim_end_matches('/').to_owned()).collect::<Vec<_>>();
        let hubs = clean(&options.nodes);
        let rest = if options.apis.is_empty() { hubs.clone() } else { clean(&options.apis) };
        let processes = options.processes.iter().map(|(name, id)| Process { name: name.clone(), id: *id }).collect();
        Self { rest, hubs, processes, backend: None, started: None }
    }

    async fn start(options: &Options) -> Result<Self> {
        let program = match &options.program {
            Some(program) => program.clone(),
            None => beside_us()?,
        };
        if !program.is_file() {
            return Err(Failure(format!("there is no program at {}", program.display())));
        }
        // The leak is one path for each run of the tool.
        let program: &'static str = Box::leak(program.to_string_lossy().into_owned().into_boxed_str());
        let mut setup =
            Plenum::of(program).with_own_postgres().set("PLENUM_LOG_FILTER", QUIET).set("PLENUM_DB_POOL", POOL);
        if let Some(hubs) = options.hubs {
            setup = setup.hubs(hubs);
        } else if options.append {
            // Without a bus between processes, the hub would find appended entries only when it polls the heads.
            setup = setup.with_redis();
        }
        for (name, value) in &options.settings {
            setup = setup.set(name, value);
        }
        let plenum = setup.start().await;
        let address = |node: &plenum_testkit::Node| format!("http://{}", node.address());
        let hubs = plenum.nodes().iter().filter(|node| matches!(node.role(), "hub" | "serve"));
        let mut hub = 0;
        let mut name = |role: &str| match role {
            "hub" => {
                hub += 1;
                format!("hub {hub}")
            }
            role => role.to_owned(),
        };
        Ok(Self {
            rest: vec![address(plenum.api())],
            hubs: hubs.map(address).collect(),
            processes: plenum
                .nodes()
                .iter()
                .map(|node| Process { name: name(node.role()), id: node.process_id() })
                .collect(),
            backend: Some(Backend {
                database_url: plenum.database().app_url(),
                redis_url: plenum.redis_url(),
                master_key: plenum.keys().master(),
            }),
            started: Some(plenum),
        })
    }

    /// Whether this tool has started the server, on this machine.
    pub fn is_ours(&self) -> bool {
        self.started.is_some()
    }

    /// Stops the first hub.
    pub fn stop_first_hub(&mut self, mode: StopMode) {
        let Some(plenum) = &mut self.started else { return };
        match mode {
            StopMode::Kill => plenum.hub_mut(0).kill(),
            StopMode::Terminate => plenum.hub(0).terminate(),
        }
    }
}

/// How a process is stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StopMode {
    /// By a signal; the hub may drain.
    Terminate,
    Kill,
}

fn beside_us() -> Result<PathBuf> {
    let own = std::env::current_exe().map_err(Failure::new)?;
    Ok(own.parent().unwrap_or(Path::new(".")).join("plenum"))
}
