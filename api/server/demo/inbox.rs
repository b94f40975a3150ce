//! The mail of a demo, on a page: what the catcher took, newest first. A demo's mailboxes are nobody's.
use std::{
    fs,
    path::{Path, PathBuf},
};

use actix_web::{HttpResponse, http::header, web};
use askama::Template;
use kernel::Error;
use mail_parser::{Message, MessageParser};

/// Where the catcher keeps it; nowhere when mail is really sent.
#[derive(Debug, Clone, Default)]
pub struct Inbox(pub Option<PathBuf>);

/// The most mails on the page.
const SHOWN_MAX: usize = 100;
const STYLE: &str = include_str!("inbox.css");

#[derive(Template)]
#[template(path = "inbox.html")]
struct List {
    mails: Vec<Shown>,
}

#[derive(Template)]
#[template(path = "inbox_mail.html")]
struct One {
    mail: Shown,
    /// The text in pieces, of which those that are addresses become links.
    pieces: Vec<Piece>,
}

struct Shown {
    key: String,
    to: String,
    subject: String,
    date: String,
}

struct Piece {
    text: String,
    is_address: bool,
}

/// Adds the pages, where mail is caught.
pub fn routes(app: &mut web::ServiceConfig, inbox: Inbox) {
    if inbox.0.is_none() {
        return;
    }
    app.app_data(web::Data::new(inbox));
    app.route("/demo/mail", web::get().to(list))
        .route("/demo/mail.css", web::get().to(|| async { HttpResponse::Ok().content_type("text/css").body(STYLE) }))
        .route("/demo/mail/{key}", web::get().to(show))
        .route("/demo/mail/{key}/whole", web::get().to(take_whole));
}

async fn list(inbox: web::Data<Inbox>) -> Result<HttpResponse, Error> {
    let Some(folder) = inbox.0.as_deref() else { return Ok(unknown()) };
    let mut mails = Vec::new();
    for key in keys(folder)?.into_iter().take(SHOWN_MAX) {
        if let Some(bytes) = read(folder, &key)? {
            mails.extend(MessageParser::default().parse(&bytes).map(|mail| shown(&key, &mail)));
        }
    }
    page(&List { mails })
}

async fn show(inbox: web::Data<Inbox>, key: web::Path<String>) -> Result<HttpResponse, Error> {
    let Some(bytes) = found(&inbox, &key)? else { return Ok(unknown()) };
    let Some(mail) = MessageParser::default().parse(&bytes) else { return Ok(unknown()) };
    let text = mail.body_text(0).unwrap_or_default();
    page(&One { mail: shown(&key, &mail), pieces: pieces(&text) })
}

// As a file, for a mail program: its HTML is drawn by no page of this origin.
async fn take_whole(inbox: web::Data<Inbox>, key: web::Path<String>) -> Result<HttpResponse, Error> {
    let Some(bytes) = found(&inbox, &key)? else { return Ok(unknown()) };
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"mail.eml\""))
        .content_type("message/rfc822")
        .body(bytes))
}

fn unknown() -> HttpResponse {
    HttpResponse::NotFound().content_type("text/plain; charset=utf-8").body("There is no such mail.")
}

fn found(inbox: &Inbox, key: &str) -> Result<Option<Vec<u8>>, Error> {
    inbox.0.as_deref().map_or(Ok(None), |folder| read(folder, key))
}

fn page(page: &impl Template) -> Result<HttpResponse, Error> {
    Ok(HttpResponse::Ok().content_type("text/html; charset=utf-8").body(page.render()?))
}

/// Newest first: a file of a Maildir is named by its time.
fn keys(folder: &Path) -> Result<Vec<String>, Error> {
    let mut files = Vec::new();
    for file in fs::read_dir(folder.join("new"))? {
        let file = file?;
        if let (Ok(name), Ok(taken_at)) = (file.file_name().into_string(), file.metadata().and_then(|of| of.modified()))
        {
            files.push((taken_at, name));
        }
    }
    files.sort_unstable_by(|one, other| other.cmp(one));
    Ok(files.into_iter().map(|(_, name)| name).collect())
}

// A key is the name of a file and nothing that leads anywhere else.
fn read(folder: &Path, key: &str) -> Result<Option<Vec<u8>>, Error> {
    let is_name = !key.starts_with('.') && key.bytes().all(|b| b.is_ascii_alphanumeric() || b"._,=:-".contains(&b));
    if !is_name {
        return Ok(None);
    }
    match fs::read(folder.join("new").join(key)) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn shown(key: &str, mail: &Message<'_>) -> Shown {
    let to = mail.to().and_then(|to| to.first()).and_then(|to| to.address()).unwrap_or_default();
    Shown {
        key: key.to_owned(),
        to: to.to_owned(),
        subject: mail.subject().unwrap_or_default().to_owned(),
        date: mail.date().map(mail_parser::DateTime::to_rfc822).unwrap_or_default(),
    }
}

fn pieces(text: &str) -> Vec<Piece> {
    let piece = |text: &str| {
        let is_address = text.starts_with("http://") || text.starts_with("https://");
        Piece { text: text.to_owned(), is_address }
    };
    text.split_inclusive(char::is_whitespace)
        .filter_map(|word| word.split_at_checked(word.trim_end().len()))
        .flat_map(|(word, space)| [piece(word), piece(space)])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_in_a_text_become_links_and_nothing_is_lost() {
        let text = "Go to:\r\nhttps://po.example/new-password#a_b\r\n\r\nsoon";

        let pieces = pieces(text);

        let links: Vec<_> = pieces.iter().filter(|piece| piece.is_address).map(|piece| piece.text.as_str()).collect();
        assert_eq!(links, ["https://po.example/new-password#a_b"]);
        assert_eq!(pieces.iter().map(|piece| piece.text.as_str()).collect::<String>(), text);
    }

    #[test]
    fn a_key_leads_nowhere_else() {
        let folder = std::env::temp_dir();
        for key in ["../secret", "..", ".hidden", "a/b", "a\\b", "a\0b"] {
            assert!(matches!(read(&folder, key), Ok(None)), "{key}");
        }
    }
}
