//! Invitations to the caller's tenant.

mod create_invitation;

pub(crate) use create_invitation::create_invitation;
