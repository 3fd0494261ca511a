//! Listeners on both loopback addresses of a port, plain or over TLS with a certificate made at the start.

use std::error::Error;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use rcgen::CertifiedKey;
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scheme {
    Http,
    Https,
}

impl Scheme {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Https => "https",
        }
    }
}

pub(crate) struct Listener {
    scheme: Scheme,
    address: SocketAddr,
    listeners: Vec<TcpListener>,
    tls: Option<TlsAcceptor>,
}

impl Listener {
    pub(crate) async fn open(scheme: Scheme, port: u16, tls: Option<TlsAcceptor>) -> std::io::Result<Self> {
        let first = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let address = first.local_addr()?;
        // `localhost` may mean either address; a machine without IPv6 has only the first.
        let second = TcpListener::bind((Ipv6Addr::LOCALHOST, address.port())).await.ok();
        Ok(Self { scheme, address, listeners: [Some(first), second].into_iter().flatten().collect(), tls })
    }

    pub(crate) fn scheme(&self) -> Scheme {
        self.scheme
    }

    pub(crate) fn address(&self) -> String {
        format!("{}://{}", self.scheme.name(), self.address)
    }

    pub(crate) async fn serve(self, router: Router) {
        let accepting = self.listeners.into_iter().map(|listener| accept(listener, self.tls.clone(), router.clone()));
        futures::future::join_all(accepting).await;
    }
}

async fn accept(listener: TcpListener, tls: Option<TlsAcceptor>, router: Router) {
    // An error concerns one socket only; the next one may be accepted.
    loop {
        if let Ok((socket, _)) = listener.accept().await {
            tokio::spawn(answer(socket, tls.clone(), router.clone()));
        }
    }
}

async fn answer(socket: TcpStream, tls: Option<TlsAcceptor>, router: Router) {
    let _ = socket.set_nodelay(true);
    match tls {
        None => serve_connection(socket, router).await,
        Some(tls) => {
            if let Ok(socket) = tls.accept(socket).await {
                serve_connection(socket, router).await;
            }
        }
    }
}

async fn serve_connection(line: impl AsyncRead + AsyncWrite + Send + Unpin + 'static, router: Router) {
    let service = TowerToHyperService::new(router);
    // A client that disconnects is not an error.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(line), service).with_upgrades().await;
}

/// A certificate for this machine's own names, and the same as PEM.
pub(crate) fn self_signed_tls() -> Result<(TlsAcceptor, String), Box<dyn Error>> {
    let names = ["localhost", "127.0.0.1", "::1"].map(str::to_owned);
    let CertifiedKey { cert, signing_key } = rcgen::generate_simple_self_signed(names)?;
    let key = PrivateKeyDer::try_from(signing_key.serialize_der())?;
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_protocol_versions(&[&rustls::version::TLS13])?
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key)?;
    Ok((TlsAcceptor::from(Arc::new(config)), cert.pem()))
}
