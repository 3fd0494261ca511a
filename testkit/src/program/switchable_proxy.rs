//! A TCP proxy before the nodes that can be pointed at another one, or cut.

use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
};

use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    sync::{broadcast, watch},
    task::JoinHandle,
};

/// A proxy with one node at a time behind it. Ends when it is dropped.
pub struct SwitchableProxy {
    address: SocketAddr,
    node: watch::Sender<SocketAddr>,
    cut: Arc<broadcast::Sender<()>>,
    task: JoinHandle<()>,
}

impl SwitchableProxy {
    pub async fn before(node: SocketAddr) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("the loopback has a free port");
        let address = listener.local_addr().expect("a bound socket has an address");
        let (node, pointed) = watch::channel(node);
        let cut = Arc::new(broadcast::channel(1).0);
        let task = tokio::spawn(accept(listener, pointed, cut.clone()));
        Self { address, node, cut, task }
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// New connections go to this node from now on; those there are stay.
    pub fn point_to(&self, node: SocketAddr) {
        self.node.send_replace(node);
    }

    /// Breaks every connection.
    pub fn cut(&self) {
        // An error means that there is none.
        let _ = self.cut.send(());
    }
}

impl Drop for SwitchableProxy {
    fn drop(&mut self) {
        self.task.abort();
        self.cut();
    }
}

async fn accept(listener: TcpListener, pointed: watch::Receiver<SocketAddr>, cut: Arc<broadcast::Sender<()>>) {
    while let Ok((mut client, _)) = listener.accept().await {
        let (node, mut broken) = (*pointed.borrow(), cut.subscribe());
        tokio::spawn(async move {
            let Ok(mut server) = TcpStream::connect(node).await else { return };
            tokio::select! {
                _ = copy_bidirectional(&mut client, &mut server) => {}
                _ = broken.recv() => {}
            }
        });
    }
}
