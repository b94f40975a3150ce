//! The mail that the application sent: taken by a real mail server, which `throwaway` started, and read from its folder.
use std::{env, fs, path::Path};

use delivery::{Mailer, Reach};
use mail_parser::{MessageParser, MimeHeaders};

use super::{App, ORIGIN};

/// A mail that arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caught {
    pub to: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    /// Whom an answer reaches, where that is not the sender.
    pub reply_to: Option<String>,
    /// What goes with it: name and bytes.
    pub files: Vec<(String, Vec<u8>)>,
    /// All of it, as it was sent.
    pub whole: String,
}

impl App {
    /// The way to that mail server, or to one at another address, under a sender of this application's own.
    pub fn mailer(&self, url: Option<&str>) -> Mailer {
        let caught = || env::var("THROWAWAY_SMTP").expect("THROWAWAY_SMTP: run `tools/install mail`");
        let url = url.map_or_else(caught, str::to_owned);
        let mailer = Mailer::new(&url, &format!("Countersign <{}>", self.sender()), ORIGIN).unwrap();
        let here = caught().trim_start_matches("smtp://").parse().expect("an address");
        mailer.reaching(Reach::At(here))
    }

    /// One round of sending, in every home, as a serving process does each second.
    pub async fn delivers(&self) {
        self.delivers_by(&self.mailer(None)).await;
    }

    /// The same by another mail server.
    pub async fn delivers_by(&self, mailer: &Mailer) {
        for home in self.state.homes.iter() {
            server::worker::deliver(home, Some(mailer)).await.unwrap();
        }
        server::worker::deliver_to_operators(&self.state.platform, mailer).await.unwrap();
    }

    /// What this application sent to an address, the oldest first.
    pub fn mail_to(&self, address: &str) -> Vec<Caught> {
        let mut mails = self.mail();
        mails.retain(|mail| mail.to == address);
        mails
    }

    /// What this application sent, the oldest first.
    pub fn mail(&self) -> Vec<Caught> {
        mail_of(&self.sender())
    }

    /// What left by the mail server of an organisation's own, from an address that no other application has.
    pub fn own_mail(&self) -> Vec<Caught> {
        mail_of(&self.own_sender())
    }

    /// That address.
    pub fn own_sender(&self) -> String {
        format!("orders-{}", self.sender())
    }

    // Each application's own, for they share a mail server.
    fn sender(&self) -> String {
        format!("{}@countersign.example", self.database().get_database().unwrap())
    }
}

impl Caught {
    /// What stands behind the `#` of its link.
    pub fn secret(&self) -> String {
        let link = self.text.split_whitespace().find(|word| word.contains('#'));
        link.unwrap_or_else(|| panic!("no link in {}", self.text)).split_once('#').unwrap().1.to_owned()
    }
}

fn mail_of(sender: &str) -> Vec<Caught> {
    let folder = env::var("THROWAWAY_MAIL").expect("THROWAWAY_MAIL: run `tools/install mail`");
    let mut files: Vec<_> = fs::read_dir(format!("{folder}/new")).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort_by_key(|file| number(file));
    files.iter().filter_map(|file| caught(&fs::read(file).unwrap(), sender)).collect()
}

// The server numbers what it takes, in the name of the file behind a `Q`: `1795446850.M428207P6187Q12.host`.
fn number(file: &Path) -> u64 {
    let name = file.file_name().unwrap().to_str().unwrap();
    let digits = name.split_once('Q').and_then(|(_, rest)| rest.split('.').next());
    digits.and_then(|digits| digits.parse().ok()).unwrap_or_else(|| panic!("{name} is no mail of that server"))
}

fn caught(bytes: &[u8], sender: &str) -> Option<Caught> {
    let mail = MessageParser::default().parse(bytes)?;
    mail.from()?.first()?.address().filter(|from| *from == sender)?;
    Some(Caught {
        to: mail.to()?.first()?.address()?.to_owned(),
        subject: mail.subject()?.to_owned(),
        text: mail.body_text(0)?.into_owned(),
        html: mail.body_html(0)?.into_owned(),
        reply_to: mail.reply_to().and_then(|to| to.first()?.address()).map(str::to_owned),
        files: mail
            .attachments()
            .map(|file| (file.attachment_name().unwrap_or_default().to_owned(), file.contents().to_vec()))
            .collect(),
        whole: String::from_utf8_lossy(bytes).into_owned(),
    })
}
