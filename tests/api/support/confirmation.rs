//! Confirming, as whoever reads their mail does. The code is set round the door: what is mailed is for its own tests to read.
use sqlx::Connection;
use uuid::Uuid;

use super::{Answer, Person};

const DIGITS: &str = "31415926";

impl Answer {
    /// Whether it waits for a code.
    pub fn is_to_confirm(&self) -> bool {
        self.body["code"] == "confirmation_required"
    }
}

impl Person<'_> {
    /// What to send as `Confirmation` after such an answer. The person's earlier ones are forgotten, for a test asks more often than anybody may,
    /// and so is the mail.
    pub async fn learns_code(&self, refused: &Answer) -> String {
        let id = refused.body["confirmation"]["id"].as_str().unwrap_or_else(|| panic!("{refused:?}"));
        let home = self.app.state.homes.iter().find(|home| home.tokens.read(&self.token).is_ok()).expect("a home");
        let mark = home.seals.marks(&["door.intent", "code_mark", id], DIGITS).remove(0);
        let mut administrator = self.app.administrator_of(&home.code).await;
        let id = Uuid::try_parse(id).unwrap();
        let set = "update door.intent set code_mark = $2 where id = $1";
        sqlx::query(set).bind(id).bind(mark).execute(&mut administrator).await.unwrap();
        for forget in [
            "delete from door.intent i using door.intent o where o.id = $1 and i.org_id = o.org_id and i.person_id = o.person_id and i.id <> o.id",
            "delete from door.mail m using door.intent o where o.id = $1 and m.org_id = o.org_id and m.person_id = o.person_id and m.kind = 'confirmation'",
        ] {
            sqlx::query(forget).bind(id).execute(&mut administrator).await.unwrap();
        }
        administrator.close().await.unwrap();
        format!("{id}:{DIGITS}")
    }
}
