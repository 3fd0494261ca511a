//! The use cases against a real PostgreSQL: what the rules of single entities refuse, and what every entity of the
//! catalogue can do. One program, so that it links once.

mod accounts;
mod activities;
mod contacts;
mod every_entity;
mod place;
