//! The server process of a cluster, which PostgreSQL's own tools create, start, kill and fail over.
//!
//! PostgreSQL refuses to run as root, so under root everything runs as user `postgres`, or `nobody` where there is
//! none.

use std::{
    fs,
    net::{Ipv4Addr, TcpListener},
    os::unix::fs::{MetadataExt, PermissionsExt, chown},
    path::{Path, PathBuf},
    process::Output,
    time::Duration,
};

use tokio::{net::TcpStream, process::Command, time::sleep};

/// The folder of the programs that are not on the path, with one folder per version.
const INSTALLATIONS: &str = "/usr/lib/postgresql";

const SETTINGS: &str = "\
listen_addresses = '127.0.0.1'
max_connections = 400
shared_buffers = '64MB'
timezone = 'UTC'
log_min_messages = 'warning'
";

/// The settings of the shared cluster. Its data need not survive, so it never waits for a disk.
const VOLATILE: &str = "\
fsync = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
";

/// Whether committed data survives a kill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Durability {
    Volatile,
    Durable,
}

/// A server that runs in a folder.
#[derive(Debug)]
pub(crate) struct Server {
    folder: PathBuf,
    port: u16,
    account: Option<(u32, u32)>,
}

impl Server {
    /// The running server of this folder, created if necessary. The caller must hold the folder's lock.
    pub(crate) async fn running_in(folder: &Path, durability: Durability) -> Self {
        let known = fs::read_to_string(folder.join("port")).ok().and_then(|port| port.trim().parse().ok());
        let mut server = Self { folder: folder.to_owned(), port: known.unwrap_or(0), account: account() };
        if known.is_none() || !server.answers().await {
            server.kill().await;
            server.create(durability).await;
            server.port = free_port();
            server.start().await;
            fs::write(folder.join("port"), server.port.to_string()).expect("the port is noted");
        }
        server
    }

    pub(crate) fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// Starts the server and waits until it answers. It retries, because the backends of a killed server hold its shared
    /// memory for a moment, and a start is refused until then.
    pub(crate) async fn start(&self) {
        let options = format!("-p {} -k {}", self.port, self.folder.join("socket").display());
        let log = self.folder.join("log/server.log");
        let mut last = None;
        for _ in 0..40 {
            let mut start = self.command("pg_ctl");
            start.args(["-w", "-t", "60", "-o", &options, "-l"]).arg(&log).arg("-D").arg(self.data()).arg("start");
            let output = start.output().await.expect("pg_ctl runs");
            if output.status.success() {
                return;
            }
            last = Some(output);
            sleep(Duration::from_millis(100)).await;
        }
        let log = fs::read_to_string(&log).unwrap_or_default();
        panic!("postgresql does not start: {last:?}\n{log}");
    }

    /// Kills the server and waits until it has ended.
    pub(crate) async fn kill(&self) {
        let Some(pid) = self.pid() else { return };
        let _ = Command::new("kill").args(["-KILL", &pid.to_string()]).output().await;
        while self.is_alive(pid) {
            sleep(Duration::from_millis(10)).await;
        }
    }

    pub(crate) async fn fail_over(&self) {
        self.pg_ctl(&["-m", "fast", "stop"]).await;
        fs::write(self.data().join("standby.signal"), "").expect("the standby signal");
        self.set_owner(&self.data().join("standby.signal"));
        self.start().await;
        self.pg_ctl(&["promote"]).await;
    }

    async fn create(&self, durability: Durability) {
        for part in ["data", "socket", "log"] {
            let path = self.folder.join(part);
            let _ = fs::remove_dir_all(&path);
            fs::create_dir_all(&path).expect("a folder of the cluster");
            fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).expect("its permissions");
            self.set_owner(&path);
        }
        let mut initdb = self.command("initdb");
        initdb
            .args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"])
            .args(["--no-sync", "--no-instructions", "-D"])
            .arg(self.data());
        succeeded("initdb", initdb.output().await.expect("initdb runs; is postgresql installed?"));
        let path = self.data().join("postgresql.conf");
        let own = fs::read_to_string(&path).expect("the server's settings");
        let extra = if durability == Durability::Volatile { VOLATILE } else { "" };
        fs::write(&path, format!("{own}{SETTINGS}{extra}")).expect("settings are written");
    }

    async fn pg_ctl(&self, action: &[&str]) {
        let mut command = self.command("pg_ctl");
        command.args(["-w", "-t", "60", "-D"]).arg(self.data()).args(action);
        succeeded("pg_ctl", command.output().await.expect("pg_ctl runs"));
    }

    async fn answers(&self) -> bool {
        self.pid().is_some_and(|pid| self.is_alive(pid))
            && TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).await.is_ok()
    }

    fn pid(&self) -> Option<u32> {
        let file = fs::read_to_string(self.data().join("postmaster.pid")).ok()?;
        file.lines().next()?.trim().parse().ok().filter(|pid| self.is_alive(*pid))
    }

    /// Whether this process is the server of this folder: a process id from a file may belong to another process by now.
    fn is_alive(&self, pid: u32) -> bool {
        let command = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
        String::from_utf8_lossy(&command).contains(&*self.data().to_string_lossy())
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn set_owner(&self, path: &Path) {
        if let Some((user, group)) = self.account {
            chown(path, Some(user), Some(group)).expect("the service account owns it");
        }
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(installed(program));
        command.current_dir("/").env("LC_ALL", "C.UTF-8").stdin(std::process::Stdio::null());
        if let Some((user, group)) = self.account {
            command.uid(user).gid(group);
        }
        command
    }
}

/// The user and group of the server, or `None` when this process is not root and the server has the same user.
fn account() -> Option<(u32, u32)> {
    if fs::metadata("/proc/self").expect("this process").uid() != 0 {
        return None;
    }
    let accounts = fs::read_to_string("/etc/passwd").expect("the list of accounts");
    let find = |name: &str| {
        let mut fields = accounts.lines().map(|line| line.split(':').collect::<Vec<_>>());
        let account = fields.find(|fields| fields[0] == name)?;
        Some((account.get(2)?.parse().ok()?, account.get(3)?.parse().ok()?))
    };
    Some(find("postgres").or_else(|| find("nobody")).expect("an account to run postgresql as"))
}

/// The program of the newest installed version, or its bare name, to be found on the path.
fn installed(program: &str) -> PathBuf {
    let versions = fs::read_dir(INSTALLATIONS).into_iter().flatten().flatten();
    let newest = versions
        .filter(|version| version.path().join("bin").join(program).exists())
        .max_by_key(|version| version.file_name().to_string_lossy().parse::<u32>().unwrap_or(0));
    newest.map_or_else(|| program.into(), |version| version.path().join("bin").join(program))
}

/// A port that is free at this moment.
fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    listener.local_addr().expect("its number").port()
}

fn succeeded(what: &str, output: Output) {
    assert!(output.status.success(), "{what} failed: {}", String::from_utf8_lossy(&output.stderr));
}
