//! Following records, and who does.

mod follow_record;
mod list_followers;
mod list_following;
mod unfollow_record;

pub(crate) use follow_record::follow_record;
pub(crate) use list_followers::list_followers;
pub(crate) use list_following::list_following;
pub(crate) use unfollow_record::unfollow_record;
