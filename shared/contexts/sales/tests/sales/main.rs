//! The rules of sales entities: refusals, and their behaviour under concurrent transactions, on a real PostgreSQL.

mod accounts;
mod contacts;
mod stages;
