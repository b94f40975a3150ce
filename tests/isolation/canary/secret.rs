//! A secret that an organisation gives is in no answer, log, row, trail, export or mail: it is planted, used in every way, and looked for everywhere.
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use super::{Logs, store::Store};
use crate::support::{Answer, App, Person};

/// Letters that stand nowhere else.
const PLANTED: &str = "qvzkwjqxuh";
const PATH: &str = "/v1/mail-server";

fn server(app: &App, password: &str) -> Value {
    json!({
        "host": "mail.harbour-house.example", "port": 465, "security": "tls", "user_name": "orders", "from_address": app.own_sender(),
        "password": password
    })
}

/// The secret as text, in base64 as SMTP sends it, and in hexadecimal as the database prints bytes; all in small letters.
fn forms(password: &str) -> Vec<String> {
    let hex = password.bytes().map(|byte| format!("{byte:02x}")).collect();
    let (login, plain) = (STANDARD.encode(password), STANDARD.encode(format!("\0orders\0{password}")));
    vec![PLANTED.to_owned(), hex, login.to_lowercase(), plain.to_lowercase()]
}

/// Sets it, confirms it, and tries it; every answer on the way.
async fn uses(app: &App, admin: &Person<'_>, password: &str) -> Vec<Answer> {
    let seen = admin.gets(PATH).await;
    let revision = format!("\"{}\"", seen.revision());
    let headers = [("if-match", revision.as_str())];
    let asked = admin.sends_once("PUT", PATH, Some(server(app, password)), &headers).await;
    let code = admin.learns_code(&asked).await;
    // The secret is in the body of a request that fails, too.
    let wrong = format!("{}:00000000", code.split_once(':').unwrap().0);
    let refused =
        admin.sends_once("PUT", PATH, Some(server(app, password)), &[headers[0], ("confirmation", &wrong)]).await;
    let set = admin.sends_once("PUT", PATH, Some(server(app, password)), &[headers[0], ("confirmation", &code)]).await;
    assert_eq!((asked.status, refused.status, set.status), (403, 403, 200), "{set:?}");
    let tried = admin.posts_nothing(&format!("{PATH}/test")).await.is(200);
    app.delivers().await;
    vec![seen, asked, refused, set, tried, admin.gets(PATH).await]
}

#[actix_web::test]
async fn a_planted_secret_is_in_no_answer_log_row_trail_export_or_mail() {
    let homes = ["eu1"];
    let logs = Logs::start(&homes);
    let app = App::start_homes(&homes).await;
    let hotel = app.hotel().await;
    let (admin, owner) = (hotel.admin().await, hotel.owner().await);
    let wrong = format!("wrong-{PLANTED}");
    let right = format!("right-{PLANTED}");

    // A server that quotes it when it refuses it, then one that takes it.
    let mut answers = uses(&app, &admin, &wrong).await;
    answers.extend(uses(&app, &admin, &right).await);
    let malformed = format!("{{\"password\": \"{PLANTED}\", \"port\": \"smtp\"}}").into_bytes();
    let headers = [("if-match", "\"1\""), ("content-type", "application/json")];
    answers.push(admin.sends_bytes("PUT", PATH, Some(malformed), &headers).await);
    let longer = but_longer(&app);
    answers.push(admin.sends_once("PUT", PATH, Some(longer), &[("if-match", "\"1\"")]).await);
    app.home(app.first()).turn_data_keys(std::time::Duration::ZERO).await.unwrap();
    for path in [
        "/v1/mails",
        "/v1/audit-events",
        "/v1/audit-events/export?format=csv",
        "/v1/audit-denials",
        "/v1/people/export?format=csv",
    ] {
        answers.push(owner.gets(path).await.is(200));
    }

    let forms: Vec<String> = [wrong.as_str(), right.as_str()].into_iter().flat_map(forms).collect();
    let mut found = Vec::new();
    for answer in &answers {
        let headers = format!("{:?}", answer.headers).to_lowercase();
        let body = String::from_utf8_lossy(&answer.bytes).to_lowercase();
        found.extend(
            forms
                .iter()
                .filter(|form| headers.contains(*form) || body.contains(*form))
                .map(|form| format!("{form} in {body}")),
        );
    }
    found.extend(in_mails(&app, &forms));
    let own = Store::of(app.database());
    for form in &forms {
        found.extend(own.rows_with(form).await.into_iter().map(|table| format!("{form} in {table}")));
        found.extend(
            own.files_with(form).await.filter(|files| *files > 0).map(|_| format!("{form} in a file of the database")),
        );
        found.extend(
            own.server_log_with(form).await.filter(|is_there| *is_there).map(|_| format!("{form} in the server's log")),
        );
        found.extend(
            ["eu1", "nobody"]
                .iter()
                .filter(|name| logs.holds(name, form))
                .map(|name| format!("{form} in the log of {name}")),
        );
    }
    assert_eq!(found, Vec::<String>::new());
    // What was looked through is there to be found.
    let refused = "the mail server did not take a mail";
    assert!(
        ["eu1", "nobody"].iter().any(|name| logs.holds(name, refused)),
        "the refusal is in a log, without the secret"
    );
    assert!(own.rows_with("mail.harbour-house.example").await.len() > 1 && answers.len() > 15);
    assert_eq!(app.own_mail().len(), 1);
    app.stop().await;
}

fn in_mails(app: &App, forms: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for mail in app.mail().into_iter().chain(app.own_mail()) {
        let whole = mail.whole.to_lowercase();
        found.extend(
            forms.iter().filter(|form| whole.contains(*form)).map(|form| format!("{form} in a mail to {}", mail.to)),
        );
    }
    found
}

// A secret that is refused for its length is not quoted either.
fn but_longer(app: &App) -> Value {
    server(app, &PLANTED.repeat(200))
}
