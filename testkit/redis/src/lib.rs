//! A private Redis server for a test: started on a free port of the loopback, killed and cleaned up on drop.
//!
//! A test can kill it, restart it on the same port, freeze it and thaw it, which the tests of the bus need. A missing
//! `redis-server` fails the test and does not skip it. When the test's process is killed, a watchdog ends the server.
//!
//! It is a crate of its own, below the rest of the harness, because the tests of the bus need a server and must not
//! depend on the crates above the bus. It uses only the standard library.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// The time limit for an answer of the server, and for getting its old port back.
const TIMEOUT: Duration = Duration::from_secs(15);

/// The settings of a server beyond the defaults.
#[derive(Debug, Clone, Default)]
pub struct RedisSetup {
    /// The password of the default user.
    pub password: Option<String>,
    /// TLS, on a port of its own.
    pub tls: Option<RedisTls>,
}

/// The certificate and key of a server for TLS, in PEM.
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
        // Another process may take the free port before the server listens on it. Then another port is tried.
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

    /// Kills the server like a crash, and waits until it has ended.
    pub fn kill(&mut self) {
        // The watchdog is killed first: later, the server's process id may belong to another process. An error means
        // that the process has ended already.
        let _ = self.watchdog.kill();
        let _ = self.watchdog.wait();
        let _ = self.process.kill();
        let _ = self.process.wait();
    }

    /// Starts the server again on the same port, empty.
    pub fn restart(&mut self) {
        self.kill();
        let deadline = Instant::now() + TIMEOUT;
        // The port may be in use for a moment, as the local end of an outgoing connection.
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

    /// Stops the process without ending it: connections stay open, and no command is answered.
    pub fn freeze(&self) {
        self.signal("STOP");
    }

    /// Continues a frozen process.
    pub fn thaw(&self) {
        self.signal("CONT");
    }

    /// Sends one command and returns the answer as text: the line of a simple answer, the content of a bulk string.
    ///
    /// # Errors
    /// When the server cannot be reached or closes the connection.
    pub fn command(&self, words: &[&str]) -> std::io::Result<String> {
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        stream.set_read_timeout(Some(TIMEOUT))?;
        let mut stream = BufReader::new(stream);
        if let Some(password) = &self.setup.password {
            send(&mut stream, &["AUTH", password])?;
        }
        send(&mut stream, words)
    }

    fn signal(&self, name: &str) {
        let status = Command::new("sh").arg("-c").arg(format!("kill -{name} {}", self.process.id())).status();
        assert!(status.is_ok_and(|status| status.success()), "the server can be sent SIG{name}");
    }
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        self.kill();
        // A folder that remains in the system's temporary folder is harmless.
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

/// Starts a watchdog that ends the server when this process is killed: its end of the pipe is closed then.
fn watch(server: &Child, folder: &Path) -> Child {
    let script = r#"read -r _; kill -9 "$1"; rm -rf "$2""#;
    let mut command = Command::new("sh");
    command.args(["-c", script, "watchdog"]).arg(server.id().to_string()).arg(folder);
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().unwrap_or_else(|error| panic!("a shell is required to run these tests: {error}"))
}

/// Waits until the server reports that it is ready, or has ended because its port is in use. Later output is read and
/// dropped, because a full pipe would block the server.
fn is_ready(process: &mut Child) -> bool {
    let Some(output) = process.stdout.take() else { return false };
    let mut lines = BufReader::new(output).lines();
    let ready = lines.by_ref().map_while(Result::ok).any(|line| line.contains("Ready to accept connections"));
    std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
    ready
}

/// Two different free ports. Both are bound at the same time, so they cannot be equal.
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

/// Sends one command as an array of the protocol and reads one answer.
fn send(stream: &mut BufReader<TcpStream>, words: &[&str]) -> std::io::Result<String> {
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
