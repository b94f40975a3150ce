//! What operators must say twice: every operation of the plane that the catalogue marks, made ready to be carried out, and bent in every way.
mod asked;
mod by_passkey;
mod counted;
mod direct;
mod tampered;

use access::platform::{OperatorRole, catalogue::PLATFORM_CATALOGUE};
use serde_json::{Value, json};
use sqlx::ConnectOptions;

use super::console::{Console, OPERATORS, both, invites, two_of};
use crate::support::{Answer, App, ORIGIN};

/// An operation that waits for a second operator, in two organisations or about two others.
pub struct Act<'a> {
    app: &'a App,
    pub event: &'static str,
    noun: &'static str,
    /// What it is done to, and what else it could be done to.
    pub subjects: [String; 2],
    pub path: String,
    /// The same of the other.
    pub other_path: String,
    /// What is sent with it.
    body: Option<Value>,
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

/// Whose operation it is.
pub fn role_of(event: &str) -> OperatorRole {
    PLATFORM_CATALOGUE.iter().find(|entry| entry.confirmed.contains(&event)).unwrap().roles[0]
}

/// Makes one of them ready in an application of its own.
pub async fn ready<'a>(app: &'a App, event: &'static str) -> Act<'a> {
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let consoles = two_of(app, role_of(event)).await;
    let noun = event.strip_suffix(".carried_out").unwrap_or_else(|| panic!("say how {event} is made ready"));
    if noun == "resumption" {
        both(&consoles, "suspension", "harbour-house").await;
        both(&consoles, "suspension", "alder-clinic").await;
    }
    if noun == "recovery" {
        hotel.has_an_app(hotel.people.owner).await;
        clinic.has_an_app(clinic.people.owner).await;
    }
    let subjects = subjects(app, noun).await;
    let [one, other] = consoles;
    let [path, other_path] = subjects.each_ref().map(|subject| format!("{}/carry-out", place(noun, subject)));
    let act = Act { app, event, noun, subjects, path, other_path, body: body(noun), one, other, before: 0 };
    for subject in &act.subjects {
        act.is_asked_for(subject).await;
    }
    let before = act.done().await;
    Act { before, ..act }
}

async fn subjects(app: &App, noun: &str) -> [String; 2] {
    if noun != "operator_change" {
        return ["harbour-house", "alder-clinic"].map(str::to_owned);
    }
    for email in ["support@operators.example", "help@operators.example"] {
        invites(app, email, OperatorRole::Support).await.unwrap();
    }
    let ids = "select id::text from platform.operator where role = 'support' order by email desc";
    let ids: Vec<String> =
        sqlx::query_scalar(ids).fetch_all(&mut app.directory().connect().await.unwrap()).await.unwrap();
    ids.try_into().unwrap()
}

fn body(noun: &str) -> Option<Value> {
    (noun == "recovery").then(|| json!({ "email": "owner@harbour-house.example" }))
}

fn place(noun: &str, subject: &str) -> String {
    match noun {
        "operator_change" => format!("{OPERATORS}/{subject}/change"),
        noun => format!("/v1/operator/organisations/{subject}/{noun}"),
    }
}

impl Act<'_> {
    async fn is_asked_for(&self, subject: &str) {
        let asked = match self.noun {
            "suspension" | "resumption" => self.one.asks(self.noun, subject).await,
            "deletion" => self.one.asks_to_delete(subject).await,
            "operator_change" => self.one.asks_of("closing", subject).await,
            "recovery" => self.begins_recovery(subject).await,
            other => panic!("say how {other} is asked for"),
        };
        asked.is(201);
        if self.noun == "recovery" {
            self.is_proven(subject).await;
        }
    }

    async fn begins_recovery(&self, subject: &str) -> Answer {
        let body = json!({ "email": format!("owner@{subject}.example"), "reason": "She lost her phone." });
        self.one.posts(&place("recovery", subject), body).await
    }

    /// Round the domain: what it publishes is not what is tested here.
    async fn is_proven(&self, subject: &str) {
        let proven = "update platform.recovery r set proven_at = platform.now(), proven_by = r.begun_by
            from directory.organisation d where d.org_id = r.org_id and d.slug = $1 and r.ended_at is null";
        let mut directory = self.app.directory().connect().await.unwrap();
        sqlx::query(proven).bind(subject).execute(&mut directory).await.unwrap();
    }

    /// Is asked for once more, after it was taken back.
    pub async fn is_asked_for_anew(&self) {
        let [subject, _] = &self.subjects;
        let taken_back = if self.noun == "recovery" { "stop" } else { "withdraw" };
        self.one.posts_nothing(&format!("{}/{taken_back}", place(self.noun, subject))).await.is(200);
        self.is_asked_for(subject).await;
    }

    /// What says to whom it is done.
    pub fn subject_line(&self) -> &'static str {
        match self.noun {
            "operator_change" => "Operator: Oda Finch <support@operators.example>",
            _ => "Organisation: harbour-house, in home eu1",
        }
    }

    /// The first request, without a code.
    pub async fn asks(&self) -> Answer {
        let headers = [("origin", ORIGIN), ("x-csrf-token", self.other.csrf.as_str())];
        let asked = self.other.sends("POST", &self.path, self.body.clone(), &headers).await;
        asked.is_refused(403, "confirmation_required")
    }

    /// Asks, and what to confirm it by.
    pub async fn learns_code(&self) -> String {
        self.other.learns_code(&self.asks().await).await
    }

    pub async fn confirms(&self, code: &str) -> Answer {
        self.confirms_as(&self.other, &self.path, code).await
    }

    /// The same by somebody, or somewhere else.
    pub async fn confirms_as(&self, console: &Console<'_>, path: &str, code: &str) -> Answer {
        let headers = [("origin", ORIGIN), ("x-csrf-token", console.csrf.as_str()), ("confirmation", code)];
        console.sends("POST", path, self.body.clone(), &headers).await
    }

    /// With something else in the request.
    pub fn other_body(&self) -> Value {
        match self.noun {
            "recovery" => json!({ "email": "somebody@harbour-house.example" }),
            _ => json!({ "force": true }),
        }
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
        Console::of(self.app, role_of(self.event), "third@operators.example").await
    }
}

/// Is refused as what confirms something else, or nothing.
#[track_caller]
pub fn confirms_nothing(answer: &Answer, what: &str) {
    let refused = (answer.status, answer.body["code"].as_str());
    assert_eq!(refused, (403, Some("confirmation_refused")), "{what}: {answer:?}");
}
