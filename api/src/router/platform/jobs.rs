//! Jobs, for the members who began them and for administrators.

use plenum_app::jobs::{self as use_cases, JobView};
use plenum_shared::Code;

use crate::{
    contract::{Answer, ContextName, Contract, Parameters, Row, Shape},
    routes::{forward, page::PageInfo, platform::jobs},
};

pub(in crate::router) fn rows(path: &str) -> Vec<Row> {
    let one = format!("{path}/{{id}}");
    let page = Answer::page::<PageInfo>("The jobs.", Shape::output::<JobView>());
    let job = || Answer::data("The job.", Shape::output::<JobView>());
    vec![
        Row::get(
            ContextName::Platform,
            path,
            "list_jobs",
            jobs::list_jobs,
            Contract::members("A page of the caller's jobs, for administrators of all; the newest first", page)
                .queries(Parameters::Jobs)
                .errors(&[Code::InvalidCursor]),
        ),
        Row::get(
            ContextName::Platform,
            &one,
            "get_job",
            forward::read_one(use_cases::get),
            Contract::members("A job with its progress, its result or its error", job()),
        ),
        Row::post(
            ContextName::Platform,
            format!("{one}/cancel"),
            "cancel_job",
            forward::read_one(use_cases::cancel),
            Contract::members("Cancels a job, or asks one that is running to stop", job()).errors(&[Code::JobOver]),
        ),
        Row::post(
            ContextName::Platform,
            format!("{one}/retry"),
            "retry_job",
            forward::read_one(use_cases::retry),
            Contract::members("Runs a job again that failed for good or was cancelled", job())
                .errors(&[Code::JobNotFailed, Code::AlreadyExists]),
        ),
    ]
}
