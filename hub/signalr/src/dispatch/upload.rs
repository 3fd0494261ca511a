//! Client-to-server streams, as a method reads them.
//!
//! The session puts the items of each stream into a short channel; an [`Upload`] takes them out and binds each to its
//! type. A full channel stops the reading from the connection, so a slow method slows only its own caller.

use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures::{Stream, StreamExt};
use serde::de::DeserializeOwned;
use tokio::sync::mpsc;

use super::arguments;
use crate::hub::HubError;
use crate::protocol::RawArguments;

/// A message of the client on a stream.
#[derive(Debug)]
pub(crate) enum UploadMessage {
    Item(RawArguments),
    /// The end, with the client's error if there is one.
    End(Option<String>),
}

pub(crate) type UploadSender = mpsc::Sender<UploadMessage>;
pub(crate) type UploadReceiver = mpsc::Receiver<UploadMessage>;

/// The channel of a stream, for a number of waiting items.
pub(crate) fn upload_channel(items: usize) -> (UploadSender, UploadReceiver) {
    mpsc::channel(items.max(1))
}

/// A stream that the caller of a method sends along; also a [`Stream`].
///
/// An error is the last item: the client's own (as [`HubError::User`], so that its text is shown when it is passed on),
/// an item of the wrong type, or a connection that ended first.
#[derive(Debug)]
pub struct Upload<T> {
    receiver: Option<UploadReceiver>,
    item: PhantomData<fn() -> T>,
}

impl<T: DeserializeOwned> Upload<T> {
    fn new(receiver: UploadReceiver) -> Self {
        Self { receiver: Some(receiver), item: PhantomData }
    }

    /// The next item; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<T, HubError>> {
        StreamExt::next(self).await
    }
}

impl<T: DeserializeOwned> Stream for Upload<T> {
    type Item = Result<T, HubError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(receiver) = &mut self.receiver else { return Poll::Ready(None) };
        let message = std::task::ready!(receiver.poll_recv(context));
        let next = match message {
            Some(UploadMessage::Item(item)) => Some(arguments::bind_value(&item).map_err(HubError::from)),
            Some(UploadMessage::End(None)) => None,
            Some(UploadMessage::End(Some(error))) => Some(Err(HubError::User(error))),
            None => Some(Err(HubError::internal("the connection ended before the stream"))),
        };
        if !matches!(next, Some(Ok(_))) {
            self.receiver = None;
        }
        Poll::Ready(next)
    }
}

/// The streams a method takes: a tuple of up to three [`Upload`]s, in the order in which the client sends them.
pub trait Uploads: Sized + Send {
    /// The number of streams.
    const COUNT: usize;

    /// Takes them from the call; `None` when there are fewer.
    #[doc(hidden)]
    fn take(receivers: &mut UploadReceivers) -> Option<Self>;
}

/// The receivers of the streams that came with a call.
#[doc(hidden)]
#[derive(Debug)]
pub struct UploadReceivers(std::vec::IntoIter<UploadReceiver>);

impl UploadReceivers {
    pub(crate) fn new(receivers: Vec<UploadReceiver>) -> Self {
        Self(receivers.into_iter())
    }

    fn upload<T: DeserializeOwned>(&mut self) -> Option<Upload<T>> {
        self.0.next().map(Upload::new)
    }
}

impl Uploads for () {
    const COUNT: usize = 0;

    fn take(_receivers: &mut UploadReceivers) -> Option<Self> {
        Some(())
    }
}

impl<A: DeserializeOwned> Uploads for (Upload<A>,) {
    const COUNT: usize = 1;

    fn take(receivers: &mut UploadReceivers) -> Option<Self> {
        Some((receivers.upload()?,))
    }
}

impl<A: DeserializeOwned, B: DeserializeOwned> Uploads for (Upload<A>, Upload<B>) {
    const COUNT: usize = 2;

    fn take(receivers: &mut UploadReceivers) -> Option<Self> {
        Some((receivers.upload()?, receivers.upload()?))
    }
}

impl<A: DeserializeOwned, B: DeserializeOwned, C: DeserializeOwned> Uploads for (Upload<A>, Upload<B>, Upload<C>) {
    const COUNT: usize = 3;

    fn take(receivers: &mut UploadReceivers) -> Option<Self> {
        Some((receivers.upload()?, receivers.upload()?, receivers.upload()?))
    }
}
