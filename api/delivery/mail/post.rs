//! Sending: each mail that is due is written and handed to the home's mail server.
use access::{DueMail, Home, Posted};
use kernel::Error;

use crate::{Letter, Mailer, own_server};

/// The most mails of one round.
const AT_ONCE: usize = 100;

/// Sends what is due; says whether there may be more.
pub async fn post_mail(home: &Home, mailer: &Mailer) -> Result<bool, Error> {
    for _ in 0..AT_ONCE {
        if !home.post_next_mail(async |mail| post(mailer, mail).await).await? {
            return Ok(false);
        }
    }
    Ok(true)
}

async fn post(mailer: &Mailer, mail: &DueMail) -> Posted {
    match Letter::write(mail, mailer.origin()) {
        Ok(letter) => match &mail.own_server {
            Some(server) => own_server::send(mailer, server, mail, letter).await,
            None => mailer.send(mail, letter).await,
        },
        Err(error) => {
            // Another build may know how to write it.
            tracing::error!(%error, kind = mail.kind, "a mail could not be written");
            Posted::Later("The service could not write it: see its log.".into())
        }
    }
}
