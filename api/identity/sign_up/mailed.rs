//! Answering those who sign up: beside the requests, so that nobody learns from an answer whether an address is known here.
use std::time::Duration;

use access::Home;
use kernel::Error;

/// How long the link of a sign-up opens something.
pub(super) const LINK_LIFE: Duration = Duration::from_hours(24);
/// How many days that of an invitation does; the door keeps the same.
pub const INVITATION_DAYS: i64 = 7;
/// The most wishes of one round.
const AT_ONCE: usize = 20;

/// Answers the wishes that wait, each by a mail with a link.
pub async fn answer_sign_ups(home: &Home) -> Result<(), Error> {
    for _ in 0..AT_ONCE {
        if !home.answer_next_sign_up(LINK_LIFE).await? {
            break;
        }
    }
    Ok(())
}
