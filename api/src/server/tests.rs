//! Raw sockets against a real listener: requests that a client library would never send.

use axum::routing::{get, post};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    sync::mpsc,
    task::JoinHandle,
    time::timeout,
};

use super::*;

/// Longer than anything here takes, so that a failure ends.
const LONG: Duration = Duration::from_secs(10);
const HEAD_TIMEOUT: Duration = Duration::from_millis(200);

/// More than the buffers between two sockets hold.
const LARGE: usize = 32 << 20;

struct TestServer {
    address: SocketAddr,
    shutdown: CancellationToken,
    task: JoinHandle<()>,
    /// One message for every request that reached a route.
    reached: mpsc::UnboundedReceiver<String>,
    release: Arc<Semaphore>,
}

impl TestServer {
    async fn start(settings: ServerSettings) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (shutdown, release) = (CancellationToken::new(), Arc::new(Semaphore::new(0)));
        let (sender, reached) = mpsc::unbounded_channel();
        let (held, notify) = (release.clone(), sender.clone());
        let router = Router::new()
            .route(
                "/echo",
                post(move |body: String| async move {
                    sender.send(body.clone()).unwrap();
                    body
                }),
            )
            .route("/ok", get(|| async { "ok" }))
            .route("/refused", post(|| async { http::StatusCode::PAYLOAD_TOO_LARGE }))
            .route("/upgrade", get(upgrade))
            .route("/large", get(|| async { "a".repeat(LARGE) }))
            .route(
                "/held",
                get(move || async move {
                    notify.send("held".to_owned()).unwrap();
                    held.acquire().await.unwrap().forget();
                    "released"
                }),
            );
        let task = tokio::spawn(serve(listener, router, settings, shutdown.clone()));
        Self { address, shutdown, task, reached, release }
    }

    async fn quick() -> Self {
        Self::start(ServerSettings { head_timeout: HEAD_TIMEOUT, ..ServerSettings::default() }).await
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// Sends bytes and reads until the server closes.
    async fn exchange(&self, bytes: impl AsRef<[u8]>) -> String {
        let mut stream = self.connect().await;
        // The server may close before it has read everything, which is the point of some tests.
        let _ = stream.write_all(bytes.as_ref()).await;
        read_to_close(&mut stream).await
    }

    async fn stop(self) {
        self.shutdown.cancel();
        timeout(LONG, self.task).await.unwrap().unwrap();
    }
}

/// Leaves HTTP and sends back what comes.
async fn upgrade(mut request: axum::extract::Request) -> impl axum::response::IntoResponse {
    let upgraded = hyper::upgrade::on(&mut request);
    tokio::spawn(async move {
        let mut io = hyper_util::rt::TokioIo::new(upgraded.await.unwrap());
        let mut piece = [0; 64];
        while let Ok(count @ 1..) = io.read(&mut piece).await {
            io.write_all(&piece[..count]).await.unwrap();
            io.flush().await.unwrap();
        }
    });
    (http::StatusCode::SWITCHING_PROTOCOLS, [("connection", "upgrade"), ("upgrade", "echo")])
}

async fn read_to_close(stream: &mut TcpStream) -> String {
    let mut received = Vec::new();
    let mut piece = [0; 4096];
    let reading = async {
        loop {
            match stream.read(&mut piece).await {
                Ok(0) | Err(_) => return,
                Ok(count) => received.extend_from_slice(&piece[..count]),
            }
        }
    };
    timeout(LONG, reading).await.expect("the server keeps the connection open");
    String::from_utf8_lossy(&received).into_owned()
}

async fn read_some(stream: &mut TcpStream) -> String {
    let mut piece = [0; 4096];
    let count = timeout(LONG, stream.read(&mut piece)).await.unwrap().unwrap();
    String::from_utf8_lossy(&piece[..count]).into_owned()
}

#[tokio::test]
async fn silent_and_slow_clients_are_closed() {
    let server = TestServer::quick().await;
    let mut silent = server.connect().await;
    assert_eq!(read_to_close(&mut silent).await, "");
    server.exchange("GET /ok HTTP/1.1\r\nHost: x\r\nX-Slow: ").await;

    let mut dribbling = server.connect().await;
    let (mut reader, mut writer) = dribbling.split();
    let dribble = async {
        let bytes = b"GET /ok HTTP/1.1\r\nX-Slow: ".iter().chain(std::iter::repeat(&b'a'));
        for byte in bytes {
            if writer.write_all(&[*byte]).await.is_err() {
                return;
            }
            // The pace of the client, not a wait for the server.
            tokio::time::sleep(HEAD_TIMEOUT / 20).await;
        }
    };
    let mut piece = [0; 1024];
    tokio::select! {
        () = dribble => {}
        read = timeout(LONG, reader.read(&mut piece)) => assert!(matches!(read.unwrap(), Ok(0) | Err(_))),
    }
    server.stop().await;
}

#[tokio::test]
async fn a_connection_left_idle_after_a_request_is_closed() {
    let server = TestServer::quick().await;
    let answer = server.exchange("GET /ok HTTP/1.1\r\nHost: x\r\n\r\n").await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    server.stop().await;
}

#[tokio::test]
async fn ambiguous_requests_are_refused_and_what_follows_them_is_not_read() {
    let mut server = TestServer::quick().await;
    let smuggled = "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\nbad";
    let heads = [
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 5",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
        "Content-Length: 5\r\nContent-Length: 5",
        "Content-Length: 5\r\nContent-Length: 6",
        "Content-Length: +5",
        "Content-Length: 5\n",
        "X-Folded: a\r\n b",
        "X-Bad : a",
    ];
    for head in heads {
        let request = format!("POST /echo HTTP/1.1\r\nHost: x\r\n{head}\r\n\r\n0\r\n\r\n{smuggled}");
        let answer = server.exchange(&request).await;
        assert!(answer.starts_with("HTTP/1.1 400"), "{head:?}: {answer}");
        assert_eq!(answer.matches("HTTP/1.1").count(), 1, "{head:?}: {answer}");
    }
    assert!(server.reached.try_recv().is_err());
    server.stop().await;
}

#[tokio::test]
async fn chunked_bodies_are_read_and_end_the_connection() {
    let mut server = TestServer::quick().await;
    let request = "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
    let answer = server.exchange(request).await;
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("hello"), "{answer}");
    assert!(answer.contains("connection: close"), "{answer}");
    assert_eq!(server.reached.recv().await.as_deref(), Some("hello"));
    server.stop().await;
}

#[tokio::test]
async fn requests_on_one_connection_are_answered_in_turn() {
    let server = TestServer::quick().await;
    let post = "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello";
    let answer = server.exchange(format!("{post}{post}GET /ok HTTP/1.1\r\nHost: x\r\n\r\n")).await;
    assert_eq!(answer.matches("HTTP/1.1 200").count(), 3, "{answer}");
    server.stop().await;
}

#[tokio::test]
async fn heads_beyond_the_limits_are_refused() {
    let server = TestServer::quick().await;
    let long = format!("GET /ok HTTP/1.1\r\nHost: x\r\nX-Long: {}\r\n\r\n", "a".repeat(17 * 1024));
    let many = format!("GET /ok HTTP/1.1\r\nHost: x\r\n{}\r\n", "X-Many: a\r\n".repeat(70));
    let address = format!("GET /ok?{} HTTP/1.1\r\nHost: x\r\n\r\n", "a".repeat(64 * 1024));
    for request in [long, many, address] {
        let answer = server.exchange(&request).await;
        // A close with unread bytes may discard the last bytes of the answer.
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 431"), "{answer}");
    }
    let answer = server.exchange("GET /ok HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    server.stop().await;
}

#[tokio::test]
async fn malformed_http_is_refused_and_the_server_goes_on() {
    let server = TestServer::quick().await;
    for bytes in
        [&b"\x16\x03\x01\x02\x00\x01\x00"[..], b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"\0\0\0\0\r\n\r\n", b"GET\r\n\r\n"]
    {
        let answer = server.exchange(bytes).await;
        assert!(!answer.contains(" 200 "), "{answer}");
    }
    let answer = server.exchange("GET /ok HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    server.stop().await;
}

#[tokio::test]
async fn shutdown_finishes_running_requests_and_closes_idle_connections() {
    let mut server = TestServer::start(ServerSettings::default()).await;
    let mut idle = server.connect().await;
    idle.write_all(b"GET /ok HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    assert!(read_some(&mut idle).await.starts_with("HTTP/1.1 200"));
    let mut busy = server.connect().await;
    busy.write_all(b"GET /held HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    assert_eq!(server.reached.recv().await.as_deref(), Some("held"));

    server.shutdown.cancel();
    assert_eq!(read_to_close(&mut idle).await, "");
    server.release.add_permits(1);
    let answer = read_to_close(&mut busy).await;
    assert!(answer.ends_with("released"), "{answer}");
    assert!(TcpStream::connect(server.address).await.is_err());
    server.stop().await;
}

#[tokio::test]
async fn shutdown_does_not_wait_longer_than_the_grace_period() {
    let grace = Duration::from_millis(50);
    let mut server = TestServer::start(ServerSettings { grace, ..ServerSettings::default() }).await;
    let mut busy = server.connect().await;
    busy.write_all(b"GET /held HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    assert_eq!(server.reached.recv().await.as_deref(), Some("held"));
    server.shutdown.cancel();
    assert_eq!(read_to_close(&mut busy).await, "");
    server.stop().await;
}

#[tokio::test]
async fn connections_beyond_the_limit_wait() {
    let settings = ServerSettings { max_connections: 1, head_timeout: HEAD_TIMEOUT, ..ServerSettings::default() };
    let server = TestServer::start(settings).await;
    // The silent client holds the only permit until its time is up.
    let _silent = server.connect().await;
    let answer = server.exchange("GET /ok HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    server.stop().await;
}

#[tokio::test]
async fn an_address_with_too_many_connections_gets_no_more_until_one_ends() {
    const LAST: &str = "GET /ok HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    let free_again = async |server: &TestServer| while !server.exchange(LAST).await.starts_with("HTTP/1.1 200") {};
    let server =
        TestServer::start(ServerSettings { max_connections_per_address: 2, ..ServerSettings::default() }).await;
    let mut held = [server.connect().await, server.connect().await];
    for stream in &mut held {
        stream.write_all(b"GET /ok HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
        assert!(read_some(stream).await.starts_with("HTTP/1.1 200"));
    }
    assert_eq!(server.exchange(LAST).await, "");
    let [_first, second] = held;
    drop(second);
    timeout(LONG, free_again(&server)).await.unwrap();
    server.stop().await;

    let server =
        TestServer::start(ServerSettings { max_connections_per_address: 1, ..ServerSettings::default() }).await;
    let mut upgraded = server.connect().await;
    let request = "GET /upgrade HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: echo\r\n\r\n";
    upgraded.write_all(request.as_bytes()).await.unwrap();
    assert!(read_some(&mut upgraded).await.starts_with("HTTP/1.1 101"));
    timeout(LONG, free_again(&server)).await.unwrap();
    server.stop().await;
}

#[tokio::test]
async fn a_client_answered_in_the_middle_of_a_body_sees_the_answer_and_no_reset() {
    let server = TestServer::start(ServerSettings::default()).await;
    for framing in ["Content-Length: 300000", "Transfer-Encoding: chunked"] {
        let mut stream = server.connect().await;
        let head = format!("POST /refused HTTP/1.1\r\nHost: x\r\n{framing}\r\n\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
        stream.write_all(&vec![b'0'; 150_000]).await.unwrap();
        let mut answer = Vec::new();
        timeout(LONG, stream.read_to_end(&mut answer)).await.unwrap().expect("an end and no reset");
        assert!(answer.starts_with(b"HTTP/1.1 413"), "{framing}: {}", String::from_utf8_lossy(&answer));
        // The listener is closed, but unread bytes are still taken for a moment.
        stream.write_all(&[b'0'; 1_000]).await.unwrap();
    }
    // The server does not wait for a client that stays silent.
    let mut stream = server.connect().await;
    stream.write_all(b"POST /refused HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n").await.unwrap();
    assert!(read_to_close(&mut stream).await.starts_with("HTTP/1.1 413"));
    server.stop().await;
}

#[tokio::test]
async fn a_client_that_reads_nothing_is_closed() {
    let settings = ServerSettings { write_timeout: HEAD_TIMEOUT, max_connections: 1, ..ServerSettings::default() };
    let server = TestServer::start(settings).await;
    let mut deaf = server.connect().await;
    deaf.write_all(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    // The next connection is served once its permit is free.
    let answer = server.exchange("GET /ok HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(read_to_close(&mut deaf).await.len() < LARGE);
    server.stop().await;
}

#[tokio::test]
async fn an_upgraded_connection_outlives_the_head_timeout_and_the_shutdown() {
    let server = TestServer::quick().await;
    let mut stream = server.connect().await;
    let request = "GET /upgrade HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: echo\r\n\r\n";
    stream.write_all(request.as_bytes()).await.unwrap();
    assert!(read_some(&mut stream).await.starts_with("HTTP/1.1 101"));
    server.stop().await;
    // Bytes that would be an ambiguous request are none of HTTP's business any more.
    let bytes = "POST / HTTP/1.1\nContent-Length: 1\n\n";
    stream.write_all(bytes.as_bytes()).await.unwrap();
    assert_eq!(read_some(&mut stream).await, bytes);
}
