//! The mail of a demo on a page: read as text, taken away as a file, drawn by nobody.
use std::{env, path::PathBuf};

use serde_json::json;
use server::demo::inbox::Inbox;

use crate::{identity::browser::Browser, support::App};

#[actix_web::test]
async fn a_mail_is_read_as_text_and_taken_away_whole() {
    let folder = PathBuf::from(env::var("THROWAWAY_MAIL").unwrap());
    let app = App::start_as(move |state| state.inbox = Inbox(Some(folder))).await;
    app.hotel().await;
    let forgotten = json!({ "organisation": "harbour-house", "email": "owner@harbour-house.example" });
    Browser::new(&app).posts("/v1/password/ask-reset", forgotten).await.is(202);
    app.delivers().await;
    let secret = app.mail_to("owner@harbour-house.example")[0].secret();
    let anybody = app.with_token("");

    let list = anybody.gets("/demo/mail").await.is(200);
    let page = String::from_utf8(list.bytes).unwrap();
    let mut keys = page.split("href=\"/demo/mail/").skip(1).filter_map(|rest| rest.split('"').next());
    // Other tests send to the same mail server.
    let (key, mail) = loop {
        let key = keys.next().expect("the mail").to_owned();
        let mail = anybody.gets(&format!("/demo/mail/{key}")).await.is(200);
        if String::from_utf8_lossy(&mail.bytes).contains(&secret) {
            break (key, mail);
        }
    };
    let whole = anybody.gets(&format!("/demo/mail/{key}/whole")).await.is(200);

    let link = format!("<a href=\"http://localhost:8080/new-password#{secret}\">");
    assert!(String::from_utf8_lossy(&mail.bytes).contains(&link));
    assert!(!mail.header("content-security-policy").unwrap().contains("unsafe"));
    assert_eq!(whole.header("content-disposition"), Some("attachment; filename=\"mail.eml\""));
    assert_eq!(whole.header("content-type"), Some("message/rfc822"));
    for nothing in ["nothing", "..%2Fsecret"] {
        assert_eq!(anybody.gets(&format!("/demo/mail/{nothing}")).await.status, 404);
        assert_eq!(anybody.gets(&format!("/demo/mail/{nothing}/whole")).await.status, 404);
    }
    app.stop().await;
}

#[actix_web::test]
async fn where_mail_is_really_sent_there_is_no_such_page() {
    let app = App::start().await;

    for path in ["/demo/mail", "/demo/mail.css", "/demo/mail/any", "/demo/mail/any/whole"] {
        assert_eq!(app.with_token("").gets(path).await.status, 404, "{path}");
    }

    app.stop().await;
}
