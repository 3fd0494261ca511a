//! The use cases on a real PostgreSQL, a folder for each context: where the outcome hangs on what two transactions do
//! at once or on the time; what the rules of single entities refuse; what every entity of the catalogue can do; and the
//! administration of a tenant. Everything that one request can show is tested over REST.

mod access {
    mod escalation;
    mod matrix;
    mod new_permissions;
    mod roles;
    mod teams;
    mod write_scope;
}
mod change_sets;
mod history;
mod identity {
    mod account;
    mod addresses;
    mod invitations;
    mod refresh;
    mod service_accounts;
    mod sign_in_throttle;
    mod users;
}
mod jobs;
mod platform {
    mod consumers;
    mod operators;
    mod plans;
    mod settings;
}
mod records {
    mod activities;
    mod bulk;
    mod every_entity;
    mod followers;
    mod replace;
    mod tasks_due;
    mod text_renewal;
    mod values;
}
mod retention;
