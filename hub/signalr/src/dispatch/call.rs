//! What a hub method is told about its call.

use std::sync::Arc;

use crate::clients::Clients;
use crate::connection::Connection;
use crate::hub::Hub;
use crate::server::Server;

/// One call of a hub method.
pub struct Call<H: Hub> {
    pub(crate) server: Arc<Server<H>>,
    pub(crate) connection: Connection<H::State>,
    pub(crate) method: Arc<str>,
}

impl<H: Hub> Call<H> {
    /// The hub.
    pub fn hub(&self) -> &H {
        &self.server.hub
    }

    /// Who calls.
    pub fn connection(&self) -> &Connection<H::State> {
        &self.connection
    }

    /// What the authenticator attached to the caller.
    pub fn state(&self) -> &H::State {
        self.connection.state()
    }

    /// Everyone, to address others.
    pub fn clients(&self) -> &Clients<H::State> {
        &self.server.clients
    }

    /// The method, as the client spelled it.
    pub fn method(&self) -> &str {
        &self.method
    }
}

impl<H: Hub> Clone for Call<H> {
    fn clone(&self) -> Self {
        Self { server: Arc::clone(&self.server), connection: self.connection.clone(), method: Arc::clone(&self.method) }
    }
}
