//! What operators must say twice: every operation of the plane that the catalogue marks, made ready to be carried out, and bent in every way.
mod asked;
mod counted;
mod direct;
mod tampered;

use access::platform::{OperatorRole, catalogue::PLATFORM_CATALOGUE};
use sqlx::ConnectOptions;

use super::console::{Console, both, two};
use crate::support::{Answer, App};

/// An operation that waits for a second operator, in two organisations.
pub struct Act<'a> {
    app: &'a App,
    pub event: &'static str,
    noun: &'static str,
    pub path: String,
    /// The same of another organisation.
    pub other_path: String,
    /// Who asked.
    one: Console<'a>,
    /// Who carries it out.
    pub other: Console<'a>,
    /// How often it was done before.
    before: i64,
}

/// The operations that the catalogue marks, by their events.
pub fn confirmed() -> impl Iterator<Item = &'static str> {
    PLATFORM_CATALOGUE.iter().flat_map(|entry| entry.confirmed).copied()
}

/// Makes one of them ready in an application of its own.
pub async fn ready<'a>(app: &'a App, event: &'static str) -> Act<'a> {
    let (_hotel, _clinic) = (app.hotel().await, app.clinic().await);
    let consoles = two(app).await;
    let noun = event.strip_suffix(".carried_out").unwrap_or_else(|| panic!("say how {event} is made ready"));
    if noun == "resumption" {
        both(&consoles, "suspension", "harbour-house").await;
        both(&consoles, "suspension", "alder-clinic").await;
    }
    let [one, other] = consoles;
    let path = |organisation: &str| format!("/v1/operator/organisations/{organisation}/{noun}/carry-out");
    let act =
        Act { app, event, noun, path: path("harbour-house"), other_path: path("alder-clinic"), one, other, before: 0 };
    act.is_asked_for("harbour-house").await;
    act.is_asked_for("alder-clinic").await;
    let before = act.done().await;
    Act { before, ..act }
}

impl Act<'_> {
    async fn is_asked_for(&self, organisation: &str) {
        let asked = match self.noun {
            "suspension" | "resumption" => self.one.asks(self.noun, organisation).await,
            "deletion" => self.one.asks_to_delete(organisation).await,
            other => panic!("say how {other} is asked for"),
        };
        asked.is(201);
    }

    /// Is asked for once more, after it was taken back.
    pub async fn is_asked_for_anew(&self) {
        self.one.withdraws(self.noun, "harbour-house").await.is(200);
        self.is_asked_for("harbour-house").await;
    }

    /// The first request, without a code.
    pub async fn asks(&self) -> Answer {
        self.other.posts_nothing(&self.path).await.is_refused(403, "confirmation_required")
    }

    /// Asks, and what to confirm it by.
    pub async fn learns_code(&self) -> String {
        self.other.learns_code(&self.asks().await).await
    }

    pub async fn confirms(&self, code: &str) -> Answer {
        self.other.confirms(&self.path, code).await
    }

    /// How often it was done.
    pub async fn done(&self) -> i64 {
        let mut administrator = self.app.directory().connect().await.unwrap();
        let done = sqlx::query_scalar("select count(*) from platform.event where action = $1").bind(self.event);
        let done: i64 = done.fetch_one(&mut administrator).await.unwrap();
        done - self.before
    }

    /// A third operator, who asked for nothing.
    pub async fn third(&self) -> Console<'_> {
        Console::of(self.app, OperatorRole::Ops, "third@operators.example").await
    }
}

/// Is refused as what confirms something else, or nothing.
#[track_caller]
pub fn confirms_nothing(answer: &Answer, what: &str) {
    let refused = (answer.status, answer.body["code"].as_str());
    assert_eq!(refused, (403, Some("confirmation_refused")), "{what}: {answer:?}");
}
