//! A load balancer that sends each request to the next server, whatever connection or client it comes from.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

/// Ends when it is dropped.
pub struct RoundRobinProxy {
    pub address: SocketAddr,
    seen: Arc<Mutex<Vec<(String, usize)>>>,
    _task: JoinSet<()>,
}

impl RoundRobinProxy {
    /// A proxy over these servers in turn.
    ///
    /// # Panics
    /// When the loopback has no free port.
    pub async fn over(servers: Vec<SocketAddr>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("bound");
        let seen = Arc::<Mutex<Vec<(String, usize)>>>::default();
        let mut task = JoinSet::new();
        let notes = Arc::clone(&seen);
        task.spawn(async move {
            let (next, mut requests) = (Arc::new(AtomicUsize::new(0)), JoinSet::new());
            while let Ok((client, _)) = listener.accept().await {
                requests.spawn(pass(client, servers.clone(), Arc::clone(&next), Arc::clone(&notes)));
            }
        });
        Self { address, seen, _task: task }
    }

    /// To how many servers requests of this method went.
    ///
    /// # Panics
    /// When a request was not text.
    pub fn reached_by(&self, method: &str) -> usize {
        let seen = self.seen.lock().expect("not poisoned");
        let servers: std::collections::BTreeSet<_> =
            seen.iter().filter(|(known, _)| known == method).map(|(_, server)| *server).collect();
        servers.len()
    }
}

/// Passes one request on, and closes the connection on both sides after it.
async fn pass(
    mut client: TcpStream,
    servers: Vec<SocketAddr>,
    next: Arc<AtomicUsize>,
    seen: Arc<Mutex<Vec<(String, usize)>>>,
) {
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") {
        match client.read(&mut byte).await {
            Ok(1) => head.push(byte[0]),
            _ => return,
        }
    }
    let head = String::from_utf8(head).expect("a head is text");
    let at = next.fetch_add(1, Ordering::SeqCst) % servers.len();
    let method = head.split(' ').next().unwrap_or_default().to_owned();
    seen.lock().expect("not poisoned").push((method, at));
    let lower = head.to_ascii_lowercase();
    let head = if lower.contains("upgrade: websocket") {
        head
    } else {
        let lines = head.trim_end().split("\r\n").filter(|line| !line.to_ascii_lowercase().starts_with("connection:"));
        let lines: Vec<_> = lines.chain(["Connection: close", "", ""]).collect();
        lines.join("\r\n")
    };
    let Ok(mut server) = TcpStream::connect(servers[at]).await else { return };
    if server.write_all(head.as_bytes()).await.is_ok() {
        let _ = copy_bidirectional(&mut client, &mut server).await;
    }
}
