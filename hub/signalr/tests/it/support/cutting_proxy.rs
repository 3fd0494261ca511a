//! A proxy between a client and the server that can cut its connections at any byte.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

/// The direction in which bytes travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    ToServer,
    ToClient,
}

pub(crate) struct CuttingProxy {
    pub(crate) address: SocketAddr,
    state: Arc<State>,
    _task: JoinSet<()>,
}

struct State {
    /// The planned cut: every connection is cut after this many more bytes in this direction.
    planned: Mutex<Option<(Direction, usize)>>,
    /// The number of cuts so far; every connection waits for the next one.
    cuts: watch::Sender<usize>,
    refusing: AtomicBool,
}

impl CuttingProxy {
    pub(crate) async fn in_front_of(server: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("bound");
        let state =
            Arc::new(State { planned: Mutex::default(), cuts: watch::channel(0).0, refusing: AtomicBool::new(false) });
        let mut task = JoinSet::new();
        task.spawn(accept(listener, server, Arc::clone(&state)));
        Self { address, state, _task: task }
    }

    /// Cuts every connection now.
    pub(crate) fn cut(&self) {
        self.state.cut();
    }

    /// Plans to cut every connection after this many more bytes in a direction.
    pub(crate) fn cut_after(&self, direction: Direction, bytes: usize) {
        *self.state.planned.lock().expect("not poisoned") = Some((direction, bytes));
    }

    /// Cancels the planned cut. False when it has already happened.
    pub(crate) fn cancel_cut(&self) -> bool {
        self.state.planned.lock().expect("not poisoned").take().is_some()
    }

    /// Refuses all further connections.
    pub(crate) fn refuse_connections(&self) {
        self.state.refusing.store(true, Ordering::SeqCst);
    }
}

impl State {
    fn cut(&self) {
        self.cuts.send_modify(|cuts| *cuts += 1);
    }

    /// How many of these bytes may pass, and whether the connections are cut after them.
    fn pass(&self, direction: Direction, bytes: usize) -> (usize, bool) {
        let mut planned = self.planned.lock().expect("not poisoned");
        match &mut *planned {
            Some((cut, left)) if *cut == direction && *left <= bytes => {
                let left = *left;
                *planned = None;
                (left, true)
            }
            Some((cut, left)) if *cut == direction => {
                *left -= bytes;
                (bytes, false)
            }
            _ => (bytes, false),
        }
    }
}

async fn accept(listener: TcpListener, server: SocketAddr, state: Arc<State>) {
    let mut connections = JoinSet::new();
    while let Ok((client, _)) = listener.accept().await {
        if !state.refusing.load(Ordering::SeqCst) {
            connections.spawn(forward(client, server, Arc::clone(&state)));
        }
    }
}

/// Forwards one connection until it ends or is cut.
async fn forward(client: TcpStream, server: SocketAddr, state: Arc<State>) {
    let mut cuts = state.cuts.subscribe();
    let Ok(server) = TcpStream::connect(server).await else { return };
    let (client_read, client_write) = client.into_split();
    let (server_read, server_write) = server.into_split();
    tokio::select! {
        _ = cuts.changed() => {}
        () = pump(client_read, server_write, Direction::ToServer, &state) => {}
        () = pump(server_read, client_write, Direction::ToClient, &state) => {}
    }
}

async fn pump(
    mut from: tokio::net::tcp::OwnedReadHalf,
    mut to: tokio::net::tcp::OwnedWriteHalf,
    direction: Direction,
    state: &State,
) {
    let mut bytes = vec![0; 64 * 1024];
    while let Ok(read @ 1..) = from.read(&mut bytes).await {
        let (passing, cut) = state.pass(direction, read);
        if to.write_all(&bytes[..passing]).await.is_err() {
            return;
        }
        if cut {
            return state.cut();
        }
    }
}
