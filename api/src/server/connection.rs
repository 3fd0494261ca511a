//! One connection, from its first byte to its close or its upgrade.

use std::{convert::Infallible, net::SocketAddr, pin::pin};

use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, Request, StatusCode, header};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpStream;
use tokio_util::sync::CancellationToken;
use tower::Service;

use super::{framing::Verdicts, settings::ServerSettings, stream::Guarded};

/// The most bytes that are read ahead, or buffered, for one client.
const BUFFER: usize = 64 * 1024;

/// Serves requests until the client is done, something is wrong, or `shutdown` is cancelled and the request under way
/// is answered.
pub(super) async fn serve(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    settings: ServerSettings,
    shutdown: CancellationToken,
) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "cannot turn off the delay of small packets");
    }
    let (io, verdicts) = Guarded::new(stream, settings.write_timeout);
    let service = service_fn(move |request| answer(router.clone(), verdicts.clone(), peer, request));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(settings.head_timeout)
        .max_headers(settings.max_headers)
        .max_header_size(settings.max_head_bytes)
        .max_buf_size(BUFFER)
        .serve_connection(TokioIo::new(io), service)
        .with_upgrades();
    let mut connection = pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = shutdown.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        // Any client can cause these errors, so they are no warnings.
        tracing::debug!(%error, "a connection ended early");
    }
}

async fn answer(
    mut router: Router,
    verdicts: Verdicts,
    peer: SocketAddr,
    mut request: Request<Incoming>,
) -> Result<Response, Infallible> {
    let verdict = verdicts.next();
    if verdict.refused || has_odd_transfer_encoding(&request) {
        return Ok(close(StatusCode::BAD_REQUEST.into_response()));
    }
    request.extensions_mut().insert(ConnectInfo(peer));
    let response = router.call(request.map(Body::new)).await?;
    Ok(if verdict.last && response.status() != StatusCode::SWITCHING_PROTOCOLS { close(response) } else { response })
}

/// Bodies come whole or in chunks; a further encoding would be handed on undecoded.
fn has_odd_transfer_encoding(request: &Request<Incoming>) -> bool {
    let mut encodings = request.headers().get_all(header::TRANSFER_ENCODING).iter();
    let first = encodings.next();
    encodings.next().is_some() || first.is_some_and(|value| !value.as_bytes().eq_ignore_ascii_case(b"chunked"))
}

fn close(mut response: Response) -> Response {
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}
