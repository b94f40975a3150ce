//! `COUNTERSIGN_SMTP`: the mail server of each home.
use access::HomeCode;

/// Reads the setting for these homes: a word for each, `eu1=smtps://...`, or one address for all of them. What is wrong with it is said without any
/// address, for an address holds a password.
pub fn read(homes: &[HomeCode], words: &str) -> Result<Vec<(HomeCode, String)>, String> {
    let mut read: Vec<(HomeCode, String)> = Vec::new();
    let mut for_all = None;
    for word in words.split_whitespace() {
        let (home, url) = match word.split_once('=').filter(|(code, _)| HomeCode::parse(code).is_some()) {
            Some((code, url)) => (homes.iter().find(|home| home.as_str() == code), url),
            None => (None, word),
        };
        if !url.starts_with("smtp://") && !url.starts_with("smtps://") {
            return Err("COUNTERSIGN_SMTP must be an address such as smtps://user:password@host, or words such as eu1=smtps://...: a home that is served here, and its mail server.".into());
        }
        match home {
            Some(home) if read.iter().any(|(known, _)| known == home) => {
                return Err(format!("COUNTERSIGN_SMTP names the home {home} twice: name each once."));
            }
            Some(home) => read.push((home.clone(), url.to_owned())),
            None if url != word => {
                return Err("COUNTERSIGN_SMTP names a home that is not served here: leave it out.".into());
            }
            None if for_all.is_some() => {
                return Err("COUNTERSIGN_SMTP has two addresses for all homes: name one, or one for each home.".into());
            }
            None => for_all = Some(url.to_owned()),
        }
    }
    for home in homes {
        if let (Some(url), false) = (&for_all, read.iter().any(|(known, _)| known == home)) {
            read.push((home.clone(), url.clone()));
        }
    }
    Ok(read)
}

/// Whether nobody in between reads along: by TLS that is demanded, or without a network in between.
pub fn is_protected(url: &str) -> bool {
    let rest = url.split_once("://").map_or("", |(_, rest)| rest);
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let place = place.rsplit_once('@').map_or(place, |(_, place)| place);
    let host = place.split('/').next().unwrap_or_default();
    let host = host.strip_prefix("[::1]").map_or(host.split(':').next().unwrap_or_default(), |_| "[::1]");
    url.starts_with("smtps://")
        || query.split('&').any(|pair| pair == "tls=required")
        || ["127.0.0.1", "localhost", "[::1]"].contains(&host)
}

/// What production refuses of it.
pub fn refusals(homes: &[HomeCode], read: &[(HomeCode, String)], has_sender: bool) -> Vec<String> {
    let lacks: Vec<&str> =
        homes.iter().filter(|home| !read.iter().any(|(known, _)| known == *home)).map(HomeCode::as_str).collect();
    let lacks = (!lacks.is_empty()).then(|| {
        let homes = lacks.join(", ");
        format!(
            "COUNTERSIGN_SMTP names no mail server for {homes}: nobody there could choose a new password; name one."
        )
    });
    let open = read.iter().filter(|(_, url)| !is_protected(url)).map(|(home, _)| {
        format!("COUNTERSIGN_SMTP does not demand TLS of the mail server of {home}: use smtps://, or smtp:// with ?tls=required.")
    });
    let lacks_sender = (!has_sender).then(|| {
        "COUNTERSIGN_MAIL_FROM is missing: say whom mail comes from, such as `Countersign <no-reply@example.com>`, an address of yours.".to_owned()
    });
    lacks.into_iter().chain(open).chain(lacks_sender).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn homes() -> Vec<HomeCode> {
        ["eu1", "us1"].map(|code| HomeCode::parse(code).expect("a home")).into()
    }

    fn told(words: &str) -> Vec<(String, String)> {
        let read = read(&homes(), words).expect("a setting");
        read.into_iter().map(|(home, url)| (home.to_string(), url)).collect()
    }

    #[test]
    fn one_address_is_every_homes_that_has_none_of_its_own() {
        let (one, other) = ("smtps://a:b=c@one.example".to_owned(), "smtp://two.example?tls=required".to_owned());

        assert_eq!(told(&one), [("eu1".into(), one.clone()), ("us1".into(), one.clone())]);
        assert_eq!(told(&format!("us1={other} {one}")), [("us1".into(), other.clone()), ("eu1".into(), one)]);
        assert_eq!(told(&format!("us1={other}")), [("us1".into(), other)]);
        assert!(told("").is_empty());
    }

    #[test]
    fn what_cannot_be_read_is_told_without_its_password() {
        for wrong in [
            "ftp://a:secret@b.example",
            "eu1=secret",
            "apac1=smtps://a:secret@b.example",
            "eu1=smtps://a:secret@b.example eu1=smtps://a:secret@c.example",
            "smtps://a:secret@b.example smtps://a:secret@c.example",
        ] {
            let told = read(&homes(), wrong).expect_err(wrong);
            assert!(told.starts_with("COUNTERSIGN_SMTP") && !told.contains("secret"), "{told}");
        }
    }

    #[test]
    fn tls_is_demanded_unless_no_network_is_between() {
        let safe = [
            "smtps://a:b@mail.example",
            "smtp://mail.example:587?tls=required",
            "smtp://127.0.0.1:1025",
            "smtp://a@[::1]:25",
            "smtp://localhost",
        ];
        let open = [
            "smtp://mail.example",
            "smtp://mail.example?tls=opportunistic",
            "smtp://localhost@mail.example",
            "smtp://localhost.example",
            "nothing",
        ];

        assert!(safe.iter().all(|url| is_protected(url)));
        assert!(!open.iter().any(|url| is_protected(url)));
    }

    #[test]
    fn production_wants_a_safe_one_for_each_home() {
        let read = read(&homes(), "us1=smtp://mail.example").expect("a setting");

        let told = refusals(&homes(), &read, false);

        assert_eq!(told.len(), 3);
        assert!(
            told[0].contains("for eu1:") && told[1].contains("of us1") && told[2].contains("MAIL_FROM"),
            "{told:?}"
        );
    }
}
