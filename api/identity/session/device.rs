//! What a browser says of itself, so that a person knows their own again. Nobody is recognised by it: anybody may say anything.
use serde::Serialize;
use utoipa::ToSchema;
use woothee::parser::Parser;

/// What the browser said of itself when it signed in.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Device {
    /// Null when its name is not known.
    #[schema(example = "Firefox", max_length = 300)]
    pub browser: Option<String>,
    /// Null when its name is not known.
    #[schema(example = "Windows", max_length = 300)]
    pub system: Option<String>,
    /// Its own words: the `User-Agent` (RFC 9110, 10.1.5), at most 300 characters.
    #[schema(
        example = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
        max_length = 300
    )]
    pub user_agent: String,
}

impl Device {
    /// Reads a `User-Agent`.
    pub fn of(user_agent: String) -> Self {
        let known = Parser::new().parse(&user_agent);
        let named = |name: &str| (name != woothee::woothee::VALUE_UNKNOWN).then(|| name.to_owned());
        let (browser, system) = known.map_or((None, None), |found| (named(found.name), named(system_of(found.os))));
        Self { browser, system, user_agent }
    }
}

// Windows 11 says of itself that it is Windows 10, for good.
fn system_of(named: &str) -> &str {
    if named == "Windows 10" { "Windows" } else { named }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(user_agent: &str) -> (Option<String>, Option<String>) {
        let device = Device::of(user_agent.into());
        assert_eq!(device.user_agent, user_agent);
        (device.browser, device.system)
    }

    #[test]
    fn the_browsers_of_today_are_known() {
        for (user_agent, browser, system) in [
            (
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
                "Chrome",
                "Linux",
            ),
            ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox", "Windows"),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
                "Safari",
                "iPhone",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0",
                "Edge",
                "Windows",
            ),
        ] {
            assert_eq!(named(user_agent), (Some(browser.into()), Some(system.into())), "{user_agent}");
        }
    }

    #[test]
    fn what_is_not_known_has_no_name() {
        for user_agent in ["", "integrator/1.0", "\u{1f4e6} <script>"] {
            assert_eq!(named(user_agent), (None, None), "{user_agent}");
        }
    }
}
