mod list;
mod post;
mod resend;

use serde_json::{Value, json};
use sqlx::AssertSqlSafe;

use crate::{
    identity::browser::Browser,
    support::{App, Organisation},
};

const REQUESTER: &str = "requester@harbour-house.example";

/// Lets somebody ask for a new password, and the service make the mail of it.
async fn asks(app: &App, email: &str) {
    let body = json!({ "organisation": "harbour-house", "email": email });
    Browser::new(app).posts("/v1/password/ask-reset", body).await.is(202);
    for home in app.state.homes.iter() {
        server::worker::deliver(home, None).await.unwrap();
    }
}

/// Sends what waits to a mailbox that the mail server refuses (`nobody`) or puts off (`later`).
async fn readdresses(app: &App, mailbox: &str) {
    let update = format!("update door.mail set address = '{mailbox}@harbour-house.example' where state = 'waiting'");
    sqlx::raw_sql(AssertSqlSafe(update)).execute(&mut app.administrator().await).await.unwrap();
}

/// A mail that the mail server has refused, and its id.
async fn refused(app: &App, hotel: &Organisation<'_>) -> String {
    asks(app, REQUESTER).await;
    readdresses(app, "nobody").await;
    app.delivers().await;
    let listed = hotel.owner().await.gets("/v1/mails?state=failed").await.is(200);
    listed.body["items"][0]["id"].as_str().unwrap().to_owned()
}

/// Each mail as it stands: kind, address, state, how often it was tried.
fn standing(mails: &Value) -> Vec<[String; 4]> {
    let text = |mail: &Value, field: &str| mail[field].as_str().map_or_else(|| mail[field].to_string(), str::to_owned);
    let mails = mails["items"].as_array().unwrap();
    mails.iter().map(|mail| ["kind", "address", "state", "attempts"].map(|field| text(mail, field))).collect()
}
