//! What must be said twice: every operation that the catalogue marks, made ready to be asked for, and bent in every way.
mod asked;
mod by_passkey;
mod confirmer;
mod counted;
mod direct;
mod tampered;

use access::{catalogue::CATALOGUE, permission::Entry};
use chrono::{Days, Utc};
use confirmer::By;
use kernel::PersonId;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    approval::draft::{above, proposed},
    identity::api_key,
    support::{Answer, Organisation, Person, SupportOperator},
};

/// A request of an operation that must be confirmed.
#[derive(Clone)]
pub struct Act {
    pub entry: &'static Entry,
    method: &'static str,
    path: String,
    body: Option<Value>,
    /// As it was seen; none where there is nothing yet that has one.
    revision: Option<i64>,
    /// The same thing with another value, and with one field more.
    other_value: (String, Option<Value>),
    more: Option<Value>,
    /// The same of another thing; the organisation's policy is one alone.
    other_thing: Option<(String, Option<Value>)>,
    /// What gives its row another revision, or other words, by its id or the organisation's.
    touch: &'static str,
    id: Uuid,
    /// How often it was done before any test of it, by founding.
    before: usize,
}

/// Each of them, in one organisation.
pub async fn acts(hotel: &Organisation<'_>) -> Vec<Act> {
    let mut acts = Vec::new();
    for entry in CATALOGUE.iter().filter(|entry| entry.is_confirmed) {
        acts.push(match entry.code {
            "security_policy.update" => policy(hotel, entry),
            "grant.approve" => grant(hotel, entry).await,
            "factor_reset.approve" => factor_reset(hotel, entry).await,
            "support_access.approve" => support_access(hotel, entry).await,
            "organisation.transfer" => transfer(hotel, entry),
            "api_key.approve" => api_key(hotel, entry).await,
            "mail_server.set" => mail_server(hotel, entry),
            "approval_policy.publish" => publication(hotel, entry).await,
            other => panic!("say in tests/api/access/confirmation how {other} is asked for"),
        });
    }
    for act in &mut acts {
        act.before = act.done(hotel).await;
    }
    acts
}

fn policy(hotel: &Organisation<'_>, entry: &'static Entry) -> Act {
    let path = "/v1/security-policy".to_owned();
    Act {
        entry,
        method: "PATCH",
        body: Some(json!({ "failures_max": 5 })),
        revision: Some(1),
        other_value: (path.clone(), Some(json!({ "failures_max": 6 }))),
        more: Some(json!({ "failures_max": 5, "failures_minutes": 60 })),
        other_thing: None,
        touch: "insert into tenant.security_policy (org_id, idle_minutes, lifetime_minutes, failures_max, failures_minutes, revision)
                values ($1, 720, 1440, 10, 15, 2)",
        id: hotel.org_id.0,
        before: 0,
        path,
    }
}

fn mail_server(hotel: &Organisation<'_>, entry: &'static Entry) -> Act {
    let path = "/v1/mail-server".to_owned();
    let body = |host: &str, password: &str| {
        json!({ "host": host, "port": 465, "security": "tls", "user_name": "orders", "from_address": "orders@harbour-house.example",
                "password": password })
    };
    Act {
        entry,
        method: "PUT",
        body: Some(body("mail.harbour-house.example", "a few words")),
        revision: Some(1),
        // What is not shown, a password above all, is bound as well.
        other_value: (path.clone(), Some(body("mail.harbour-house.example", "a few Words"))),
        more: Some(body("mail.elsewhere.example", "a few words")),
        other_thing: None,
        touch: "insert into tenant.mail_server (org_id, host, port, security, user_name, from_address, changed_at, revision)
                values ($1, 'mail.harbour-house.example', 465, 'tls', 'orders', 'orders@harbour-house.example', door.now(), 2)",
        id: hotel.org_id.0,
        before: 0,
        path,
    }
}

async fn grant(hotel: &Organisation<'_>, entry: &'static Entry) -> Act {
    let admin = hotel.admin().await;
    let mut ids = Vec::new();
    for person in [hotel.people.requester, hotel.people.housekeeper] {
        let body = json!({ "person_id": person, "roles": ["accounts"], "reason": "Stands in for Grace" });
        ids.push(admin.posts("/v1/grants", body).await.is(201).id());
    }
    let touch = "update tenant.access_grant set revision = revision + 1 where id = $1";
    of_two(entry, "/v1/grants", &ids, touch)
}

async fn factor_reset(hotel: &Organisation<'_>, entry: &'static Entry) -> Act {
    let admin = hotel.admin().await;
    let mut ids = Vec::new();
    for person in [hotel.people.requester, hotel.people.housekeeper] {
        hotel.has_an_app(person).await;
        let asked = admin.posts(&format!("/v1/people/{person}/factor-resets"), json!({ "reason": "Lost it" })).await;
        ids.push(asked.is(201).id());
    }
    let touch = "update tenant.factor_reset set revision = revision + 1 where id = $1";
    of_two(entry, "/v1/factor-resets", &ids, touch)
}

async fn support_access(hotel: &Organisation<'_>, entry: &'static Entry) -> Act {
    let (slug, mut ids) = (hotel.slug().await, Vec::new());
    for operator in ["oda", "ben"] {
        ids.push(
            SupportOperator::of(hotel.app, &format!("{operator}-{slug}")).await.asks(&slug, 30).await.is(201).id(),
        );
    }
    let touch = "update tenant.support_access set revision = revision + 1 where id = $1";
    of_two(entry, "/v1/support-accesses", &ids, touch)
}

async fn api_key(hotel: &Organisation<'_>, entry: &'static Entry) -> Act {
    let admin = hotel.admin().await;
    let mut ids = Vec::new();
    for scope in ["supplier.view", "department.view"] {
        ids.push(admin.posts(api_key::PATH, api_key::wanted(&[scope])).await.is(201).id());
    }
    let touch = "update tenant.api_key set revision = revision + 1 where id = $1";
    of_two(entry, api_key::PATH, &ids, touch)
}

/// To somebody, for a reason; another reason, both, and to somebody else. It is done to whoever it is made to, whose name is shown.
fn transfer(hotel: &Organisation<'_>, entry: &'static Entry) -> Act {
    let (to, other) = (hotel.people.general_manager, hotel.people.requester);
    let path = "/v1/ownership-transfers".to_owned();
    let body = |to: PersonId, reason: &str| Some(json!({ "person_id": to, "reason": reason }));
    Act {
        entry,
        method: "POST",
        body: body(to, "I retire"),
        revision: None,
        other_value: (path.clone(), body(to, "I retire soon")),
        more: body(other, "I retire soon"),
        other_thing: Some((path.clone(), body(other, "I retire"))),
        touch: "update tenant.person set name = 'Gita Moneypenny' where id = $1",
        id: to.into(),
        before: 0,
        path,
    }
}

fn of_two(entry: &'static Entry, path: &str, ids: &[String], touch: &'static str) -> Act {
    let [this, other] = [0, 1].map(|place| format!("{path}/{}/approve", ids[place]));
    Act {
        entry,
        method: "POST",
        body: None,
        revision: Some(1),
        // What takes no body is asked for otherwise only by what it does not read.
        other_value: (format!("{this}?force=true"), None),
        more: Some(json!({ "force": true })),
        other_thing: Some((other, None)),
        touch,
        id: ids[0].parse().unwrap(),
        before: 0,
        path: this,
    }
}

async fn publication(hotel: &Organisation<'_>, entry: &'static Entry) -> Act {
    let admin = hotel.admin().await;
    let (draft, other) = (proposed(&admin, above("100")).await, proposed(&admin, above("50")).await);
    let path = format!("/v1/approval-policy-drafts/{}/publish", draft.id());
    let on = Utc::now().date_naive().checked_add_days(Days::new(2)).unwrap();
    let from = |from: Value| Some(json!({ "effective_from": from }));
    Act {
        entry,
        method: "POST",
        body: from(json!({ "on": on })),
        revision: Some(draft.revision()),
        other_value: (path.clone(), from(json!({ "on": on.succ_opt() }))),
        more: from(json!({ "on": on, "hour": 0 })),
        other_thing: Some((format!("/v1/approval-policy-drafts/{}/publish", other.id()), from(json!({ "on": on })))),
        touch: "update tenant.approval_policy_draft set revision = revision + 1 where id = $1",
        id: draft.id().parse().unwrap(),
        before: 0,
        path,
    }
}

impl Act {
    /// Asks for it, without a code.
    pub async fn asks(&self, person: &Person<'_>) -> Answer {
        self.sends(person, None).await
    }

    /// Asks for it, with one.
    pub async fn confirms(&self, person: &Person<'_>, code: &str) -> Answer {
        self.sends(person, Some(code)).await
    }

    async fn sends(&self, person: &Person<'_>, code: Option<&str>) -> Answer {
        self.sends_with_key(person, code, &Uuid::new_v4().to_string()).await
    }

    async fn sends_with_key(&self, person: &Person<'_>, code: Option<&str>, key: &str) -> Answer {
        let revision = self.revision.map(|revision| format!("\"{revision}\""));
        let headers = [("if-match", revision.as_deref()), ("idempotency-key", Some(key)), ("confirmation", code)];
        let headers: Vec<_> = headers.into_iter().filter_map(|(name, said)| Some((name, said?))).collect();
        person.sends_once(self.method, &self.path, self.body.clone(), &headers).await
    }

    /// How often it was done.
    pub async fn done(&self, hotel: &Organisation<'_>) -> usize {
        let done = access_event(self.entry.code);
        hotel.actions().await.iter().filter(|action| **action == done).count() - self.before
    }

    fn with(&self, path: &str, body: Option<Value>) -> Self {
        Self { path: path.to_owned(), body, ..self.clone() }
    }
}

fn access_event(code: &str) -> String {
    match code.split_once('.') {
        Some((noun, "transfer")) => format!("{noun}.transfer_offered"),
        Some((noun, "update")) => format!("{noun}.updated"),
        Some((noun, "set")) => format!("{noun}.set"),
        Some((noun, "publish")) => format!("{noun}.published"),
        Some((noun, "approve")) => format!("{noun}.approved"),
        _ => panic!("say what {code} leaves"),
    }
}

/// Is done.
#[track_caller]
fn is_done(answer: &Answer, what: &str) {
    assert!((200..300).contains(&answer.status), "{what}: {answer:?}");
}

/// Is refused as what confirms something else, or nothing.
#[track_caller]
fn confirms_nothing(answer: &Answer, what: &str) {
    assert_eq!(
        (answer.status, answer.body["code"].as_str()),
        (403, Some("confirmation_refused")),
        "{what}: {answer:?}"
    );
}
