//! Answering those who forgot their password: beside the requests, so that nobody learns from an answer whether an account is there.
use std::time::Duration;

use access::Home;
use kernel::Error;

/// How long a link of a mail opens something: long enough for a slow mail server, short for a stranger who reads old mail.
pub(super) const LINK_LIFE: Duration = Duration::from_mins(30);
/// The most wishes of one round.
const AT_ONCE: usize = 100;

/// Answers the wishes that wait, each by a mail if there is such an account.
pub async fn answer_resets(home: &Home) -> Result<(), Error> {
    for _ in 0..AT_ONCE {
        if !home.answer_next_reset(LINK_LIFE).await? {
            break;
        }
    }
    Ok(())
}
