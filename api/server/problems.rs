//! The page behind each problem's `type`: what it means, who could, and how to mend it.
use actix_web::{HttpResponse, web};
use kernel::Refusal;

use crate::routes::refusals;

/// `GET /problems/{code}`.
pub async fn show_problem(code: web::Path<String>) -> HttpResponse {
    let refusals = refusals();
    match refusals.iter().find(|refusal| refusal.code == code.as_str()) {
        Some(refusal) => HttpResponse::Ok().content_type("text/html; charset=utf-8").body(page(refusal)),
        None => HttpResponse::NotFound().content_type("text/html; charset=utf-8").body(unknown()),
    }
}

/// `GET /problems`: all of them.
pub async fn list_problems() -> HttpResponse {
    let rows: String = refusals()
        .iter()
        .map(|refusal| {
            format!("<li><a href=\"/problems/{0}\"><code>{0}</code></a> {1}</li>", refusal.code, escape(refusal.reason))
        })
        .collect();
    HttpResponse::Ok().content_type("text/html; charset=utf-8").body(frame("Problems", &format!("<ul>{rows}</ul>")))
}

fn page(refusal: &Refusal) -> String {
    let section = |title: &str, text: &str| match text {
        "" => String::new(),
        text => format!("<h2>{title}</h2><p>{}</p>", escape(text)),
    };
    let body = format!(
        "<p><code>{}</code>, HTTP {}</p>{}{}{}<p><a href=\"/problems\">All problems</a></p>",
        refusal.code,
        refusal.status,
        section("What it means", refusal.reason),
        section("Who could", refusal.who_could),
        section("What to do", refusal.next)
    );
    frame(refusal.reason, &body)
}

fn unknown() -> String {
    frame(
        "No such problem",
        "<p>This service does not answer with that problem.</p><p><a href=\"/problems\">All problems</a></p>",
    )
}

fn frame(title: &str, body: &str) -> String {
    let title = escape(title);
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{title} | Countersign</title></head><body><main><h1>{title}</h1>{body}</main></body></html>"
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn each_code_means_one_thing() {
        let mut seen = HashSet::new();

        let twice: Vec<_> = refusals().into_iter().filter(|refusal| !seen.insert(refusal.code)).collect();

        assert_eq!(twice, []);
    }

    #[test]
    fn every_refusal_says_what_it_means_in_a_sentence() {
        for refusal in refusals() {
            assert!(refusal.reason.ends_with('.') && (400..600).contains(&refusal.status), "{}", refusal.code);
            assert!(refusal.code.chars().all(|c| c.is_ascii_lowercase() || c == '_'), "{}", refusal.code);
        }
    }
}
