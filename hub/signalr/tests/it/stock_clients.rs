//! The conformance server under the clients that most applications use: see `tests/js` and `tests/python`.

#[path = "../../examples/conformance/hub.rs"]
mod hub;
#[expect(dead_code, reason = "the example uses all of it")]
#[path = "../../examples/conformance/listen.rs"]
mod listen;
#[path = "../../examples/conformance/routes.rs"]
mod routes;
#[path = "../../examples/conformance/token.rs"]
mod token;

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use listen::{Listener, Scheme};
use tokio::process::Command;
use tokio::task::JoinHandle;
use tokio::time::timeout;

/// A whole suite takes seconds, and longer on a busy machine.
const PATIENCE: Duration = Duration::from_secs(300);

/// A conformance server that ends with the test.
struct Server {
    address: String,
    certificate: Option<PathBuf>,
    serving: JoinHandle<()>,
}

impl Server {
    async fn start(scheme: Scheme) -> Self {
        let (tls, pem) = match scheme {
            Scheme::Http => (None, None),
            Scheme::Https => {
                let (tls, pem) = listen::self_signed_tls().expect("a certificate");
                (Some(tls), Some(pem))
            }
        };
        let listener = Listener::open(scheme, 0, tls).await.expect("a free port");
        let address = listener.address();
        let certificate = pem.map(|pem| {
            // The port makes the name of the file unique.
            let port = address.rsplit(':').next().expect("an address ends with its port");
            let file = std::env::temp_dir().join(format!("plenum-signalr-{port}.pem"));
            std::fs::write(&file, pem).expect("a temporary folder");
            file
        });
        let serving = tokio::spawn(listener.serve(routes::App::new().router(scheme)));
        Self { address, certificate, serving }
    }

    /// Runs a test program against the server. The test fails with the program's output if the program fails.
    async fn run(&self, mut program: Command) {
        program.env("PLENUM_CONFORMANCE", &self.address).stdin(Stdio::null()).kill_on_drop(true);
        if let Some(certificate) = &self.certificate {
            // The first variable is for Node.js, the second for OpenSSL and so for Python.
            program.env("NODE_EXTRA_CA_CERTS", certificate).env("SSL_CERT_FILE", certificate);
        }
        let output = timeout(PATIENCE, program.output()).await.expect("in time").expect("the program starts");
        let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
        assert!(output.status.success(), "{text}");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.serving.abort();
        if let Some(certificate) = &self.certificate {
            let _ = std::fs::remove_file(certificate);
        }
    }
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

fn node(file: &str) -> Command {
    let folder = folder("js");
    assert!(folder.join("node_modules").is_dir(), "run `npm ci` in {}", folder.display());
    let mut node = Command::new("node");
    node.current_dir(&folder).args(["--test", file]);
    node
}

/// The Python environment that `make test` installs.
#[expect(clippy::disallowed_methods, reason = "where a person's own files are is no setting of the program")]
fn python(file: &str) -> Command {
    let home = std::env::var_os("HOME").unwrap_or_else(|| "/tmp".into());
    let python = Path::new(&home).join(".cache/plenum/python-clients/bin/python");
    assert!(python.is_file(), "run `make test` once: it installs what {} needs", python.display());
    let mut program = Command::new(python);
    program.current_dir(folder("python")).args(["-B", file]);
    program
}

/// Every test program, over HTTP or TLS.
macro_rules! clients {
    ($scheme:expr) => {
        use super::{Scheme, Server, node, python};

        #[tokio::test(flavor = "multi_thread")]
        async fn signalrcore_for_python() {
            Server::start($scheme).await.run(python("signalrcore_client.py")).await;
        }

        #[tokio::test(flavor = "multi_thread")]
        async fn pysignalr_for_python() {
            Server::start($scheme).await.run(python("pysignalr_client.py")).await;
        }

        #[tokio::test(flavor = "multi_thread")]
        async fn three_generations_call_every_method() {
            Server::start($scheme).await.run(node("methods.test.mjs")).await;
        }

        #[tokio::test(flavor = "multi_thread")]
        async fn three_generations_connect_over_every_transport() {
            Server::start($scheme).await.run(node("connecting.test.mjs")).await;
        }

        #[tokio::test(flavor = "multi_thread")]
        async fn two_generations_reconnect_statefully() {
            Server::start($scheme).await.run(node("stateful.test.mjs")).await;
        }

        #[tokio::test(flavor = "multi_thread")]
        async fn three_generations_disconnect_and_reconnect() {
            Server::start($scheme).await.run(node("ending.test.mjs")).await;
        }
    };
}

mod by_http {
    clients!(Scheme::Http);
}

mod through_tls {
    clients!(Scheme::Https);
}
