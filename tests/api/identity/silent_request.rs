//! Requests that bring the cookies of a session and say nothing of where they come from, as an old browser, a proxy that strips or a page that hides it
//! would send them: what a cookie opens stays closed, with the proof beside it and without.
use serde_json::json;

use crate::{
    identity::browser::{Browser, PASSWORD},
    support::{Answer, App},
};

/// Every operation that the refresh cookie opens.
const COOKIE_OPENS: [(&str, &str); 8] = [
    ("POST", "/v1/session/refresh"),
    ("DELETE", "/v1/session/refresh"),
    ("POST", "/v1/session/reauthenticate"),
    ("POST", "/v1/password/change"),
    ("POST", "/v1/totp/begin"),
    ("POST", "/v1/totp/confirm"),
    ("POST", "/v1/totp/remove"),
    ("POST", "/v1/recovery-codes/renew"),
];

/// What a form, a beacon, a script or a program could call its body.
const KINDS: [&str; 5] = [
    "application/json",
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/octet-stream",
];

/// Headers beside the cookies that say nothing of an origin of ours.
fn silences(csrf: &str) -> Vec<Vec<(&'static str, String)>> {
    let said = |headers: &[(&'static str, &str)]| {
        headers.iter().map(|(name, value)| (*name, (*value).to_owned())).collect::<Vec<_>>()
    };
    vec![
        said(&[]),
        said(&[("x-csrf-token", csrf)]),
        said(&[("x-csrf-token", csrf), ("referer", "http://localhost:8080/settings/security")]),
        said(&[("x-csrf-token", csrf), ("host", "localhost:8080")]),
        said(&[("x-csrf-token", csrf), ("sec-fetch-mode", "cors"), ("sec-fetch-dest", "empty")]),
        said(&[("x-csrf-token", csrf), ("x-requested-with", "XMLHttpRequest")]),
        said(&[("x-csrf-token", csrf), ("origin", "")]),
        said(&[("x-csrf-token", csrf), ("sec-fetch-site", "none")]),
    ]
}

#[actix_web::test]
async fn what_the_cookie_opens_stays_closed_to_whoever_does_not_say_where_from() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut browser = hotel.owner_signs_in().await;
    let before = hotel.actions().await;
    let body = json!({ "password": PASSWORD, "new_password": "herons over the harbour", "code": "000000" });

    for (method, path) in COOKIE_OPENS {
        for headers in silences(&browser.csrf) {
            for kind in KINDS {
                let mut headers: Vec<_> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
                headers.push(("content-type", kind));
                let answer = browser.sends_text(method, path, &body.to_string(), &headers).await;
                let told = (answer.status, answer.body["code"].as_str());
                assert_eq!(told, (403, Some("csrf_refused")), "{method} {path} {headers:?}");
                assert_eq!(answer.cookie("__Host-refresh"), None);
            }
        }
    }

    assert_eq!(hotel.actions().await, before);
    browser.refreshes().await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn nobody_is_signed_in_anew_over_a_session_without_saying_where_from() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut browser = hotel.owner_signs_in().await;
    hotel.gives_password(hotel.people.requester).await;
    let theirs =
        json!({ "organisation": "harbour-house", "email": "requester@harbour-house.example", "password": PASSWORD });

    for headers in silences(&browser.csrf) {
        let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let answer = browser.sends("POST", "/v1/session", Some(theirs.clone()), &headers).await;
        assert_eq!((answer.status, answer.body["code"].as_str()), (403, Some("csrf_refused")), "{headers:?}");
        assert_eq!(answer.cookie("__Host-refresh"), None);
    }

    browser.refreshes().await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn what_a_token_opens_is_not_opened_by_the_cookies_alone() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut browser = hotel.owner_signs_in().await;
    let session = hotel.owner().await.gets("/v1/session").await.is(200).body["session"]["id"].clone();
    let one = format!("/v1/sessions/{}/end", session.as_str().unwrap());

    for (method, path) in [
        ("DELETE", "/v1/session"),
        ("POST", "/v1/categories"),
        ("POST", "/v1/sessions/end-others"),
        ("POST", one.as_str()),
        ("PATCH", "/v1/profile"),
    ] {
        for headers in silences(&browser.csrf) {
            let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let answer = browser.sends(method, path, Some(json!({})), &headers).await;
            assert_eq!(answer.status, 401, "{method} {path}: {answer:?}");
        }
    }

    browser.refreshes().await.is(200);
    app.stop().await;
}

impl Browser<'_> {
    /// A body as it is, under whichever type.
    async fn sends_text(&self, method: &str, path: &str, body: &str, headers: &[(&str, &str)]) -> Answer {
        let client = awc::Client::builder().disable_redirects().finish();
        let method = awc::http::Method::from_bytes(method.as_bytes()).unwrap();
        let mut request = client.request(method, format!("{}{path}", self.app.address));
        let cookies = format!("__Host-csrf={}; __Host-refresh={}", self.csrf, self.refresh);
        request = request.insert_header(("cookie", cookies));
        for header in headers {
            request = request.append_header(*header);
        }
        Answer::of(request.send_body(body.to_owned()).await.unwrap()).await
    }
}
