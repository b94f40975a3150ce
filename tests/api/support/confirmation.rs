//! Confirming, as whoever reads their mail does. The code is set round the door: what is mailed is for its own tests to read.
use serde_json::Value;
use sqlx::Connection;
use uuid::Uuid;

use super::{Answer, Device, Person};

const DIGITS: &str = "31415926";

impl Answer {
    /// Whether it waits to be confirmed.
    pub fn is_to_confirm(&self) -> bool {
        self.body["code"] == "confirmation_required"
    }

    /// Whether a passkey is asked for.
    pub fn is_by_passkey(&self) -> bool {
        self.body["confirmation"]["passkey"].is_object()
    }
}

impl Person<'_> {
    /// What to send as `Confirmation` after such an answer. The person's earlier ones are forgotten, for a test asks more often than anybody may,
    /// and so is the mail.
    pub async fn learns_code(&self, refused: &Answer) -> String {
        let id = intent(refused);
        let home = self.app.state.homes.iter().find(|home| home.tokens.read(&self.token).is_ok()).expect("a home");
        let mark = home.seals.marks(&["door.intent", "code_mark", &id.to_string()], DIGITS).remove(0);
        let mut administrator = self.app.administrator_of(&home.code).await;
        let set = "update door.intent set code_mark = $2 where id = $1";
        sqlx::query(set).bind(id).bind(mark).execute(&mut administrator).await.unwrap();
        administrator.close().await.unwrap();
        self.forgets_all_but(id).await;
        format!("{id}:{DIGITS}")
    }

    /// The same where it is confirmed by a passkey of the device.
    pub async fn signs(&self, device: &mut Device, refused: &Answer) -> String {
        self.forgets_all_but(intent(refused)).await;
        shown_for(refused, &device.shows(&refused.body["confirmation"]["passkey"]))
    }

    async fn forgets_all_but(&self, id: Uuid) {
        let home = self.app.state.homes.iter().find(|home| home.tokens.read(&self.token).is_ok()).expect("a home");
        let mut administrator = self.app.administrator_of(&home.code).await;
        for forget in [
            "delete from door.intent i using door.intent o where o.id = $1 and i.org_id = o.org_id and i.person_id = o.person_id and i.id <> o.id",
            "delete from door.mail m using door.intent o where o.id = $1 and m.org_id = o.org_id and m.person_id = o.person_id
             and m.kind in ('confirmation', 'confirmation_by_passkey')",
        ] {
            sqlx::query(forget).bind(id).execute(&mut administrator).await.unwrap();
        }
        administrator.close().await.unwrap();
    }
}

/// What a device shows, as `Confirmation` carries it for this answer.
pub fn shown_for(refused: &Answer, shown: &Value) -> String {
    let part = |text: &Value| text.as_str().unwrap_or_else(|| panic!("{shown}")).to_owned();
    let signed = ["authenticatorData", "clientDataJSON", "signature"].map(|name| part(&shown["response"][name]));
    format!("{}:{}.{}", intent(refused), part(&shown["rawId"]), signed.join("."))
}

fn intent(refused: &Answer) -> Uuid {
    let id = refused.body["confirmation"]["id"].as_str().unwrap_or_else(|| panic!("{refused:?}"));
    id.parse().unwrap()
}
