use axum::{extract::State, response::Response};
use http::Uri;
use plenum_app::jobs::{self, JobRequest, JobState};

use crate::{
    extract::{Bearer, Query},
    problem::Problem,
    routes::page,
    state::Api,
};

/// Reads a page of jobs, the newest first.
pub(crate) async fn list_jobs(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    address: Uri,
    mut query: Query,
) -> Result<Response, Problem> {
    let state = query.take_with("state", "expected a state of jobs", JobState::parse)?;
    let kind = query.take_with("kind", "expected a kind of jobs", kind_of_job)?;
    let narrowed_state = state.map(|state| ("state", state.as_str().to_owned()));
    let narrowed_kind = kind.clone().map(|kind| ("kind", kind));
    let narrowed: Vec<_> = narrowed_state.into_iter().chain(narrowed_kind).collect();
    let request = JobRequest { page: page::requested(query)?, state, kind };
    page::answer_narrowed(&address, &narrowed, jobs::list(&api.app, &identity, request).await?)
}

/// A kind that there may be: the program that began a job may have been another one.
fn kind_of_job(word: &str) -> Option<String> {
    let fits = |char: char| char.is_ascii_lowercase() || char == '_';
    ((1..=60).contains(&word.len()) && word.chars().all(fits)).then(|| word.to_owned())
}
