//! Sending: each mail that is due is written and handed to the home's mail server.
use access::{DueMail, Home, Posted, platform::Platform};
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

/// The same for operators, whose mail leaves by no organisation's server.
pub async fn post_operators_mail(platform: &Platform, mailer: &Mailer) -> Result<bool, Error> {
    for _ in 0..AT_ONCE {
        if !platform.post_next_mail(async |mail| post_to_operator(mailer, mail).await).await? {
            return Ok(false);
        }
    }
    Ok(true)
}

async fn post_to_operator(mailer: &Mailer, mail: &DueMail) -> Posted {
    match Letter::write_to_operator(mail, mailer.origin()) {
        Ok(letter) => mailer.send(mail, letter).await,
        Err(error) => unwritten(mail, &error),
    }
}

async fn post(mailer: &Mailer, mail: &DueMail) -> Posted {
    match Letter::write(mail, mailer.origin()) {
        Ok(letter) => match &mail.own_server {
            Some(server) => own_server::send(mailer, server, mail, letter).await,
            None => mailer.send(mail, letter).await,
        },
        Err(error) => unwritten(mail, &error),
    }
}

// Another build may know how to write it.
fn unwritten(mail: &DueMail, error: &Error) -> Posted {
    tracing::error!(%error, kind = mail.kind, "a mail could not be written");
    Posted::Later("The service could not write it: see its log.".into())
}
