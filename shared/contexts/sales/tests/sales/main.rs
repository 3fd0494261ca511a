//! What the rules of sales entities refuse, and how they hold when two transactions meet, on a real PostgreSQL.

mod accounts;
mod contacts;
mod stages;
