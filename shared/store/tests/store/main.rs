//! The store against a real PostgreSQL, as the restricted role. One program, because linking takes the time; a folder
//! for each context.

mod access {
    mod load;
}
mod history;
mod identity {
    mod people;
}
mod jobs;
mod notify;
mod platform {
    mod audit;
    mod isolation;
    mod migrated_grants;
    mod plans;
    mod runner;
    mod schema_audit;
}
mod records {
    mod crud;
    mod lists;
    mod plans;
    mod round_trip;
    mod search;
}
mod retention;
