//! A private Redis server for a test: started on a free port of the loopback, killed and cleaned up on drop.
//!
//! It can be killed, restarted on the same port, frozen and thawed, which is what tests of the bus are about. A missing
//! `redis-server` is a failure and not a reason to skip. When the test's process is killed, a watchdog ends the server.
//!
//! It is a crate of its own, below the rest of the harness, because the bus's tests need a server and must not need the
//! rooms above the bus. It uses nothing but the standard library.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// How long the server may take to answer, or to get its old port back.
const PATIENCE: Duration = Duration::from_secs(15);

/// What the server should be like, beyond the defaults.
#[derive(Debug, Clone, Default)]
pub struct RedisSetup {
    /// The password of the default user.
    pub password: Option<String>,
    /// Listen for TLS too, on a port of its own.
    pub tls: Option<RedisTls>,
}

/// What a server needs for TLS, in PEM.
#[derive(Debug, Clone)]
pub struct RedisTls {
    /// The server's certificate.
    pub certificate: String,
    /// Its private key.
    pub key: String,
}

/// A running server.
#[derive(Debug)]
pub struct RedisServer {
    setup: RedisSetup,
    folder: PathBuf,
    port: u16,
    tls_port: u16,
    process: Child,
    watchdog: Child,
}

impl RedisServer {
    /// Starts a server with the defaults.
    ///
    /// # Panics
    /// When `redis-server` is not installed or does not start.
    pub fn start() -> Self {
        Self::start_with(RedisSetup::default())
    }

    /// Starts a server.
    ///
    /// # Panics
    /// When `redis-server` is not installed or does not start.
    pub fn start_with(setup: RedisSetup) -> Self {
        // Between finding a free port and listening on it, somebody else may take it. Then another one is tried.
        for _ in 0..20 {
            let folder = new_folder();
            if let Some(tls) = &setup.tls {
                std::fs::write(folder.join("cert.pem"), &tls.certificate).expect("the certificate can be written");
                std::fs::write(folder.join("key.pem"), &tls.key).expect("the key can be written");
            }
            let (port, tls_port) = free_ports();
            let process = spawn(&setup, &folder, port, tls_port);
            let watchdog = watch(&process, &folder);
            let mut server = Self { setup: setup.clone(), folder, port, tls_port, process, watchdog };
            if is_ready(&mut server.process) {
                return server;
            }
        }
        panic!("redis-server found no free port in 20 attempts");
    }

    /// The URL of the plain port, with the password if there is one.
    pub fn url(&self) -> String {
        match &self.setup.password {
            Some(password) => format!("redis://:{password}@127.0.0.1:{}", self.port),
            None => format!("redis://127.0.0.1:{}", self.port),
        }
    }

    /// The URL of the TLS port.
    pub fn tls_url(&self) -> String {
        self.url().replace("redis://", "rediss://").replace(&self.port.to_string(), &self.tls_port.to_string())
    }

    /// Kills the server as a crash does, and waits until it is gone.
    pub fn kill(&mut self) {
        // The watchdog goes first: later, its process id may be somebody else's. An error means that they are gone
        // already.
        let _ = self.watchdog.kill();
        let _ = self.watchdog.wait();
        let _ = self.process.kill();
        let _ = self.process.wait();
    }

    /// Starts the server again on the same port, empty.
    pub fn restart(&mut self) {
        self.kill();
        let deadline = Instant::now() + PATIENCE;
        // The port may be in somebody else's hands for a moment, as the local end of an outgoing connection.
        while Instant::now() < deadline {
            self.process = spawn(&self.setup, &self.folder, self.port, self.tls_port);
            self.watchdog = watch(&self.process, &self.folder);
            if is_ready(&mut self.process) {
                return;
            }
            self.kill();
        }
        panic!("redis-server did not come back on port {}", self.port);
    }

    /// Stops the process without ending it: connections stay open, and nothing answers.
    pub fn freeze(&self) {
        self.signal("STOP");
    }

    /// Lets a frozen process go on.
    pub fn thaw(&self) {
        self.signal("CONT");
    }

    /// Sends one command and returns the answer as text: the line of a simple answer, the content of a bulk string.
    ///
    /// # Errors
    /// When the server cannot be reached or closes the connection.
    pub fn command(&self, words: &[&str]) -> std::io::Result<String> {
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        let mut stream = BufReader::new(stream);
        if let Some(password) = &self.setup.password {
            ask(&mut stream, &["AUTH", password])?;
        }
        ask(&mut stream, words)
    }

    fn signal(&self, name: &str) {
        let status = Command::new("sh").arg("-c").arg(format!("kill -{name} {}", self.process.id())).status();
        assert!(status.is_ok_and(|status| status.success()), "the server can be sent SIG{name}");
    }
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        self.kill();
        // A folder left behind in the system's temporary folder harms nobody.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn spawn(setup: &RedisSetup, folder: &Path, port: u16, tls_port: u16) -> Child {
    let mut command = Command::new("redis-server");
    command.args(["--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--daemonize", "no"]);
    command.arg("--port").arg(port.to_string()).arg("--dir").arg(folder);
    if let Some(password) = &setup.password {
        command.arg("--requirepass").arg(password);
    }
    if setup.tls.is_some() {
        command.arg("--tls-port").arg(tls_port.to_string()).args(["--tls-auth-clients", "no"]);
        command.arg("--tls-cert-file").arg(folder.join("cert.pem"));
        command.arg("--tls-key-file").arg(folder.join("key.pem"));
    }
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    command.spawn().unwrap_or_else(|error| panic!("redis-server must be installed to run these tests: {error}"))
}

/// Ends the server when this process has ended in a way that drops nothing: its end of the pipe is closed then.
fn watch(server: &Child, folder: &Path) -> Child {
    let script = r#"read -r _; kill -9 "$1"; rm -rf "$2""#;
    let mut command = Command::new("sh");
    command.args(["-c", script, "watchdog"]).arg(server.id().to_string()).arg(folder);
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().unwrap_or_else(|error| panic!("a shell must be there to run these tests: {error}"))
}

/// Waits until the server says that it is ready, or has ended because its port is taken. What it says later is read and
/// thrown away, because a full pipe would stop it.
fn is_ready(process: &mut Child) -> bool {
    let Some(output) = process.stdout.take() else { return false };
    let mut lines = BufReader::new(output).lines();
    let ready = lines.by_ref().map_while(Result::ok).any(|line| line.contains("Ready to accept connections"));
    std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
    ready
}

/// Two different free ports. They are found together, so that they cannot be the same.
fn free_ports() -> (u16, u16) {
    let bind = || TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("the loopback has a free port");
    let (one, other) = (bind(), bind());
    let port = |listener: &TcpListener| listener.local_addr().expect("a bound socket has an address").port();
    (port(&one), port(&other))
}

fn new_folder() -> PathBuf {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("plenum-redis-{}-{number}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("the temporary folder is writable");
    folder
}

/// Sends one command in the protocol's array form and reads one answer.
fn ask(stream: &mut BufReader<TcpStream>, words: &[&str]) -> std::io::Result<String> {
    let mut request = format!("*{}\r\n", words.len());
    for word in words {
        request.push_str(&format!("${}\r\n{word}\r\n", word.len()));
    }
    stream.get_mut().write_all(request.as_bytes())?;
    let mut line = String::new();
    if stream.read_line(&mut line)? == 0 {
        return Err(std::io::ErrorKind::UnexpectedEof.into());
    }
    match line.strip_prefix('$').and_then(|length| length.trim_end().parse::<usize>().ok()) {
        Some(length) => {
            let mut content = vec![0; length + 2];
            stream.read_exact(&mut content)?;
            content.truncate(length);
            Ok(String::from_utf8_lossy(&content).into_owned())
        }
        None => Ok(line.trim_end().to_owned()),
    }
}
