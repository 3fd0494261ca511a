//! The use cases on a real PostgreSQL, where the outcome hangs on what two transactions do at once or on the time.
//! What one request shows through the front door is tested there.

mod reach;
mod refresh;
mod stages;
mod teams;
mod world;
