//! The permission matrix over every operation.
use std::collections::{BTreeMap, BTreeSet};

use access::{Role, TOXIC_PAIRS, catalogue::CATALOGUE, permission::Kind};
use sqlx::Row;

use crate::{
    allowed,
    operation::{Operation, operations},
    support::{App, Organisation},
};

fn live() -> BTreeSet<&'static str> {
    CATALOGUE.iter().filter(|entry| entry.is_live()).map(|entry| entry.code).collect()
}

fn by_permission(operations: &[Operation]) -> BTreeMap<&str, Vec<&Operation>> {
    let mut grouped: BTreeMap<&str, Vec<&Operation>> = BTreeMap::new();
    for operation in operations {
        if let Some(permission) = &operation.permission {
            grouped.entry(permission).or_default().push(operation);
        }
    }
    grouped
}

/// Events beside those of signing in.
async fn events(hotel: &Organisation<'_>) -> usize {
    hotel.actions().await.iter().filter(|action| *action != "session.created").count()
}

#[actix_web::test]
async fn who_holds_all_but_the_permission_is_refused_by_its_name_and_changes_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let operations = operations(&app);
    let mut wrong = Vec::new();
    let mut before = BTreeMap::new();
    for (permission, operations) in by_permission(&operations) {
        let others: Vec<_> = live().into_iter().filter(|code| *code != permission).collect();
        let person = hotel.somebody_who_may(&others).await;
        before.insert(permission, events(&hotel).await);

        for operation in operations {
            let answer = operation.request().sent_by(&person).await;
            let refused = (answer.status, answer.body["code"].as_str(), answer.body["detail"].as_str());
            if refused != (403, Some("forbidden"), Some(permission)) {
                wrong.push(format!("{} without {permission}: {answer:?}", operation.name));
            }
        }
    }

    assert_eq!(wrong, Vec::<String>::new());
    let after = events(&hotel).await;
    assert!(before.values().all(|before| *before == after), "a refusal left an event");
    app.stop().await;
}

#[actix_web::test]
async fn who_holds_only_the_permission_gets_past_the_check() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let operations = operations(&app);
    let mut wrong = Vec::new();
    for (permission, operations) in by_permission(&operations) {
        let person = hotel.somebody_who_may(&[permission]).await;

        for operation in operations {
            // A session of its own for each, for some operations end it.
            let person = hotel.signed_in(person.id).await;
            let answer = operation.request().sent_by(&person).await;
            if matches!(answer.status, 401 | 403 | 500..) && !answer.is_to_confirm() {
                wrong.push(format!("{} with {permission} alone: {answer:?}", operation.name));
            }
        }
    }

    assert_eq!(wrong, Vec::<String>::new());
    app.stop().await;
}

#[actix_web::test]
async fn what_needs_a_recent_sign_in_says_so_and_nothing_else_does() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let everything: Vec<_> = live().into_iter().collect();
    let person = hotel.somebody_who_may(&everything).await.id;
    let mut administrator = hotel.administrator().await;
    let (mut wrong, mut guarded) = (Vec::new(), 0);

    for operation in operations(&app).iter().filter(|operation| operation.permission.is_some()) {
        let within = operation.sign_in_within_s;
        guarded += usize::from(within.is_some());
        // Just recent enough and just too old; where no age is demanded, as old as a session can be.
        let (fresh, old) = within.map_or((23 * 3600, 23 * 3600), |seconds| (seconds - 30, seconds));
        for (age, is_refused) in [(fresh, false), (old, within.is_some())] {
            let caller = hotel.signed_in(person).await;
            let ages = "update door.session set authenticated_at = authenticated_at - make_interval(secs => $2)
                where person_id = $1";
            sqlx::query(ages)
                .bind(person)
                .bind(f64::from(i32::try_from(age).unwrap()))
                .execute(&mut administrator)
                .await
                .unwrap();
            let answer = operation.request().sent_by(&caller).await;
            let outcome = (answer.status, answer.body["code"].as_str());
            if (outcome == (401, Some("sign_in_too_old"))) != is_refused || (answer.status == 401) != is_refused {
                wrong.push(format!("{} {age} s after the sign-in: {answer:?}", operation.name));
            }
        }
    }

    assert_eq!(wrong, Vec::<String>::new());
    assert!(guarded >= 10, "{guarded}");
    app.stop().await;
}

#[actix_web::test]
async fn what_must_be_confirmed_says_so_and_needs_a_second_person_and_a_recent_sign_in() {
    let app = App::start().await;
    let operations = operations(&app);
    let mut confirmed = 0;

    for operation in operations.iter().filter(|operation| operation.permission.is_some()) {
        let entry = CATALOGUE.iter().find(|entry| Some(entry.code) == operation.permission.as_deref()).expect("known");
        assert_eq!(operation.confirms_by.as_deref(), entry.is_confirmed.then_some("otp"), "{}", operation.name);
        if entry.is_confirmed {
            confirmed += 1;
            assert!(entry.is_guarded && entry.sign_in_within_s.is_some_and(|within| within <= 300), "{}", entry.code);
        }
    }

    assert_eq!(confirmed, CATALOGUE.iter().filter(|entry| entry.is_confirmed).count());
    assert!(confirmed >= 4, "{confirmed}");
    app.stop().await;
}

#[actix_web::test]
async fn nobody_and_a_made_up_token_open_nothing() {
    let app = App::start().await;
    let mut wrong = Vec::new();

    for operation in operations(&app).iter().filter(|operation| operation.permission.is_some()) {
        for token in ["", "eyJhbGciOiJub25lIn0.e30."] {
            let answer = operation.request().sent_by(&app.with_token(token)).await;
            if (answer.status, answer.body["code"].as_str()) != (401, Some("unauthenticated")) {
                wrong.push(format!("{} by {token:?}: {answer:?}", operation.name));
            }
        }
    }

    assert_eq!(wrong, Vec::<String>::new());
    app.stop().await;
}

#[actix_web::test]
async fn what_stands_before_a_permission_is_listed_and_says_why() {
    let app = App::start().await;
    let operations = operations(&app);

    let public: BTreeSet<_> = operations
        .iter()
        .filter(|operation| operation.permission.is_none())
        .map(|operation| &*operation.name)
        .collect();

    assert_eq!(public, allowed::PUBLIC.iter().map(|(name, _)| *name).collect());
    for operation in &operations {
        let is_public = operation.permission.is_none();
        let says_why = operation.public_because.as_ref().is_some_and(|why| why.ends_with('.'));
        assert_eq!(says_why, is_public, "{}", operation.name);
        let has_scheme = operation.security[0]["access_token"].is_array();
        assert_eq!(has_scheme, !is_public, "{}: {}", operation.name, operation.security);
    }
    app.stop().await;
}

#[actix_web::test]
async fn every_operation_names_a_live_permission_and_every_live_one_has_an_operation() {
    let app = App::start().await;
    let operations = operations(&app);
    let permissions = operations.iter().filter_map(|operation| operation.permission.as_deref());
    let named: BTreeSet<&str> = permissions
        .chain(operations.iter().flat_map(|operation| operation.widened_by.iter().map(|code| &**code)))
        .collect();

    let unknown: Vec<_> = named.difference(&live()).copied().collect();
    let idle: BTreeSet<_> = live().difference(&named).filter_map(|code| code.split('.').next()).collect();

    assert_eq!(unknown, Vec::<&str>::new());
    assert_eq!(idle, allowed::NOUNS_WITHOUT_OPERATION.iter().map(|(noun, _)| *noun).collect());
    app.stop().await;
}

#[actix_web::test]
async fn what_an_operation_leaves_is_what_its_permission_is_for() {
    let app = App::start().await;

    for operation in operations(&app) {
        let Some(permission) = &operation.permission else { continue };
        let entry = CATALOGUE.iter().find(|entry| entry.code == permission).expect("in the catalogue");
        let leaves = match entry.kind {
            Kind::Reads => false,
            Kind::Discloses | Kind::Changes => true,
            Kind::Widens | Kind::Planned => panic!("{}: {permission} opens nothing", operation.name),
        };
        assert_eq!(operation.event.is_some(), leaves, "{}", operation.name);
        if let Some(event) = &operation.event {
            assert_eq!(event.split('.').next(), Some(entry.noun()), "{}", operation.name);
        }
        assert_eq!(
            operation.method == "GET",
            entry.kind != Kind::Changes && operation.method != "POST",
            "{}",
            operation.name
        );
    }
    app.stop().await;
}

#[actix_web::test]
async fn a_planned_permission_is_in_no_role_and_in_nobodys_list() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let planned: Vec<_> = CATALOGUE.iter().filter(|entry| !entry.is_live()).map(|entry| entry.code).collect();
    assert!(planned.len() + live().len() >= 90, "the product names at least 90 permissions");

    for role in Role::ALL {
        let held: Vec<_> = role.permissions().into_iter().filter(|code| planned.contains(code)).collect();
        assert_eq!(held, Vec::<&str>::new(), "{role}");
    }

    let mut connection = app.administrator().await;
    let granted = sqlx::query("select distinct permission from tenant.permission_grant where org_id = $1")
        .bind(hotel.org_id)
        .fetch_all(&mut connection)
        .await
        .unwrap();
    let granted: BTreeSet<String> = granted.iter().map(|row| row.get(0)).collect();
    assert!(!granted.is_empty() && granted.iter().all(|code| live().contains(&**code)), "{granted:?}");
    app.stop().await;
}

#[actix_web::test]
async fn the_database_knows_what_is_guarded_what_is_toxic_what_a_key_may_have_and_what_each_role_holds() {
    let app = App::start().await;
    let mut connection = app.administrator().await;

    let guarded: BTreeSet<String> = sqlx::query_scalar("select code from reference.guarded_permission")
        .fetch_all(&mut connection)
        .await
        .unwrap()
        .into_iter()
        .collect();
    let toxic: BTreeSet<(String, String)> = sqlx::query_as("select one, other from reference.toxic_pair")
        .fetch_all(&mut connection)
        .await
        .unwrap()
        .into_iter()
        .collect();

    let scopes: BTreeSet<String> = sqlx::query_scalar("select code from reference.scope")
        .fetch_all(&mut connection)
        .await
        .unwrap()
        .into_iter()
        .collect();
    let templates: BTreeSet<(String, String)> = sqlx::query_as("select role, permission from reference.role_template")
        .fetch_all(&mut connection)
        .await
        .unwrap()
        .into_iter()
        .collect();

    let of_catalogue = CATALOGUE.iter().filter(|entry| entry.is_guarded).map(|entry| entry.code.to_owned());
    assert_eq!(guarded, of_catalogue.collect());
    let of_keys = CATALOGUE.iter().filter(|entry| entry.is_scope).map(|entry| entry.code.to_owned());
    assert_eq!(scopes, of_keys.collect());
    let of_role =
        |role: Role| role.permissions().into_iter().map(move |code| (role.code().to_owned(), code.to_owned()));
    assert_eq!(templates, Role::ALL.into_iter().flat_map(of_role).collect());
    assert_eq!(toxic, TOXIC_PAIRS.map(|(one, other)| (one.to_owned(), other.to_owned())).into());
    app.stop().await;
}

#[test]
fn each_permission_is_named_noun_and_verb_once() {
    let mut seen = BTreeSet::new();
    for entry in CATALOGUE {
        let parts: Vec<_> = entry.code.split('.').collect();
        let is_word = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        assert!(parts.len() == 2 && parts.iter().all(is_word), "{}", entry.code);
        assert!(seen.insert(entry.code), "{} stands twice", entry.code);
        assert!(!entry.roles.is_empty(), "{} is meant for nobody", entry.code);
    }
}
