//! Whether an account exists is told neither by how long its refusal takes, nor by how long a wish for a new password or for an organisation does.
use std::{env, time::Instant};

use access::{AttemptLimits, ResetLimits, SignUpLimits};
use approval::first_policy;
use awc::Client;
use identity::{HashCost, PasswordHasher, RelyingParty, SessionPolicy, Sessions, SignUps};
use rand::{Rng, SeedableRng, rngs::StdRng};
use serde_json::{Value, json};

use crate::support::{App, ORIGIN, ring, seed};

const SAMPLES: usize = 500;
/// Beyond it a difference is no chance (dudect; Reparaz, Balasch and Verbauwhede, 2017).
const T_MAX: f64 = 4.5;
/// What the machine did meanwhile is no matter of the service: the slowest of each kind are left out.
const KEPT_OF_TEN: usize = 9;

/// Who is asked for, with a wrong password or with none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Known,
    UnknownPerson,
    UnknownOrganisation,
}

fn body(asked: Asked, kind: Kind, place: usize) -> Value {
    let (organisation, email) = match kind {
        Kind::Known => ("harbour-house".into(), "owner@harbour-house.example".into()),
        Kind::UnknownPerson => ("harbour-house".into(), format!("other{place}@harbour-house.example")),
        Kind::UnknownOrganisation => (format!("harbour-{place}"), "owner@harbour-house.example".into()),
    };
    match asked {
        Asked::Session => {
            json!({ "organisation": organisation, "email": email, "password": "not the password at all" })
        }
        Asked::NewPassword => json!({ "organisation": organisation, "email": email }),
        Asked::SignUp => sign_up(kind),
    }
}

// One address of each kind, for those of an address are counted.
fn sign_up(kind: Kind) -> Value {
    let (organisation, email) = match kind {
        Kind::Known => ("harbour-house", "owner@harbour-house.example"),
        Kind::UnknownPerson => ("harbour-house", "other@harbour-house.example"),
        Kind::UnknownOrganisation => ("harbour-inn", "owner@harbour-inn.example"),
    };
    json!({ "organisation": organisation, "email": email, "person_name": "Olga Owner", "organisation_name": "Harbour", "base_currency": "EUR",
        "time_zone": "Europe/Dublin", "locale": "en" })
}

/// Of which answers the time is taken.
#[derive(Debug, Clone, Copy)]
enum Asked {
    Session,
    NewPassword,
    SignUp,
}

async fn takes(client: &Client, app: &App, asked: Asked, kind: Kind, place: usize) -> f64 {
    let (path, status) = match asked {
        Asked::Session => ("/v1/session", 401),
        Asked::NewPassword => ("/v1/password/ask-reset", 202),
        Asked::SignUp => ("/v1/sign-ups", 202),
    };
    let request = client.post(format!("{}{path}", app.address)).insert_header(("origin", ORIGIN));
    let body = body(asked, kind, place);
    let begun = Instant::now();
    let mut response = request.send_json(&body).await.unwrap();
    response.body().await.unwrap();
    let took = begun.elapsed();
    assert_eq!(response.status().as_u16(), status, "{kind:?}");
    took.as_secs_f64()
}

fn kept(mut samples: Vec<f64>) -> Vec<f64> {
    samples.sort_by(f64::total_cmp);
    samples.truncate(samples.len() * KEPT_OF_TEN / 10);
    samples
}

fn mean_and_variance(samples: &[f64]) -> (f64, f64) {
    let count = samples.len() as f64;
    let mean = samples.iter().sum::<f64>() / count;
    (mean, samples.iter().map(|sample| (sample - mean).powi(2)).sum::<f64>() / (count - 1.0))
}

/// Welch's t.
fn t(one: &[f64], other: &[f64]) -> f64 {
    let ((a, va), (b, vb)) = (mean_and_variance(one), mean_and_variance(other));
    (a - b) / (va / one.len() as f64 + vb / other.len() as f64).sqrt()
}

#[actix_web::test]
async fn a_known_account_is_refused_in_the_time_of_an_unknown_one() {
    compare(Asked::Session).await;
}

#[actix_web::test]
async fn a_known_account_is_mailed_in_the_time_in_which_an_unknown_one_is_not() {
    compare(Asked::NewPassword).await;
}

#[actix_web::test]
async fn a_known_account_signs_an_organisation_up_in_the_time_of_an_unknown_one() {
    compare(Asked::SignUp).await;
}

async fn compare(asked: Asked) {
    let cost = if env::var_os("COUNTERSIGN_LONG").is_some() { HashCost::default() } else { HashCost::CHEAPEST };
    let app = App::start_as(move |state| {
        state.hasher = actix_web::web::Data::new(PasswordHasher::new(cost, &ring()).unwrap());
        let limits = AttemptLimits { account_failures_max: i32::MAX, network_failures_max: i32::MAX, window_s: 60 };
        let resets = ResetLimits { account_max: i32::MAX, network_max: i32::MAX, window_s: 60 };
        let policy = SessionPolicy { limits, resets, ..SessionPolicy::default() };
        state.sessions = actix_web::web::Data::new(Sessions::new(policy, RelyingParty::of(ORIGIN)));
        let limits = SignUpLimits { account_max: i32::MAX, network_max: i32::MAX, home_max: i32::MAX };
        state.sign_ups = actix_web::web::Data::new(SignUps { is_open: true, limits, first_policy });
    })
    .await;
    let hotel = app.hotel().await;
    hotel.gives_password(hotel.people.owner).await;
    let client = Client::default();
    let mut chance = StdRng::seed_from_u64(seed());
    let mut kinds: Vec<_> = [Kind::Known, Kind::UnknownPerson, Kind::UnknownOrganisation].repeat(SAMPLES);
    for place in (1..kinds.len()).rev() {
        kinds.swap(place, chance.random_range(0..=place));
    }
    for place in 0..20 {
        for kind in [Kind::Known, Kind::UnknownPerson, Kind::UnknownOrganisation] {
            takes(&client, &app, asked, kind, place).await;
        }
    }

    // After a hundred failures the known account is guarded: that must not tell either.
    let mut samples = Vec::new();
    for (place, kind) in kinds.into_iter().enumerate() {
        samples.push((kind, takes(&client, &app, asked, kind, place + 20).await));
    }

    let of = |wanted: Kind| kept(samples.iter().filter(|(kind, _)| *kind == wanted).map(|(_, took)| *took).collect());
    let known = of(Kind::Known);
    for kind in [Kind::UnknownPerson, Kind::UnknownOrganisation] {
        let unknown = of(kind);
        let t = t(&known, &unknown);
        let [known_ms, unknown_ms] = [&known, &unknown].map(|samples| mean_and_variance(samples).0 * 1e3);
        eprintln!("timing: {asked:?}: known {known_ms:.3} ms, {kind:?} {unknown_ms:.3} ms, t = {t:.2}");
        assert!(t.abs() <= T_MAX, "{asked:?}, {kind:?}: t = {t:.2}");
    }
    app.stop().await;
}
