//! The vocabulary of Plenum: pure types and rules, no I/O.
//!
//! The types that all other crates use: who is calling ([`caller`]), what a record is
//! ([`catalogue`], [`image`]), which records are wanted and in what order ([`filter`], [`sort`]), who may see them
//! ([`access`]), what happened to them ([`entry`], [`event`]), where a reader stands in a tenant's log ([`cursor`]),
//! how things go wrong ([`error`]), and the texts of it in the reader's language ([`language`], [`messages`]). Nothing
//! in here opens a socket, reads a clock of its own, or asks a database.

pub mod access;
pub mod actor;
pub mod address;
pub mod attempts;
pub mod calendar;
pub mod caller;
pub mod catalogue;
pub mod clock;
pub mod config;
pub mod cron;
pub mod cursor;
pub mod entry;
pub mod error;
pub mod event;
pub mod filter;
pub mod grouping;
pub mod ids;
pub mod image;
pub mod include;
pub mod language;
pub mod locality;
pub mod mention;
pub mod messages;
pub mod networks;
pub mod notice;
pub mod notification;
pub mod page;
pub mod plan;
pub mod projection;
pub mod schemas;
pub mod search;
pub mod secrets;
pub mod settings;
pub mod sort;
pub mod telemetry;
pub mod text;
pub mod tokens;
pub mod type_name;
pub mod written_form;

pub use error::{Code, Error, Result};
