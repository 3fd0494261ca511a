//! Invitations to the caller's tenant.

mod create_invitation;
mod list_invitations;
mod withdraw_invitation;

pub(crate) use create_invitation::create_invitation;
pub(crate) use list_invitations::list_invitations;
pub(crate) use withdraw_invitation::withdraw_invitation;
