//! Whether a request comes from our own pages; it fails closed where a cookie is at stake.
use actix_web::{HttpRequest, http::header::ORIGIN};

/// The origins that serve our own pages, such as `https://countersign.example`.
#[derive(Debug, Clone)]
pub struct AllowedOrigins(Vec<String>);

impl AllowedOrigins {
    /// From configuration alone, never from a request's `Host`.
    pub fn new(origins: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self(origins.into_iter().map(|origin| origin.into().trim_end_matches('/').to_owned()).collect())
    }

    /// What a browser says of where a request comes from. A program that is no browser says nothing, which is enough
    /// only where no cookie opens anything.
    pub(crate) fn admit(&self, request: &HttpRequest, must_say: bool) -> bool {
        let origin = the_one(request, ORIGIN.as_str());
        let site = the_one(request, "sec-fetch-site");
        let origin_fits = match origin {
            Said::Nothing => !must_say || matches!(site, Said::This(_)),
            Said::This(origin) => self.0.iter().any(|ours| ours == origin),
            Said::Nonsense => false,
        };
        let site_fits = match site {
            Said::Nothing => true,
            Said::This(site) => site == "same-origin",
            Said::Nonsense => false,
        };
        origin_fits && site_fits
    }
}

#[derive(Clone, Copy)]
enum Said<'a> {
    Nothing,
    This(&'a str),
    Nonsense,
}

fn the_one<'a>(request: &'a HttpRequest, header: &str) -> Said<'a> {
    let mut values = request.headers().get_all(header);
    match (values.next(), values.next()) {
        (None, _) => Said::Nothing,
        (Some(value), None) => value.to_str().map_or(Said::Nonsense, Said::This),
        (Some(_), Some(_)) => Said::Nonsense,
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn admits(headers: &[(&str, &str)], must_say: bool) -> bool {
        let request = headers.iter().fold(TestRequest::default(), |request, header| request.append_header(*header));
        AllowedOrigins::new(["https://ours.example/"]).admit(&request.to_http_request(), must_say)
    }

    #[test]
    fn our_own_pages_are_admitted() {
        assert!(admits(&[("origin", "https://ours.example"), ("sec-fetch-site", "same-origin")], true));
        assert!(admits(&[("origin", "https://ours.example")], true));
        assert!(admits(&[("sec-fetch-site", "same-origin")], true));
    }

    #[test]
    fn whoever_says_they_come_from_elsewhere_is_refused() {
        for elsewhere in [
            ("origin", "https://theirs.example"),
            ("origin", "http://ours.example"),
            ("origin", "https://ours.example:8443"),
            ("origin", "null"),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
            ("sec-fetch-site", "none"),
        ] {
            assert!(!admits(&[elsewhere], true), "{elsewhere:?}");
            assert!(!admits(&[elsewhere], false), "{elsewhere:?}");
        }
        assert!(!admits(&[("origin", "https://ours.example"), ("sec-fetch-site", "cross-site")], true));
        assert!(!admits(&[("origin", "https://ours.example"), ("origin", "https://ours.example")], true));
    }

    #[test]
    fn silence_is_enough_only_without_a_cookie() {
        assert!(admits(&[], false));
        assert!(!admits(&[], true));
    }
}
