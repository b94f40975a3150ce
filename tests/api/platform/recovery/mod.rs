//! Bringing back the last owner, from the operators' side: proof, notice to all, days, and only then.
mod carry_out;
mod complete;
mod create;
mod direct;
mod prove;
mod stop;
mod view;

use access::platform::OperatorRole;
use serde_json::json;
use sqlx::{AssertSqlSafe, Connection};

use super::console::Console;
use crate::{
    identity::{
        authenticator::Authenticator,
        browser::{Browser, PASSWORD},
    },
    support::{Answer, App, Dns, ORIGIN, Organisation},
};

pub const OWNER: &str = "owner@harbour-house.example";
const PLACE: &str = "/v1/operator/organisations/harbour-house/recovery";
const RECORD: &str = "_countersign-recovery.harbour-house.example";

/// An operator who may.
pub async fn ops(app: &App) -> Console<'_> {
    Console::of(app, OperatorRole::Ops, "ops@operators.example").await
}

impl Console<'_> {
    /// Begins one for this address.
    pub async fn begins_recovery_of(&self, email: &str) -> Answer {
        let body = json!({ "email": email, "reason": "She lost her phone.", "ticket": "HD-2207" });
        self.posts(PLACE, body).await
    }

    /// Looks whether the record is there.
    pub async fn checks(&self) -> Answer {
        self.posts_nothing(&format!("{PLACE}/prove")).await
    }

    /// Carries it out, confirming what is shown, as far as it comes to that.
    pub async fn carries_out_recovery_of(&self, email: &str) -> Answer {
        let (path, body) = (format!("{PLACE}/carry-out"), json!({ "email": email }));
        let asked = self.posts(&path, body.clone()).await;
        if !asked.is_to_confirm() {
            return asked;
        }
        let code = self.learns_code(&asked).await;
        let headers = [("origin", ORIGIN), ("x-csrf-token", self.csrf.as_str()), ("confirmation", code.as_str())];
        self.sends("POST", &path, Some(body), &headers).await
    }

    pub async fn completes(&self) -> Answer {
        self.posts_nothing(&format!("{PLACE}/complete")).await
    }

    pub async fn stops(&self) -> Answer {
        self.posts_nothing(&format!("{PLACE}/stop")).await
    }

    pub async fn sees(&self) -> Answer {
        self.gets(PLACE).await
    }

    /// Begins one, has its record published, and checks it.
    pub async fn proves(&self, dns: &Dns) {
        let begun = self.begins_recovery_of(OWNER).await.is(201);
        dns.publishes(RECORD, &[begun.body["record_value"].as_str().unwrap()]);
        self.checks().await.is(200);
    }

    /// The same, and carries it out.
    pub async fn carries_out_proven(&self, dns: &Dns) {
        self.proves(dns).await;
        self.carries_out_recovery_of(OWNER).await.is(200);
    }

    /// The same, and the letters leave.
    pub async fn announces(&self, dns: &Dns) {
        self.carries_out_proven(dns).await;
        self.app.delivers().await;
    }
}

/// The owner in a browser where they signed in with both factors, and the phone that they will lose.
pub async fn owner_with_an_app<'a>(hotel: &Organisation<'a>) -> (Browser<'a>, Authenticator<'a>) {
    hotel.gives_password(hotel.people.owner).await;
    let mut browser = Browser::new(hotel.app);
    browser.signs_in("harbour-house", OWNER, PASSWORD).await.is(200);
    let (phone, _) = browser.sets_up_an_app().await;
    (browser, phone)
}

/// What no verb of a test arranges as quickly, round the door.
pub async fn arranges(hotel: &Organisation<'_>, sql: &str) {
    let mut administrator = hotel.administrator().await;
    let mut tx = administrator.begin().await.unwrap();
    sqlx::query("select door.begin_system($1, 'test')").bind(hotel.org_id).execute(&mut *tx).await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}
