//! The use cases on a real PostgreSQL: where the outcome hangs on what two transactions do at once or on the time; what
//! the rules of single entities refuse; and what every entity of the catalogue can do. What else one request shows
//! through the front door is tested there.

mod accounts;
mod activities;
mod consumers;
mod contacts;
mod every_entity;
mod followers;
mod history;
mod notifications;
mod person;
mod platform;
mod reach;
mod refresh;
mod replace;
mod service_accounts;
mod stages;
mod tasks_due;
mod teams;
mod world;
