//! How a program says which key it has: in the `Authorization` header, or in the form; not in both.
use actix_web::{HttpRequest, http::header};
use base64::{Engine, engine::general_purpose::STANDARD};
use kernel::ApiKeyId;

/// What a client shows; the key that it names may be none of ours.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Credentials {
    pub key: Option<ApiKeyId>,
    pub secret: String,
}

impl Credentials {
    /// Of the header, or else of the form; none where one is missing or both are there.
    pub(super) fn of(request: &HttpRequest, form_id: Option<String>, form_secret: Option<String>) -> Option<Self> {
        let value = request.headers().get(header::AUTHORIZATION);
        let (id, secret) = match (value, form_id, form_secret) {
            (None, Some(id), Some(secret)) => (id, secret),
            // A form may name the client once more.
            (Some(value), id, None) => {
                let (known, secret) = basic(value.to_str().ok()?)?;
                if id.is_some_and(|id| id != known) {
                    return None;
                }
                (known, secret)
            }
            (None, ..) | (Some(_), _, Some(_)) => return None,
        };
        let key = uuid::Uuid::try_parse(&id).ok().map(ApiKeyId);
        Some(Self { key, secret })
    }
}

// Neither an id nor a key of ours has a character that a form would write otherwise (RFC 6749, section 2.3.1).
fn basic(value: &str) -> Option<(String, String)> {
    let (scheme, encoded) = value.split_once(' ')?;
    let text = STANDARD.decode(encoded.trim()).ok().filter(|_| scheme.eq_ignore_ascii_case("basic"))?;
    let text = String::from_utf8(text).ok()?;
    let (id, secret) = text.split_once(':')?;
    Some((id.to_owned(), secret.to_owned()))
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;
    use uuid::Uuid;

    use super::*;

    const ID: &str = "0192b0c0-0000-7000-8000-000000000001";

    fn shown(header: Option<String>, form: [Option<&str>; 2]) -> Option<Credentials> {
        let mut request = TestRequest::default();
        if let Some(value) = header {
            request = request.insert_header((header::AUTHORIZATION, value));
        }
        let [id, secret] = form.map(|text| text.map(str::to_owned));
        Credentials::of(&request.to_http_request(), id, secret)
    }

    fn encoded(text: &str) -> String {
        format!("Basic {}", STANDARD.encode(text))
    }

    #[test]
    fn a_key_is_shown_in_one_of_two_ways() {
        let key =
            Some(Credentials { key: Some(ApiKeyId(Uuid::try_parse(ID).expect("an id"))), secret: "eu1_csk_x".into() });

        assert_eq!(shown(Some(encoded(&format!("{ID}:eu1_csk_x"))), [None, None]), key);
        assert_eq!(shown(Some(encoded(&format!("{ID}:eu1_csk_x"))), [Some(ID), None]), key);
        assert_eq!(shown(None, [Some(ID), Some("eu1_csk_x")]), key);
    }

    #[test]
    fn both_ways_or_neither_is_no_way() {
        assert_eq!(shown(Some(encoded(&format!("{ID}:eu1_csk_x"))), [None, Some("eu1_csk_x")]), None);
        assert_eq!(shown(Some(encoded(&format!("{ID}:eu1_csk_x"))), [Some("another"), None]), None);
        assert_eq!(shown(None, [Some(ID), None]), None);
        assert_eq!(shown(None, [None, None]), None);
        assert_eq!(shown(Some("Basic !".into()), [None, None]), None);
        assert_eq!(shown(Some(format!("Bearer {ID}")), [None, None]), None);
    }
}
