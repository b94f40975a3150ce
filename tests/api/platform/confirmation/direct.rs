//! That it is confirmed, once more in the directory: direct statements of the operators' own role, in a real session.
use sqlx::{ConnectOptions, Connection, PgConnection};
use uuid::Uuid;

use super::{Act, confirmed, ready, role_of};
use crate::{
    platform::plane::{act as runs, in_directory},
    support::App,
};

/// What makes each effect, on the one it is done to or on the other.
fn effect(act: &Act<'_>, subject: &str) -> String {
    match act.noun {
        "suspension" => format!("select platform.carry_out_standing('{subject}', 'suspend')"),
        "resumption" => format!("select platform.carry_out_standing('{subject}', 'resume')"),
        "deletion" => format!("select platform.carry_out_deletion('{subject}', 7)"),
        "operator_change" => {
            format!("select platform.carry_out_operator_change('{subject}', null, '1 day', null, null, null)")
        }
        "recovery" => {
            format!("select platform.carry_out_recovery('{subject}', 'owner@{subject}.example', 72)")
        }
        other => panic!("say how {other} is done by a statement"),
    }
}

async fn waiting(app: &App, subject: &str) -> Uuid {
    let waiting = "select c.id from platform.standing_change c join directory.organisation d on d.org_id = c.org_id
        where d.slug = $1 and c.carried_out_at is null and c.lapsed_at is null
        union all
        select r.id from platform.recovery r join directory.organisation d on d.org_id = r.org_id
        where d.slug = $1 and r.carried_out_at is null and r.ended_at is null
        union all
        select c.id from platform.operator_change c where c.operator_id::text = $1 and c.carried_out_at is null and c.lapsed_at is null";
    let mut administrator = app.directory().connect().await.unwrap();
    sqlx::query_scalar(waiting).bind(subject).fetch_one(&mut administrator).await.unwrap()
}

#[actix_web::test]
async fn no_statement_does_what_was_not_confirmed() {
    for event in confirmed() {
        let app = App::start().await;
        let act = ready(&app, event).await;
        let mut operator = in_directory(&app, "countersign_operator").await;
        let [this, that] = &act.subjects;
        let demanded = Some("intent_demanded".to_owned());

        // Not at all, and not once it is only asked for.
        assert_eq!(runs(&mut operator, &act.other.secret, &effect(&act, this)).await, demanded, "{event}");
        act.asks().await;
        assert_eq!(runs(&mut operator, &act.other.secret, &effect(&act, this)).await, demanded, "{event}");
        // About anything else, not even with one that was confirmed.
        let code = act.learns_code().await;
        act.confirms(&code).await.is(200);
        assert_eq!(runs(&mut operator, &act.other.secret, &effect(&act, that)).await, demanded, "{event}");
        assert_eq!(act.done().await, 1, "{event}");
        app.stop().await;
    }
}

async fn redeems(operator: &mut PgConnection, secret: &str, event: &str, target: Uuid, mark: &[u8]) -> String {
    let mut tx = operator.begin().await.unwrap();
    let begin = "select 1 from platform.begin_request($1, null, gen_random_uuid(), '203.0.113.7')";
    sqlx::query(begin).bind(secret).execute(&mut *tx).await.unwrap();
    let redeem = "select platform.redeem_intent($1, $2, $3, sha256('shown'), array[$4])";
    let redeem = sqlx::query_scalar(redeem).bind(Uuid::from_u128(7)).bind(event).bind(target).bind(mark);
    let redeemed = redeem.fetch_one(&mut *tx).await.unwrap();
    tx.rollback().await.unwrap();
    redeemed
}

#[actix_web::test]
async fn an_intent_is_redeemed_by_its_mark_for_its_target_and_operation_and_does_nothing_else() {
    for event in confirmed() {
        let app = App::start().await;
        let act = ready(&app, event).await;
        let [subject, another] = &act.subjects;
        let [this, that] = [waiting(&app, subject).await, waiting(&app, another).await];
        let mut operator = in_directory(&app, "countersign_operator").await;
        let id = Uuid::from_u128(7);
        let ask = format!(
            "select platform.ask_intent('{id}', '{event}', '{this}', sha256('shown'), sha256('mark'), sha256('link'), 'A title', array['A line'], null,
                interval '5 minutes', gen_random_uuid(), 'k', 'sealed')"
        );
        assert_eq!(runs(&mut operator, &act.other.secret, &ask).await, None, "{event}");
        let mark = sqlx::query_scalar("select sha256('mark')").fetch_one(&mut operator);
        let mark: Vec<u8> = mark.await.unwrap();

        let secret = &act.other.secret;
        assert_eq!(redeems(&mut operator, secret, event, this, &[7; 32]).await, "over", "{event}: no mark of it");
        assert_eq!(redeems(&mut operator, secret, event, that, &mark).await, "changed", "{event}: another target");
        for other in confirmed().filter(|other| *other != event && role_of(other) == role_of(event)) {
            assert_eq!(redeems(&mut operator, secret, other, this, &mark).await, "over", "{event}: not {other}");
        }
        assert_eq!(redeems(&mut operator, &act.one.secret, event, this, &mark).await, "over", "{event}: another's");
        assert_eq!(redeems(&mut operator, secret, event, this, &mark).await, "given", "{event}");
        let elsewhere = format!(
            "select platform.redeem_intent('{id}', '{event}', '{this}', sha256('shown'), array[sha256('mark')]); {}",
            effect(&act, another)
        );
        let refused = runs(&mut operator, secret, &elsewhere).await;
        assert_eq!(refused.as_deref(), Some("intent_demanded"), "{event}: of another organisation");
        let redeem = format!(
            "select platform.redeem_intent('{id}', '{event}', '{this}', sha256('shown'), array[sha256('mark')])"
        );
        assert_eq!(runs(&mut operator, secret, &redeem).await, None, "{event}");
        let refused = runs(&mut operator, secret, &effect(&act, subject)).await;
        assert_eq!(refused.as_deref(), Some("intent_demanded"), "{event}: in another transaction");
        assert_eq!(act.done().await, 0, "{event}");
        app.stop().await;
    }
}

#[actix_web::test]
async fn nothing_is_asked_or_tried_without_the_permission() {
    let app = App::start().await;
    let act = ready(&app, "suspension.carried_out").await;
    let mut operator = in_directory(&app, "countersign_operator").await;

    for sql in [
        "select platform.try_intent(gen_random_uuid(), 'operator.entered', '{}')",
        "select platform.redeem_intent(gen_random_uuid(), 'operator.entered', gen_random_uuid(), '', '{}')",
        "select platform.review_standing('harbour-house', 'restore')",
        "select platform.try_intent_by_passkey(gen_random_uuid(), 'operator.entered', '{}', null)",
        "select platform.find_intent_passkey(gen_random_uuid(), 'operator_change.carried_out', '')",
        "select platform.review_operator_change(gen_random_uuid())",
        "select platform.list_operators(null, 1)",
    ] {
        assert_eq!(runs(&mut operator, &act.other.secret, sql).await.as_deref(), Some("CS403"), "{sql}");
    }
    for sql in [
        "select platform.own_intent(gen_random_uuid(), 'suspension.carried_out')",
        "select platform.demand_confirmation(null, 'suspension.carried_out', gen_random_uuid())",
        "select platform.finish_mail(gen_random_uuid(), 'sent', null)",
        "select platform.close_operator(gen_random_uuid(), now())",
        "select platform.guard_account(gen_random_uuid(), null, null)",
        "select platform.claim_mail('', '1 minute')",
    ] {
        assert_eq!(runs(&mut operator, &act.other.secret, sql).await.as_deref(), Some("42501"), "{sql}");
    }
    app.stop().await;
}
