//! A code or a passkey confirms what was shown with it: the twelve ways to bend that, for every operation that must be confirmed.
use sqlx::Connection;

use super::{Act, By, acts, confirms_nothing, is_done};
use crate::support::{App, Organisation};

#[actix_web::test]
async fn another_value_field_or_thing_is_not_what_was_shown() {
    for by in By::BOTH {
        let app = App::start().await;
        let hotel = app.hotel().await;
        let mut owner = by.owner(&hotel).await;
        for act in acts(&hotel).await {
            let name = act.entry.code;
            let code = owner.learns(&act.asks(&owner).await.is_refused(403, "confirmation_required")).await;
            let (path, value) = &act.other_value;
            let mut bent = vec![("another value", act.with(path, value.clone()))];
            bent.push(("one field more", act.with(&act.path, act.more.clone())));
            bent.extend(act.other_thing.as_ref().map(|(path, body)| ("another thing", act.with(path, body.clone()))));

            for (what, bent) in bent {
                let answer = bent.confirms(&owner, &code).await;
                confirms_nothing(&answer, &format!("{name}: {what}"));
                assert!(answer.body["detail"].as_str().is_some_and(|detail| detail.contains("changed")), "{answer:?}");
            }

            assert_eq!(act.done(&hotel).await, 0, "{name}");
            is_done(&act.confirms(&owner, &code).await, name);
            assert_eq!(act.done(&hotel).await, 1, "{name}");
        }
        app.stop().await;
    }
}

#[actix_web::test]
async fn another_revision_is_not_what_was_shown() {
    for by in By::BOTH {
        let app = App::start().await;
        let hotel = app.hotel().await;
        let mut owner = by.owner(&hotel).await;
        for act in acts(&hotel).await {
            let name = act.entry.code;
            let code = owner.learns(&act.asks(&owner).await.is_refused(403, "confirmation_required")).await;
            touches(&hotel, &act).await;

            match act.revision {
                Some(revision) => {
                    let newer = Act { revision: Some(revision + 1), ..act.clone() };
                    confirms_nothing(&newer.confirms(&owner, &code).await, name);
                    act.confirms(&owner, &code).await.is_refused(412, "stale");
                }
                // Of what is not yet there the words alone can be otherwise.
                None => confirms_nothing(&act.confirms(&owner, &code).await, name),
            }
            assert_eq!(act.done(&hotel).await, 0, "{name}");
        }
        app.stop().await;
    }
}

async fn touches(hotel: &Organisation<'_>, act: &Act) {
    let mut connection = hotel.administrator().await;
    let mut tx = connection.begin().await.unwrap();
    sqlx::query("select door.begin_system($1, 'test')").bind(hotel.org_id).execute(&mut *tx).await.unwrap();
    sqlx::query(act.touch).bind(act.id).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

#[actix_web::test]
async fn a_code_is_worth_nothing_in_another_organisation_account_or_session() {
    for by in By::BOTH {
        let app = App::start().await;
        let (hotel, clinic) = (app.hotel().await, app.clinic().await);
        let (mut owner, stranger) = (by.owner(&hotel).await, clinic.owner().await);
        let (elsewhere, theirs) = (owner.elsewhere().await, acts(&clinic).await);
        for (act, theirs) in acts(&hotel).await.into_iter().zip(theirs) {
            let name = act.entry.code;
            let code = owner.learns(&act.asks(&owner).await.is_refused(403, "confirmation_required")).await;
            let colleague = hotel.somebody_who_may(&[name]).await;

            confirms_nothing(&theirs.confirms(&stranger, &code).await, &format!("{name}: another organisation"));
            confirms_nothing(&act.confirms(&colleague, &code).await, &format!("{name}: another account"));
            confirms_nothing(&act.confirms(&elsewhere, &code).await, &format!("{name}: another session"));

            assert_eq!((act.done(&hotel).await, theirs.done(&clinic).await), (0, 0), "{name}");
            is_done(&act.confirms(&owner, &code).await, name);
        }
        app.stop().await;
    }
}

#[actix_web::test]
async fn a_code_is_worth_nothing_for_another_operation_or_beside_the_id_of_another() {
    for by in By::BOTH {
        let app = App::start().await;
        let hotel = app.hotel().await;
        let mut owner = by.owner(&hotel).await;
        let acts = acts(&hotel).await;
        for (act, other) in acts.iter().zip(acts.iter().cycle().skip(1)) {
            let name = act.entry.code;
            let code = owner.learns(&act.asks(&owner).await.is_refused(403, "confirmation_required")).await;

            confirms_nothing(&other.confirms(&owner, &code).await, &format!("{name} for {}", other.entry.code));

            let digits = code.split_once(':').unwrap().1;
            let unset = other.asks(&owner).await.is_refused(403, "confirmation_required");
            let beside = format!("{}:{digits}", unset.body["confirmation"]["id"].as_str().unwrap());
            let answer = other.confirms(&owner, &beside).await;
            confirms_nothing(&answer, name);
            assert_eq!(answer.body["tries_left"], 4, "{answer:?}");
        }
        for act in &acts {
            assert_eq!(act.done(&hotel).await, 0, "{}", act.entry.code);
        }
        app.stop().await;
    }
}

#[actix_web::test]
async fn what_has_expired_was_used_or_replaced_confirms_nothing() {
    for by in By::BOTH {
        let app = App::start().await;
        let hotel = app.hotel().await;
        let mut owner = by.owner(&hotel).await;
        let mut administrator = hotel.administrator().await;
        for act in acts(&hotel).await {
            let name = act.entry.code;
            let code = owner.learns(&act.asks(&owner).await).await;
            let age = "update door.intent set asked_at = asked_at - interval '5 minutes', expires_at = expires_at - interval '5 minutes'";
            sqlx::raw_sql(age).execute(&mut administrator).await.unwrap();
            confirms_nothing(&act.confirms(&owner, &code).await, &format!("{name}: expired"));

            let first = owner.learns(&act.asks(&owner).await).await;
            let again = act.asks(&owner).await.is_refused(403, "confirmation_required");
            confirms_nothing(&act.confirms(&owner, &first).await, &format!("{name}: replaced"));

            let code = owner.learns(&again).await;
            is_done(&act.confirms(&owner, &code).await, name);
            let used = act.confirms(&owner, &code).await;
            confirms_nothing(&used, &format!("{name}: used"));
            assert_eq!(act.done(&hotel).await, 1, "{name}");
        }
        app.stop().await;
    }
}
