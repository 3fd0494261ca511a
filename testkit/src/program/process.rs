//! One process of the real program: its start, its probes, its end, and its output.

use std::{
    io::{BufRead, BufReader, Read},
    net::SocketAddr,
    process::{Child, Command, ExitStatus, Stdio},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use crate::wait::{PATIENCE, wait_for};

/// How many lines of a process are shown when a test fails.
const LAST_WORDS: usize = 60;

/// A running (or ended) process of the program.
#[derive(Debug)]
pub struct Node {
    role: String,
    child: Child,
    output: Output,
    status: Option<ExitStatus>,
    public: SocketAddr,
    admin: SocketAddr,
}

/// Every line a process wrote, on either channel, as it comes. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Output(Arc<Mutex<Vec<String>>>);

impl Node {
    /// Starts `program role` and waits until it listens.
    pub(crate) async fn start(program: &str, role: &str, settings: &[(String, String)]) -> Self {
        let (mut child, output) = spawn(program, &[role], settings);
        let announced = |what: &str| {
            let begin = format!("plenum {role} {what} on http://");
            let lines = output.lines();
            let line = lines.iter().find_map(|line| line.strip_prefix(&begin).map(str::to_owned))?;
            Some(line.trim().parse::<SocketAddr>().expect("an announced address"))
        };
        let listening = wait_for("the program to listen", PATIENCE, async || {
            if let Ok(Some(status)) = child.try_wait() {
                panic!("plenum {role} ended at its start ({status}):\n{}", output.lines().join("\n"));
            }
            Some((announced("listening")?, announced("admin")?))
        });
        let (public, admin) = listening.await;
        Self { role: role.to_owned(), child, output, status: None, public, admin }
    }

    pub fn role(&self) -> &str {
        &self.role
    }

    /// Where clients connect.
    pub fn address(&self) -> SocketAddr {
        self.public
    }

    /// Where operators look.
    pub fn admin_address(&self) -> SocketAddr {
        self.admin
    }

    pub fn process_id(&self) -> u32 {
        self.child.id()
    }

    /// Kills the process, as a crash does, and waits until it is gone.
    pub fn kill(&mut self) {
        let _ = self.child.kill();
        self.status = self.child.wait().ok();
    }

    /// Asks the process to stop.
    pub fn terminate(&self) {
        self.signal("TERM");
    }

    /// Stops the process without ending it: connections stay open, and nothing answers.
    pub fn freeze(&self) {
        self.signal("STOP");
    }

    /// Lets a frozen process go on.
    pub fn thaw(&self) {
        self.signal("CONT");
    }

    pub fn is_running(&mut self) -> bool {
        if self.status.is_none() {
            self.status = self.child.try_wait().ok().flatten();
        }
        self.status.is_none()
    }

    /// Waits until the process has ended by itself.
    pub async fn ended(&mut self, within: Duration) -> ExitStatus {
        wait_for("the process to end", within, async || {
            self.is_running();
            self.status
        })
        .await
    }

    pub fn output(&self) -> &Output {
        &self.output
    }

    fn signal(&self, name: &str) {
        let status = Command::new("sh").arg("-c").arg(format!("kill -{name} {}", self.child.id())).status();
        assert!(status.is_ok_and(|status| status.success()), "plenum {} can be sent SIG{name}", self.role);
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        if self.is_running() {
            self.kill();
        }
        if std::thread::panicking() {
            let lines = self.output.lines();
            let last = &lines[lines.len().saturating_sub(LAST_WORDS)..];
            let (role, process) = (&self.role, self.child.id());
            #[expect(clippy::print_stderr, reason = "a failing test shows what the program said")]
            {
                eprintln!("--- plenum {role} ({process}):\n{}\n---", last.join("\n"));
            }
        }
    }
}

impl Output {
    pub fn lines(&self) -> Vec<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Reads to the end on a thread of its own: a full pipe would stop the process, whatever the test is doing.
    fn follow(&self, pipe: impl Read + Send + 'static) -> std::thread::JoinHandle<()> {
        let lines = self.0.clone();
        std::thread::spawn(move || {
            let mut pipe = BufReader::new(pipe);
            let mut line = Vec::new();
            while pipe.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
                let text = String::from_utf8_lossy(&line).trim_end().to_owned();
                lines.lock().unwrap_or_else(PoisonError::into_inner).push(text);
                line.clear();
            }
        })
    }
}

/// Runs a command of the program to its end, and gives its status and everything it wrote.
pub(crate) async fn run(program: &str, arguments: &[&str], settings: &[(String, String)]) -> (ExitStatus, Vec<String>) {
    let (mut child, output, readers) = spawn_followed(program, arguments, settings);
    let ended = wait_for("the command to end", PATIENCE, async || child.try_wait().ok().flatten());
    let status = ended.await;
    for reader in readers {
        reader.join().expect("the output is read to its end");
    }
    (status, output.lines())
}

fn spawn(program: &str, arguments: &[&str], settings: &[(String, String)]) -> (Child, Output) {
    let (child, output, _) = spawn_followed(program, arguments, settings);
    (child, output)
}

/// The program with these settings and no others: what the machine has set is not for a test.
fn spawn_followed(
    program: &str,
    arguments: &[&str],
    settings: &[(String, String)],
) -> (Child, Output, [std::thread::JoinHandle<()>; 2]) {
    let mut command = Command::new(program);
    command.args(arguments).env_clear().envs(settings.iter().map(|(name, value)| (name, value)));
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap_or_else(|error| panic!("{program} can be started: {error}"));
    let output = Output::default();
    let (stdout, stderr) = (child.stdout.take().expect("a pipe"), child.stderr.take().expect("a pipe"));
    let readers = [output.follow(stdout), output.follow(stderr)];
    (child, output, readers)
}
