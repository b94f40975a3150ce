mod get;
mod kept;
mod remove;
mod set;
mod test;
mod turned;

use serde_json::{Value, json};

use crate::support::{Answer, App, Person};

const PATH: &str = "/v1/mail-server";
const PASSWORD: &str = "Tr0ubadour-qzvxw";

/// A mail server, whose sender no other test has.
fn server(app: &App, password: &str) -> Value {
    json!({
        "host": "mail.harbour-house.example", "port": 465, "security": "tls", "user_name": "orders@harbour-house.example",
        "from_address": app.own_sender(), "password": password
    })
}

/// Sets it on the revision that is there, and confirms that.
async fn sets(person: &Person<'_>, body: Value) -> Answer {
    let seen = person.gets(PATH).await.is(200).revision();
    person.sends("PUT", PATH, Some(body), &[("if-match", &format!("\"{seen}\""))]).await
}

async fn removes(person: &Person<'_>, revision: i64) -> Answer {
    let key = uuid::Uuid::new_v4().to_string();
    let headers = [("if-match", &*format!("\"{revision}\"")), ("idempotency-key", &*key)];
    person.sends("POST", &format!("{PATH}/remove"), None, &headers).await
}

/// With another value of one field.
fn but(mut body: Value, field: &str, value: Value) -> Value {
    body[field] = value;
    body
}

fn without(mut body: Value, field: &str) -> Value {
    body.as_object_mut().unwrap().remove(field);
    body
}
