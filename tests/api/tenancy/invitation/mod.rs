mod create;
mod list;
mod resend;
mod withdraw;

use serde_json::{Value, json};

use crate::support::{Answer, App, Person};

const PATH: &str = "/v1/invitations";
const ADA: &str = "ada@harbour-house.example";

/// Somebody to invite.
fn somebody(email: &str, roles: &[&str]) -> Value {
    json!({ "name": "Ada Okafor", "email": email, "department_id": null, "roles": roles })
}

async fn invites(person: &Person<'_>, people: &[Value]) -> Answer {
    person.posts(PATH, json!({ "people": people })).await
}

/// Ada's invitation, by an administrator.
async fn ada(admin: &Person<'_>) -> String {
    let answer = invites(admin, &[somebody(ADA, &["requester"])]).await.is(201);
    answer.body["items"][0]["id"].as_str().unwrap().to_owned()
}

/// The secrets of the links that were mailed to an address, in no order.
async fn links_to(app: &App, address: &str) -> Vec<String> {
    app.delivers().await;
    app.mail_to(address).iter().map(crate::support::Caught::secret).collect()
}
