//! A browser: it keeps cookies, says where its pages come from, and sits at an address of its own.
use std::net::IpAddr;

use identity::{Password, PasswordHasher};
use kernel::PersonId;
use serde_json::{Value, json};

use crate::support::{Answer, App, ORIGIN, Organisation};

/// A password that fits every rule.
pub const PASSWORD: &str = "tulips under the bridge";
pub const REFRESH: &str = "/v1/session/refresh";

/// A browser that may be signed in.
#[derive(Clone)]
pub struct Browser<'a> {
    pub app: &'a App,
    pub network: IpAddr,
    pub token: String,
    pub refresh: String,
    pub csrf: String,
    /// What it is known again by, once it has signed in.
    pub device: String,
}

impl Organisation<'_> {
    /// Lets a person sign in with [`PASSWORD`].
    pub async fn gives_password(&self, person: PersonId) {
        self.gives_password_by(&self.app.state.hasher, person).await;
    }

    /// As a server that hashes otherwise would.
    pub async fn gives_password_by(&self, hasher: &PasswordHasher, person: PersonId) {
        let password = Password::parse(PASSWORD.into()).unwrap();
        let hash = hasher.hash(password).await.unwrap();
        let set =
            "insert into door.credential (org_id, person_id, password_hash, changed_at) values ($1, $2, $3, now())
                   on conflict (org_id, person_id) do update set password_hash = excluded.password_hash";
        let mut connection = self.administrator().await;
        sqlx::query(set).bind(self.org_id).bind(person).bind(hash).execute(&mut connection).await.unwrap();
    }

    /// The owner's browser, just signed in.
    pub async fn owner_signs_in(&self) -> Browser<'_> {
        self.gives_password(self.people.owner).await;
        let mut browser = Browser::new(self.app);
        browser.signs_in(self.slug, &format!("owner@{}.example", self.slug), PASSWORD).await.is(200);
        browser
    }
}

impl<'a> Browser<'a> {
    pub fn new(app: &'a App) -> Self {
        let (token, refresh, csrf, device) = Default::default();
        Self { app, network: IpAddr::from([127, 0, 0, 1]), token, refresh, csrf, device }
    }

    /// The same from another address.
    pub fn at(app: &'a App, network: [u8; 4]) -> Self {
        Self { network: IpAddr::from(network), ..Self::new(app) }
    }

    pub async fn signs_in(&mut self, organisation: &str, email: &str, password: &str) -> Answer {
        let answer = self.tries(organisation, email, password).await;
        self.keeps(&answer);
        answer
    }

    /// Tries, and keeps nothing.
    pub async fn tries(&self, organisation: &str, email: &str, password: &str) -> Answer {
        let body = json!({ "organisation": organisation, "email": email, "password": password });
        self.sends("POST", "/v1/session", Some(body), &[("origin", ORIGIN)]).await
    }

    /// As our own page would.
    pub async fn refreshes(&mut self) -> Answer {
        let answer = self.tries_to_refresh().await;
        self.keeps(&answer);
        answer
    }

    /// Keeps the session in use while so many minutes pass.
    pub async fn stays_for(&mut self, minutes: usize) {
        for _ in 0..minutes {
            self.app.moves_clock("1 minute").await;
            self.refreshes().await.is(200);
        }
    }

    /// As our own page would, keeping nothing.
    pub async fn tries_to_refresh(&self) -> Answer {
        let headers = [("origin", ORIGIN), ("sec-fetch-site", "same-origin"), ("x-csrf-token", &self.csrf)];
        self.sends("POST", REFRESH, None, &headers).await
    }

    /// As our own page would, keeping what comes.
    pub async fn reauthenticates(&mut self, password: &str) -> Answer {
        let answer = self.tries_to_reauthenticate(password).await;
        self.keeps(&answer);
        answer
    }

    /// As our own page would, keeping nothing.
    pub async fn tries_to_reauthenticate(&self, password: &str) -> Answer {
        let headers = [("origin", ORIGIN), ("x-csrf-token", &*self.csrf)];
        self.sends("POST", "/v1/session/reauthenticate", Some(json!({ "password": password })), &headers).await
    }

    /// As our own page would, keeping what comes.
    pub async fn changes_password(&mut self, password: &str, new_password: &str) -> Answer {
        let answer = self.tries_to_change_password(password, new_password).await;
        self.keeps(&answer);
        answer
    }

    /// As our own page would, keeping nothing.
    pub async fn tries_to_change_password(&self, password: &str, new_password: &str) -> Answer {
        let headers = [("origin", ORIGIN), ("x-csrf-token", &*self.csrf)];
        let body = json!({ "password": password, "new_password": new_password });
        self.sends("POST", "/v1/password/change", Some(body), &headers).await
    }

    pub async fn leaves(&self) -> Answer {
        self.sends("DELETE", REFRESH, None, &[("origin", ORIGIN), ("x-csrf-token", &self.csrf)]).await
    }

    pub async fn views(&self) -> Answer {
        self.gets("/v1/session").await
    }

    pub async fn gets(&self, path: &str) -> Answer {
        self.app.with_token(&self.token).gets(path).await
    }

    pub async fn posts(&self, path: &str, body: Value) -> Answer {
        self.sends("POST", path, Some(body), &[("origin", ORIGIN)]).await
    }

    pub async fn sends(&self, method: &str, path: &str, body: Option<Value>, headers: &[(&str, &str)]) -> Answer {
        let connector = awc::Connector::new().local_address(self.network);
        let client = awc::Client::builder().connector(connector).disable_redirects().finish();
        let method = awc::http::Method::from_bytes(method.as_bytes()).unwrap();
        let mut request = client.request(method, format!("{}{path}", self.app.address));
        let mut cookies = Vec::new();
        if !self.refresh.is_empty() {
            cookies.push(format!("__Host-csrf={}; __Host-refresh={}", self.csrf, self.refresh));
        }
        if !self.device.is_empty() {
            cookies.push(format!("__Host-device={}", self.device));
        }
        if !cookies.is_empty() {
            request = request.insert_header(("cookie", cookies.join("; ")));
        }
        for header in headers {
            request = request.append_header(*header);
        }
        let response = match body {
            Some(body) => request.content_type("application/json").send_body(body.to_string()).await,
            None => request.send().await,
        };
        Answer::of(response.unwrap()).await
    }

    pub fn keeps(&mut self, answer: &Answer) {
        let kept = [
            ("__Host-refresh", &mut self.refresh),
            ("__Host-csrf", &mut self.csrf),
            ("__Host-device", &mut self.device),
        ];
        for (name, kept) in kept {
            if let Some(cookie) = answer.cookie(name) {
                cookie.split(';').next().unwrap().clone_into(kept);
            }
        }
        let tokens = if answer.body["session"].is_object() { &answer.body["session"] } else { &answer.body };
        if let Some(token) = tokens["access_token"].as_str() {
            token.clone_into(&mut self.token);
        }
    }
}

impl Answer {
    /// The value and the attributes of a cookie that is set.
    pub fn cookie(&self, name: &str) -> Option<String> {
        let mut cookies = self.headers.get_all("set-cookie").filter_map(|value| value.to_str().ok());
        cookies.find_map(|cookie| cookie.strip_prefix(&format!("{name}="))).map(str::to_owned)
    }

    /// Both cookies of the session are taken back; that of the browser stays.
    #[track_caller]
    pub fn forgets_cookies(self) -> Self {
        for name in ["__Host-refresh", "__Host-csrf"] {
            let cookie = self.cookie(name).unwrap_or_else(|| panic!("{name} is not taken back"));
            assert!(cookie.starts_with(';') && cookie.contains("Max-Age=0"), "{cookie}");
        }
        assert_eq!(self.cookie("__Host-device"), None);
        self
    }
}
