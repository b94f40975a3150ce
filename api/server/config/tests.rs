use super::*;

// What the environment of the tests sets is not what is tested.
fn settings(arguments: &[&str]) -> Settings {
    let words = ["countersign"].into_iter().chain(arguments.iter().copied()).chain(["serve"]);
    let parsed = Cli::parse_from(words).settings;
    let named = |flag: &str| arguments.contains(&flag);
    Settings {
        database_url: parsed.database_url.filter(|_| named("--database-url")),
        database_secret: parsed.database_secret.filter(|_| named("--database-secret")),
        master_keys: parsed.master_keys.filter(|_| named("--master-keys")),
        smtp: parsed.smtp.filter(|_| named("--smtp")),
        homes: parsed.homes.filter(|_| named("--homes")),
        ..parsed
    }
}

#[test]
fn a_demo_starts_with_nothing_set() {
    assert!(settings(&["--mode", "demo"]).refusals().is_empty());
}

#[test]
fn production_names_everything_that_is_only_good_for_a_demo() {
    let refusals = settings(&["--mode", "production", "--listen", "0.0.0.0:8080", "--argon2-kib", "64"]).refusals();

    assert_eq!(refusals.len(), 9, "{refusals:?}");
}

#[test]
fn homes_that_cannot_be_read_are_refused_in_a_demo_too() {
    let refusals = settings(&["--mode", "demo", "--homes", "mars1"]).refusals();

    assert!(refusals.len() == 1 && refusals[0].contains("COUNTERSIGN_HOMES"), "{refusals:?}");
}

#[test]
fn keys_that_cannot_be_read_are_refused_in_a_demo_too() {
    let refusals = settings(&["--mode", "demo", "--master-keys", "k1:c2hvcnQ="]).refusals();

    let told = "COUNTERSIGN_MASTER_KEYS cannot be read: the key k1 is not 32 bytes in base64.";
    assert_eq!(refusals, [told]);
}

#[test]
fn homes_on_servers_of_their_own_need_a_directory_and_no_other_address() {
    let (eu, us) = ("eu1=postgres://a@eu/home?sslmode=verify-full", "us1=postgres://a@us/home?sslmode=verify-full");
    let homes = format!("{eu} {us}");
    let needed = |more: &[&str]| {
        let given = [&["--mode", "production", "--homes", homes.as_str()], more].concat();
        let refusals = settings(&given).refusals();
        refusals.into_iter().filter(|refusal| refusal.contains("_URL")).collect::<Vec<_>>()
    };

    assert_eq!(needed(&["--directory-url", "postgres://a@eu/directory?sslmode=verify-full"]), Vec::<String>::new());
    let told = needed(&[]);
    assert!(told.len() == 1 && told[0].starts_with("COUNTERSIGN_DIRECTORY_URL is not set"), "{told:?}");
}

#[test]
fn production_checks_the_certificate_of_every_database() {
    for (url, is_enough) in [
        ("postgres://admin@db/home?sslmode=verify-full", true),
        ("postgres://admin@db/home?sslmode=verify-ca&application_name=x", true),
        ("postgres://admin@db/home?sslmode=require", false),
        ("postgres://admin@db/home?application_name=sslmode=verify-full", false),
        ("postgres://admin:sslmode=verify-full@db/home", false),
        ("sslmode=verify-full", false),
    ] {
        let told = settings(&["--mode", "production", "--database-url", url, "--directory-url", url]).refusals();
        for name in ["DATABASE_URL does not", "COUNTERSIGN_DIRECTORY_URL does not"] {
            assert_eq!(!told.iter().any(|refusal| refusal.starts_with(name)), is_enough, "{url}: {told:?}");
        }
    }
}

#[test]
fn one_network_may_ask_a_hundred_times_a_second_unless_told_otherwise() {
    let most = |arguments: &[&str]| settings(arguments).requests_per_minute_max();

    assert_eq!(most(&["--mode", "production"]), 6000);
    assert_eq!(most(&["--mode", "demo"]), 600_000);
    assert_eq!(most(&["--mode", "production", "--requests-per-minute", "120"]), 120);
}

#[test]
fn production_starts_when_all_is_set() {
    let refusals = settings(&[
        "--mode",
        "production",
        "--database-url",
        "postgres://admin@db/home?sslmode=verify-full",
        "--database-secret",
        "0123456789abcdef0123456789abcdef",
        "--master-keys",
        "k1:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=",
        "--smtp",
        "smtps://user:password@mail.example",
        "--mail-from",
        "Countersign <no-reply@countersign.example>",
        "--origin",
        "https://countersign.example",
    ]);

    assert_eq!(refusals.refusals(), Vec::<String>::new());
}

#[test]
fn a_demo_takes_sign_ups_and_production_takes_none_unless_it_is_told_to() {
    let is_open = |words: &[&str]| Settings { sign_up: None, ..settings(words) }.sign_ups().is_open;
    let told = |words: &[&str]| settings(words).sign_ups();

    assert!(is_open(&["--mode", "demo"]) && !is_open(&["--mode", "production"]));
    assert!(told(&["--mode", "production", "--sign-up", "open"]).is_open);
    assert!(!told(&["--mode", "demo", "--sign-up", "closed"]).is_open);
    let limits = told(&["--sign-ups-per-hour", "2", "--sign-ups-per-day", "9"]).limits;
    assert_eq!((limits.account_max, limits.network_max, limits.home_max), (3, 2, 9));
}

#[test]
fn how_often_may_be_signed_up_is_bounded() {
    for (flag, wrong) in
        [("--sign-ups-per-hour", "0"), ("--sign-ups-per-hour", "1001"), ("--sign-ups-per-day", "10001")]
    {
        assert!(Cli::try_parse_from(["countersign", flag, wrong, "serve"]).is_err(), "{flag} {wrong}");
    }
}

#[test]
fn an_organisation_can_be_restored_for_a_week_at_the_least_and_a_year_at_the_most() {
    let parses = |days: &str| Cli::try_parse_from(["countersign", "--deletion-delay-days", days, "serve"]).is_ok();

    assert_eq!(["6", "7", "365", "366", "x"].map(parses), [false, true, true, false, false]);
    assert_eq!(settings(&[]).deletions().delay_days, 7);
}

#[test]
fn everybody_has_three_days_at_the_least_and_thirty_at_the_most_to_stop_a_recovery() {
    let parses = |hours: &str| Cli::try_parse_from(["countersign", "--recovery-delay-hours", hours, "serve"]).is_ok();

    assert_eq!(["71", "72", "720", "721", "x"].map(parses), [false, true, true, false, false]);
    assert_eq!(settings(&[]).recoveries().unwrap().delay_hours, 72);
}

#[test]
fn name_servers_are_addresses() {
    assert!(settings(&["--dns-servers", "9.9.9.9 [2620:fe::fe]:53 ::1"]).recoveries().is_ok());
    let wrong = settings(&["--dns-servers", "9.9.9.9 dns.example"]);

    assert!(wrong.refusals().iter().any(|refusal| refusal.contains("`dns.example` is no address")));
}
