//! Somebody who sends requests.
use access::{ACCESS_TOKEN_LIFE_S, AccessClaims, HomeCode};
use kernel::{OrgId, PersonId, SessionId};
use serde_json::Value;
use sha2::{Digest, Sha256};
use sqlx::Connection;
use uuid::Uuid;

use super::{Answer, App};

/// Somebody with a token, or without.
pub struct Person<'a> {
    pub app: &'a App,
    pub id: PersonId,
    pub token: String,
    /// Where the requests go; the application's own address unless a test says otherwise.
    pub address: String,
}

impl App {
    /// Somebody who shows this token; an empty one is none.
    pub fn with_token(&self, token: &str) -> Person<'_> {
        Person { app: self, id: PersonId(Uuid::nil()), token: token.into(), address: self.address.clone() }
    }
}

pub(super) async fn sign_in<'a>(app: &'a App, home: &HomeCode, org_id: OrgId, person: PersonId) -> Person<'a> {
    let (session, jti) = (SessionId(Uuid::new_v4()), home.mint(&Uuid::new_v4().simple().to_string()));
    // A credential that nobody can type, for a session is opened only on the credential that was proven.
    let credential = "
        insert into door.credential as c (org_id, person_id, password_hash, changed_at)
        values ($1, $2, '$argon2id$none', now())
        on conflict (org_id, person_id) do update set changed_at = c.changed_at
        returning changed_at";
    let mut administrator = app.administrator_of(home).await;
    let changed_at: chrono::DateTime<chrono::Utc> =
        sqlx::query_scalar(credential).bind(org_id).bind(person).fetch_one(&mut administrator).await.unwrap();
    administrator.close().await.unwrap();
    let mut connection = app.as_role_of(home, "countersign_sign_in").await;
    let (life, limit) = ("make_interval(secs => $6)", "interval '1 hour'");
    let open =
        format!("select door.open_session(null, $1, $2, $3, $4, $5, {life}, $7, {limit}, {limit}, null, null, $8)");
    let at: chrono::DateTime<chrono::Utc> = sqlx::query_scalar(sqlx::AssertSqlSafe(open))
        .bind(org_id)
        .bind(person)
        .bind(changed_at)
        .bind(session)
        .bind(Sha256::digest(&jti).to_vec())
        .bind(ACCESS_TOKEN_LIFE_S as f64)
        .bind(Sha256::digest(Uuid::new_v4().as_bytes()).to_vec())
        .bind(Uuid::new_v4())
        .fetch_one(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
    let token = app.home(home).tokens.sign(session, (org_id, person), at, jti).unwrap();
    Person { app, id: person, token, address: app.address.clone() }
}

impl Person<'_> {
    /// What this person's token says.
    pub fn claims(&self) -> AccessClaims {
        let read = |home: &access::Home| home.tokens.read(&self.token).ok();
        self.app.state.homes.iter().find_map(read).expect("a token of ours")
    }

    /// Begins this person's request round HTTP, in a transaction of the API's own role, as the door does.
    pub async fn begins(&self, tx: &mut sqlx::PgConnection, permission: &str, request_id: Uuid) {
        let secret = self.claims().jti;
        sqlx::query("select door.begin_request($1, $2, $3, '203.0.113.7', null, null, null)")
            .bind(secret)
            .bind(permission)
            .bind(request_id)
            .execute(tx)
            .await
            .unwrap();
    }

    /// What a statement of the API's own role in this person's name comes to: the constraint or the words that refuse it.
    pub async fn comes_to(&self, permission: &str, statement: &str) -> Option<String> {
        let mut connection = self.app.as_role("countersign_tenant").await;
        let mut tx = sqlx::Connection::begin(&mut connection).await.unwrap();
        self.begins(&mut tx, permission, Uuid::new_v4()).await;
        let outcome = sqlx::raw_sql(sqlx::AssertSqlSafe(statement.to_owned())).execute(&mut *tx).await;
        outcome.err().map(|error| match error.as_database_error() {
            Some(refused) => refused.constraint().map_or_else(|| refused.message().to_owned(), str::to_owned),
            None => error.to_string(),
        })
    }

    pub async fn gets(&self, path: &str) -> Answer {
        self.sends("GET", path, None, &[]).await
    }

    /// With an idempotency key of its own.
    pub async fn posts(&self, path: &str, body: Value) -> Answer {
        let key = Uuid::new_v4().to_string();
        self.posts_with_key(path, body, &key).await
    }

    /// The same where there is nothing to say.
    pub async fn posts_nothing(&self, path: &str) -> Answer {
        let key = Uuid::new_v4().to_string();
        self.sends("POST", path, None, &[("idempotency-key", &key)]).await
    }

    pub async fn posts_with_key(&self, path: &str, body: Value, key: &str) -> Answer {
        self.sends("POST", path, Some(body), &[("idempotency-key", key)]).await
    }

    /// On the revision that was seen.
    pub async fn patches(&self, path: &str, body: Value, revision: i64) -> Answer {
        self.sends("PATCH", path, Some(body), &[("if-match", &format!("\"{revision}\""))]).await
    }

    pub async fn deletes(&self, path: &str) -> Answer {
        self.sends("DELETE", path, None, &[]).await
    }

    /// As a person does who means it: what is to be confirmed is confirmed.
    pub async fn sends(&self, method: &str, path: &str, body: Option<Value>, headers: &[(&str, &str)]) -> Answer {
        let answer = self.sends_once(method, path, body.clone(), headers).await;
        if !answer.is_to_confirm() {
            return answer;
        }
        let answer = if answer.is_by_passkey() {
            let by_mail: Vec<_> = headers.iter().copied().chain([("confirmation", "mail")]).collect();
            self.sends_once(method, path, body.clone(), &by_mail).await
        } else {
            answer
        };
        let code = self.learns_code(&answer).await;
        let headers: Vec<_> = headers.iter().copied().chain([("confirmation", &*code)]).collect();
        self.sends_once(method, path, body, &headers).await
    }

    /// And confirms nothing.
    pub async fn sends_once(&self, method: &str, path: &str, body: Option<Value>, headers: &[(&str, &str)]) -> Answer {
        let body = body.map(|body| body.to_string().into_bytes());
        let kind = body.as_ref().map(|_| ("content-type", "application/json"));
        let headers: Vec<_> = headers.iter().copied().chain(kind).collect();
        self.sends_bytes(method, path, body, &headers).await
    }

    /// Exactly these bytes under exactly these headers.
    pub async fn sends_bytes(
        &self,
        method: &str,
        path: &str,
        body: Option<Vec<u8>>,
        headers: &[(&str, &str)],
    ) -> Answer {
        let client = awc::Client::builder().timeout(std::time::Duration::from_secs(30)).finish();
        let method = awc::http::Method::from_bytes(method.as_bytes()).unwrap();
        let mut request = client.request(method, format!("{}{path}", self.address));
        if !self.token.is_empty() {
            request = request.insert_header(("authorization", format!("Bearer {}", self.token)));
        }
        for (name, value) in headers {
            request = request.append_header((*name, *value));
        }
        let response = match body {
            Some(body) => request.send_body(body).await,
            None => request.send().await,
        };
        Answer::of(response.unwrap()).await
    }
}
