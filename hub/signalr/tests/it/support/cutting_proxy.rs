//! A line between a client and the server that can be cut, at any byte.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

/// Which way bytes go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    ToServer,
    ToClient,
}

pub(crate) struct Cuts {
    pub(crate) address: SocketAddr,
    state: Arc<State>,
    _task: JoinSet<()>,
}

struct State {
    /// After so many more bytes of this way every line is cut.
    next: Mutex<Option<(Way, usize)>>,
    /// Counts the cuts; who waits here sees the next one.
    cuts: watch::Sender<usize>,
    door: Mutex<Door>,
}

#[derive(PartialEq, Eq)]
enum Door {
    Open,
    Closed,
}

impl Cuts {
    pub(crate) async fn before(server: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("bound");
        let state = Arc::new(State { next: Mutex::default(), cuts: watch::channel(0).0, door: Mutex::new(Door::Open) });
        let mut task = JoinSet::new();
        task.spawn(accept(listener, server, Arc::clone(&state)));
        Self { address, state, _task: task }
    }

    /// Cuts every line now.
    pub(crate) fn cut(&self) {
        self.state.cut();
    }

    /// Cuts every line once so many more bytes have gone this way.
    pub(crate) fn cut_after(&self, way: Way, bytes: usize) {
        *self.state.next.lock().expect("not poisoned") = Some((way, bytes));
    }

    /// Whether what was planned has not happened; it does not happen any more.
    pub(crate) fn call_off(&self) -> bool {
        self.state.next.lock().expect("not poisoned").take().is_some()
    }

    /// Lets nobody in any more.
    pub(crate) fn shut(&self) {
        *self.state.door.lock().expect("not poisoned") = Door::Closed;
    }
}

impl State {
    fn cut(&self) {
        self.cuts.send_modify(|cuts| *cuts += 1);
    }

    /// How many of these bytes may pass, and whether the line is cut then.
    fn pass(&self, way: Way, bytes: usize) -> (usize, bool) {
        let mut next = self.next.lock().expect("not poisoned");
        match &mut *next {
            Some((cut, left)) if *cut == way && *left <= bytes => {
                let left = *left;
                *next = None;
                (left, true)
            }
            Some((cut, left)) if *cut == way => {
                *left -= bytes;
                (bytes, false)
            }
            _ => (bytes, false),
        }
    }
}

async fn accept(listener: TcpListener, server: SocketAddr, state: Arc<State>) {
    let mut lines = JoinSet::new();
    while let Ok((client, _)) = listener.accept().await {
        if *state.door.lock().expect("not poisoned") == Door::Open {
            lines.spawn(line(client, server, Arc::clone(&state)));
        }
    }
}

async fn line(client: TcpStream, server: SocketAddr, state: Arc<State>) {
    let mut cuts = state.cuts.subscribe();
    let Ok(server) = TcpStream::connect(server).await else { return };
    let (client_read, client_write) = client.into_split();
    let (server_read, server_write) = server.into_split();
    tokio::select! {
        _ = cuts.changed() => {}
        () = pump(client_read, server_write, Way::ToServer, &state) => {}
        () = pump(server_read, client_write, Way::ToClient, &state) => {}
    }
}

async fn pump(
    mut from: tokio::net::tcp::OwnedReadHalf,
    mut to: tokio::net::tcp::OwnedWriteHalf,
    way: Way,
    state: &State,
) {
    let mut bytes = vec![0; 64 * 1024];
    while let Ok(read @ 1..) = from.read(&mut bytes).await {
        let (passing, cut) = state.pass(way, read);
        if to.write_all(&bytes[..passing]).await.is_err() {
            return;
        }
        if cut {
            return state.cut();
        }
    }
}
