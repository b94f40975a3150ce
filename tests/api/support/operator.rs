//! An operator of the installation who supports organisations, signed in round both factors, for hashing takes longer than a test.
use serde_json::{Value, json};
use sqlx::{ConnectOptions, Connection};

use super::{Answer, App, ORIGIN, Organisation, Person};

/// The browser of such an operator.
pub struct SupportOperator<'a> {
    pub app: &'a App,
    secret: String,
}

const PATH: &str = "/v1/operator/support-accesses";

impl<'a> SupportOperator<'a> {
    /// Called like this; the address is the name's.
    pub async fn of(app: &'a App, name: &str) -> Self {
        let secret = format!("op_{name}familyfamilyfamily.secret");
        let mut connection = app.directory().connect().await.unwrap();
        let open = "with made as (insert into platform.operator (id, email, name, role, created_at)
                values (gen_random_uuid(), $1 || '@operators.example', $1, 'support', now()) returning id)
            insert into platform.session (id, hash, operator_id, created_at, last_used_at, idle_limit, expires_at)
            select gen_random_uuid(), sha256(convert_to($2, 'utf8')), id, platform.now(), platform.now(), '8 hours', platform.now() + interval '8 hours'
            from made";
        sqlx::query(open).bind(name).bind(&secret).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        Self { app, secret }
    }

    pub async fn sends(&self, method: &str, path: &str, body: Option<Value>) -> Answer {
        let cookie = format!("__Host-operator={}", self.secret);
        let csrf = access::csrf_token(&self.secret).unwrap();
        let headers = [("cookie", cookie.as_str()), ("origin", ORIGIN), ("x-csrf-token", csrf.as_str())];
        self.app.with_token("").sends_once(method, path, body, &headers).await
    }

    pub async fn asks(&self, organisation: &str, minutes: i32) -> Answer {
        let body = json!({ "reason": "Order 4711 cannot be issued.", "ticket": "HD-2207", "minutes": minutes });
        self.sends("POST", &format!("/v1/operator/organisations/{organisation}/support-accesses"), Some(body)).await
    }

    pub async fn lists(&self) -> Answer {
        self.sends("GET", PATH, None).await.is(200)
    }

    pub async fn opens(&self, id: &str) -> Answer {
        self.sends("POST", &format!("{PATH}/{id}/open"), None).await
    }

    pub async fn leaves(&self, id: &str) -> Answer {
        self.sends("POST", &format!("{PATH}/{id}/leave"), None).await
    }

    /// Asks, and an owner agrees; what was asked for.
    pub async fn is_let_in(&self, hotel: &Organisation<'_>, minutes: i32) -> String {
        let id = self.asks(&hotel.slug().await, minutes).await.is(201).id();
        decides(&hotel.owner().await, &id, "approve", 1).await.is(200);
        id
    }

    /// The same, and opens it; whoever reads as that, and what it is.
    pub async fn reads(&self, hotel: &Organisation<'_>, minutes: i32) -> (Person<'a>, String) {
        let id = self.is_let_in(hotel, minutes).await;
        (self.goes_on(&id).await, id)
    }

    /// Whoever reads by what is open.
    pub async fn goes_on(&self, id: &str) -> Person<'a> {
        let opened = self.opens(id).await.is(200);
        self.app.with_token(opened.body["access_token"].as_str().unwrap())
    }
}

/// What somebody of the organisation decides about it, on the revision that they saw.
pub async fn decides(person: &Person<'_>, id: &str, verb: &str, seen: i64) -> Answer {
    let body = (verb == "refuse").then(|| json!({ "reason": "Nobody asked for help" }));
    let (seen, key) = (format!("\"{seen}\""), uuid::Uuid::new_v4().to_string());
    let headers = [("if-match", seen.as_str()), ("idempotency-key", key.as_str())];
    person.sends("POST", &format!("/v1/support-accesses/{id}/{verb}"), body, &headers).await
}
