//! Providers of mailboxes to everybody: whoever has an address there has no word in what the domain publishes, and whoever has a word there knows nobody.

/// The well-known ones and the names that they go by; nobody can list them all, and one that is missing still publishes nothing for a stranger.
#[rustfmt::skip]
const DOMAINS: &[&str] = &[
    "126.com", "139.com", "163.com", "aim.com", "aliyun.com", "aol.com", "att.net", "bellsouth.net", "bigpond.com",
    "bk.ru", "bluewin.ch", "bol.com.br", "btinternet.com", "charter.net", "comcast.net", "cox.net", "earthlink.net",
    "eircom.net", "email.cz", "email.it", "fastmail.com", "fastmail.fm", "foxmail.com", "free.fr", "freenet.de",
    "gmail.com", "googlemail.com", "hanmail.net", "hey.com", "hushmail.com", "icloud.com", "inbox.lv", "inbox.ru",
    "interia.pl", "laposte.net", "libero.it", "list.ru", "live.co.uk", "live.com", "live.de", "live.fr", "live.it",
    "live.nl", "mac.com", "mail.com", "mail.ee", "mail.ru", "mailbox.org", "mailfence.com", "me.com", "msn.com",
    "naver.com", "o2.pl", "onet.pl", "online.de", "optonline.net", "orange.fr", "pm.me", "posteo.de", "posteo.net",
    "proton.me", "protonmail.ch", "protonmail.com", "qq.com", "rambler.ru", "rediffmail.com", "rocketmail.com",
    "rogers.com", "sbcglobal.net", "seznam.cz", "sfr.fr", "shaw.ca", "sina.com", "sky.com", "sohu.com",
    "startmail.com", "sympatico.ca", "t-online.de", "talktalk.net", "telenet.be", "terra.com.br", "tiscali.it",
    "tuta.com", "tuta.io", "tutanota.com", "uol.com.br", "verizon.net", "virgilio.it", "virginmedia.com",
    "wanadoo.fr", "web.de", "wp.pl", "xs4all.nl", "ya.ru", "yeah.net", "ymail.com", "ziggo.nl", "zoho.com",
    "zohomail.com",
];
/// Those that have a domain of nearly every country: whatever begins so is theirs.
const FAMILIES: &[&str] = &["gmx", "hotmail", "outlook", "yahoo", "yandex"];

/// Whether everybody may have an address of this domain.
pub(super) fn is_public(domain: &str) -> bool {
    let is_family = domain.split_once('.').is_some_and(|(first, _)| FAMILIES.contains(&first));
    is_family || DOMAINS.binary_search(&domain).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_in_order_and_finds_whom_it_names() {
        assert!(DOMAINS.is_sorted(), "the search needs it");
        assert!(DOMAINS.iter().all(|domain| is_public(domain)));
        assert!(is_public("hotmail.be") && is_public("yahoo.com.mx"));
        assert!(!is_public("harbour-house.example") && !is_public("mail.gmail.com.example"));
    }
}
