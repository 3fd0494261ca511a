//! Bytes on a socket, for what no client would send: broken HTTP, and WebSocket frames that lie.

use std::{net::SocketAddr, time::Duration};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

use crate::wait::PATIENCE;

/// A TCP connection.
pub struct RawSocket {
    stream: TcpStream,
    /// Bytes read beyond the requested ones.
    rest: Vec<u8>,
}

/// A frame as the server sends it: not masked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    pub opcode: u8,
    pub payload: Vec<u8>,
}

const CLOSE: u8 = 8;

impl RawSocket {
    pub async fn connect(address: SocketAddr) -> Self {
        Self { stream: TcpStream::connect(address).await.expect("the address answers"), rest: Vec::new() }
    }

    /// Upgrades to a WebSocket at this path, which carries its token itself.
    ///
    /// # Panics
    /// When the server refuses.
    pub async fn upgraded(address: SocketAddr, path: &str) -> Self {
        let mut socket = Self::connect(address).await;
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
             Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        );
        socket.send(request.as_bytes()).await;
        let head = socket.head().await.expect("an answer to the upgrade");
        assert!(head.starts_with("HTTP/1.1 101"), "{head}");
        socket
    }

    /// Sends bytes; a connection that is closed already takes none, which shows on reading.
    pub async fn send(&mut self, bytes: &[u8]) {
        let _ = self.stream.write_all(bytes).await;
    }

    /// Sends a masked frame with this first byte (FIN, RSV and opcode).
    pub async fn send_frame(&mut self, first: u8, payload: &[u8]) {
        self.send(&masked(first, payload)).await;
    }

    /// Closes our half.
    pub async fn finish(&mut self) {
        let _ = self.stream.shutdown().await;
    }

    /// The head of a response, or nothing when the server closed without one.
    pub async fn head(&mut self) -> Option<String> {
        loop {
            if let Some(end) = self.rest.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
                let head: Vec<u8> = self.rest.drain(..end + 4).collect();
                return Some(String::from_utf8_lossy(&head).into_owned());
            }
            if !self.fill().await {
                return None;
            }
        }
    }

    /// Everything until the server closes.
    ///
    /// # Panics
    /// When it does not for a long time.
    pub async fn to_the_end(&mut self) -> Vec<u8> {
        while self.fill().await {}
        std::mem::take(&mut self.rest)
    }

    /// The next frame from the server, or nothing when it closed the connection.
    pub async fn frame(&mut self) -> Option<Frame> {
        loop {
            if let Some((frame, length)) = parse(&self.rest) {
                self.rest.drain(..length);
                return Some(frame);
            }
            if !self.fill().await {
                return None;
            }
        }
    }

    /// Reads until the WebSocket is closed; gives the code of the close frame, if there was one with a code.
    pub async fn close_code(&mut self) -> Option<u16> {
        while let Some(frame) = self.frame().await {
            if frame.opcode == CLOSE {
                return frame.payload.first_chunk().map(|code| u16::from_be_bytes(*code));
            }
        }
        None
    }

    /// Whether the server closes within this time.
    pub async fn closes_within(&mut self, within: Duration) -> bool {
        timeout(within, async { while self.fill_once().await {} }).await.is_ok()
    }

    async fn fill(&mut self) -> bool {
        timeout(PATIENCE, self.fill_once()).await.expect("the server answers or closes")
    }

    async fn fill_once(&mut self) -> bool {
        let mut bytes = [0; 4096];
        match self.stream.read(&mut bytes).await {
            Ok(0) | Err(_) => false,
            Ok(length) => {
                self.rest.extend_from_slice(&bytes[..length]);
                true
            }
        }
    }
}

/// A frame as a client must send it.
pub fn masked(first: u8, payload: &[u8]) -> Vec<u8> {
    let mut frame = vec![first];
    match payload.len() {
        length @ 0..=125 => frame.push(0x80 | length as u8),
        length @ 126..=0xffff => {
            frame.push(0x80 | 126);
            frame.extend((length as u16).to_be_bytes());
        }
        length => {
            frame.push(0x80 | 127);
            frame.extend((length as u64).to_be_bytes());
        }
    }
    let mask = [0x5a, 0xa5, 0x3c, 0xc3];
    frame.extend(mask);
    frame.extend(payload.iter().enumerate().map(|(at, byte)| byte ^ mask[at % 4]));
    frame
}

fn parse(bytes: &[u8]) -> Option<(Frame, usize)> {
    let (opcode, short) = (bytes.first()? & 0x0f, usize::from(bytes.get(1)? & 0x7f));
    let (length, start) = match short {
        126 => (usize::from(u16::from_be_bytes(*bytes.get(2..)?.first_chunk()?)), 4),
        127 => (usize::try_from(u64::from_be_bytes(*bytes.get(2..)?.first_chunk()?)).ok()?, 10),
        length => (length, 2),
    };
    let payload = bytes.get(start..start + length)?.to_vec();
    Some((Frame { opcode, payload }, start + length))
}
