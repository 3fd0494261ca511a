//! Client-to-server streams, as a method reads them.
//!
//! The session puts what the client sends into a short channel per stream; an [`Upload`] takes it out and binds each
//! item to its type. A full channel holds back the connection, so a method that reads slowly slows its own caller only.

use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures::{Stream, StreamExt};
use serde::de::DeserializeOwned;
use tokio::sync::mpsc;

use super::arguments;
use crate::hub::HubError;
use crate::protocol::RawArguments;

/// What the client says on a stream.
#[derive(Debug)]
pub(crate) enum Fed {
    Item(RawArguments),
    /// The last word: the end, or the client's error.
    End(Option<String>),
}

pub(crate) type Feeder = mpsc::Sender<Fed>;
pub(crate) type Feed = mpsc::Receiver<Fed>;

/// A stream that holds so many items.
pub(crate) fn feed(items: usize) -> (Feeder, Feed) {
    mpsc::channel(items.max(1))
}

/// A stream that the caller of a method sends along; also a [`Stream`].
///
/// An error is the last item: the client's own (as [`HubError::User`], so that its text is shown when it is passed on),
/// an item of the wrong type, or a connection that ended first.
#[derive(Debug)]
pub struct Upload<T> {
    feed: Option<Feed>,
    item: PhantomData<fn() -> T>,
}

impl<T: DeserializeOwned> Upload<T> {
    fn new(feed: Feed) -> Self {
        Self { feed: Some(feed), item: PhantomData }
    }

    /// The next item; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<T, HubError>> {
        StreamExt::next(self).await
    }
}

impl<T: DeserializeOwned> Stream for Upload<T> {
    type Item = Result<T, HubError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(feed) = &mut self.feed else { return Poll::Ready(None) };
        let fed = std::task::ready!(feed.poll_recv(context));
        let next = match fed {
            Some(Fed::Item(item)) => Some(arguments::bind_value(&item).map_err(HubError::from)),
            Some(Fed::End(None)) => None,
            Some(Fed::End(Some(error))) => Some(Err(HubError::User(error))),
            None => Some(Err(HubError::internal("the connection ended before the stream"))),
        };
        if !matches!(next, Some(Ok(_))) {
            self.feed = None;
        }
        Poll::Ready(next)
    }
}

/// The streams a method takes: a tuple of up to three [`Upload`]s, in the order in which the client sends them.
pub trait Uploads: Sized + Send {
    /// How many there are.
    const COUNT: usize;

    /// Takes them from the connection; none when there are fewer.
    #[doc(hidden)]
    fn take(feeds: &mut Feeds) -> Option<Self>;
}

/// The streams that came with a call.
#[doc(hidden)]
#[derive(Debug)]
pub struct Feeds(std::vec::IntoIter<Feed>);

impl Feeds {
    pub(crate) fn new(feeds: Vec<Feed>) -> Self {
        Self(feeds.into_iter())
    }

    fn upload<T: DeserializeOwned>(&mut self) -> Option<Upload<T>> {
        self.0.next().map(Upload::new)
    }
}

impl Uploads for () {
    const COUNT: usize = 0;

    fn take(_feeds: &mut Feeds) -> Option<Self> {
        Some(())
    }
}

impl<A: DeserializeOwned> Uploads for (Upload<A>,) {
    const COUNT: usize = 1;

    fn take(feeds: &mut Feeds) -> Option<Self> {
        Some((feeds.upload()?,))
    }
}

impl<A: DeserializeOwned, B: DeserializeOwned> Uploads for (Upload<A>, Upload<B>) {
    const COUNT: usize = 2;

    fn take(feeds: &mut Feeds) -> Option<Self> {
        Some((feeds.upload()?, feeds.upload()?))
    }
}

impl<A: DeserializeOwned, B: DeserializeOwned, C: DeserializeOwned> Uploads for (Upload<A>, Upload<B>, Upload<C>) {
    const COUNT: usize = 3;

    fn take(feeds: &mut Feeds) -> Option<Self> {
        Some((feeds.upload()?, feeds.upload()?, feeds.upload()?))
    }
}
