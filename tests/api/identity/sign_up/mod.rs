//! An organisation, signed up for by whoever reads a mailbox.
mod confirm;
mod create;
mod offer;
mod read;

use serde_json::{Value, json};

use crate::{
    identity::browser::Browser,
    support::{Answer, App},
};

const CREATE: &str = "/v1/sign-ups";
pub const READ: &str = "/v1/sign-ups/read";
pub const CONFIRM: &str = "/v1/sign-ups/confirm";
pub const OLIVE: &str = "olive@elm-inn.example";
/// What she chooses: none of her own words is in it.
pub const CHOSEN: &str = "herons over the harbour";

/// The inn of Olive, as it signs up.
pub fn inn() -> Value {
    json!({
        "email": OLIVE,
        "person_name": "Olive Hart",
        "organisation_name": "Elm Inn",
        "organisation": "elm-inn",
        "base_currency": "GBP",
        "time_zone": "Europe/London",
        "locale": "en-GB",
    })
}

pub fn with(mut body: Value, field: &str, value: Value) -> Value {
    body[field] = value;
    body
}

async fn signs_up(browser: &Browser<'_>, body: Value) -> Answer {
    browser.posts(CREATE, body).await
}

/// The secret of the newest link that was mailed for this name.
async fn link(app: &App, body: Value) -> String {
    let (email, slug) = (body["email"].as_str().unwrap().to_owned(), body["organisation"].as_str().unwrap().to_owned());
    signs_up(&Browser::new(app), body).await.is(202);
    app.delivers().await;
    let wished = format!("It will sign in as {slug};");
    let mails = app.mail_to(&email);
    let mail = mails.iter().find(|mail| mail.text.contains(&wished));
    mail.unwrap_or_else(|| panic!("no link for {slug}: {mails:?}")).secret()
}

pub fn choosing(link: &str) -> Value {
    json!({ "link": link, "password": CHOSEN })
}

/// How many organisations are in the first home.
async fn organisations(app: &App) -> i64 {
    let count = sqlx::query_scalar("select count(*) from tenant.organisation");
    count.fetch_one(&mut app.administrator().await).await.unwrap()
}
