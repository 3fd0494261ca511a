//! The administration of a tenant against a real PostgreSQL, as the restricted role. One program, so that it links
//! once.

mod account;
mod doors;
mod escalation;
mod invitations;
mod members;
mod roles;
mod teams;
mod world;
