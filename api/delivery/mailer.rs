//! The way to a mail server (SMTP, RFC 5321), one for each home, so that mail leaves in the region where its data lives.
use std::time::Duration;

use access::{DueMail, Enclosure, HomeCode, Posted};
use kernel::Error;
use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Attachment, Mailbox, MultiPart, header},
    transport::smtp::{Error as SmtpError, PoolConfig},
};

use crate::{Letter, Reach};

/// How long a mail server may take for one step.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);
/// Connections that are kept to it.
const CONNECTIONS_MAX: u32 = 2;
/// It wants to be told who we are, or did not like what it was told: our setting is wrong, not the mail (RFC 4954, section 6).
const NOT_LET_IN: [u16; 4] = [530, 534, 535, 538];

/// A mail server, whom mail comes from, and where its links lead.
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    origin: String,
    reach: Reach,
}

/// The mail server of each home.
#[derive(Default)]
pub struct Mailers(Vec<(HomeCode, Mailer)>);

impl Mailer {
    /// By its address: `smtps://user:password@host`, `smtp://host?tls=required`, or `smtp://127.0.0.1:1025`.
    pub fn new(url: &str, from: &str, origin: &str) -> Result<Self, Error> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)?
            .timeout(Some(PATIENCE))
            .pool_config(PoolConfig::new().max_size(CONNECTIONS_MAX))
            .build();
        Ok(Self { transport, from: from.parse()?, origin: origin.to_owned(), reach: Reach::Public })
    }

    /// Where the mail servers of organisations are looked for instead of in the public network: a demo's and a test's mail reaches nobody.
    #[must_use]
    pub fn reaching(self, reach: Reach) -> Self {
        Self { reach, ..self }
    }

    pub(crate) fn reach(&self) -> Reach {
        self.reach
    }

    /// Where links lead: what is configured, never what a request says of itself.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Whether the mail server answers and lets us in.
    pub async fn greets(&self) -> Result<(), Error> {
        if self.transport.test_connection().await? {
            return Ok(());
        }
        Err(std::io::Error::other("the mail server answered, and hung up").into())
    }

    /// Hands a mail over.
    pub async fn send(&self, mail: &DueMail, letter: Letter) -> Posted {
        let message = match message(&self.from, mail, letter) {
            Ok(message) => message,
            Err(error) => return Posted::Refused(unwritable(&error)),
        };
        match self.transport.send(message).await {
            Ok(_) => Posted::Sent,
            Err(error) => posted(&error, str::to_owned),
        }
    }
}

/// What is said of a mail that cannot be put into words for the wire.
pub(crate) fn unwritable(error: &Error) -> String {
    format!("The address cannot be written to: {error}")
}

/// A letter on its way from a sender.
pub(crate) fn message(from: &Mailbox, mail: &DueMail, letter: Letter) -> Result<Message, Error> {
    let address: Address = mail.address.parse()?;
    let to = Mailbox::new(mail.person_name.clone(), address);
    let id = format!("<{}@{}>", mail.id, from.email.domain());
    let envelope = Message::builder()
        .from(from.clone())
        .to(to)
        .subject(letter.subject)
        // The moment it is about, so that a second try is the same mail.
        .date(mail.asked_at.into())
        .message_id(Some(id))
        // Nobody's absence is to be answered to a machine (RFC 3834).
        .header(AutoSubmitted);
    let words = MultiPart::alternative_plain_html(letter.text, letter.html);
    let Some(Enclosure { file_name, bytes, sender_name, reply_to }) = &mail.enclosure else {
        return Ok(envelope.multipart(words)?);
    };
    let sender = Mailbox::new(Some(sender_name.clone()), reply_to.parse()?);
    let kind = header::ContentType::parse("application/pdf")?;
    let paper = Attachment::new(file_name.clone()).body(bytes.clone(), kind);
    Ok(envelope.reply_to(sender).multipart(MultiPart::mixed().multipart(words).singlepart(paper))?)
}

/// What became of a mail that was not taken; the server's words go through `told` before anybody reads them.
pub(crate) fn posted(error: &SmtpError, told: impl Fn(&str) -> String) -> Posted {
    let said = told(&said(error));
    let is_refusal = error.is_permanent() && error.status().is_none_or(|code| !NOT_LET_IN.contains(&u16::from(code)));
    if is_refusal {
        return Posted::Refused(said);
    }
    tracing::warn!(error = told(&error.to_string()), "the mail server did not take a mail");
    Posted::Later(said)
}

// The server's words; of what never reached it, that it did not.
fn said(error: &SmtpError) -> String {
    match (error.status(), std::error::Error::source(error)) {
        (Some(code), Some(words)) => format!("{code} {words}"),
        (Some(code), None) => code.to_string(),
        (None, _) if error.is_timeout() => "The mail server did not answer in time.".into(),
        (None, _) => "The mail server could not be reached.".into(),
    }
}

#[derive(Clone)]
struct AutoSubmitted;

impl header::Header for AutoSubmitted {
    fn name() -> header::HeaderName {
        header::HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> header::HeaderValue {
        header::HeaderValue::new(Self::name(), "auto-generated".into())
    }
}

impl Mailers {
    /// With one more.
    #[must_use]
    pub fn with(mut self, home: HomeCode, mailer: Mailer) -> Self {
        self.0.push((home, mailer));
        self
    }

    /// The first home's, or the next one's that has any: operators belong to no home.
    pub fn of_operators(&self) -> Option<&Mailer> {
        self.0.first().map(|(_, mailer)| mailer)
    }

    /// That of a home.
    pub fn of(&self, home: &HomeCode) -> Option<&Mailer> {
        self.0.iter().find(|(code, _)| code == home).map(|(_, mailer)| mailer)
    }
}
