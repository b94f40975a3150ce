//! By direct SQL of the operators' own role: nobody lets in or out alone, themselves, or what they did not confirm.
use access::platform::OperatorRole;

use crate::{
    platform::{
        console::two_of,
        plane::{act, in_directory},
    },
    support::App,
};

#[actix_web::test]
async fn one_operator_alone_lets_nobody_in_or_out_by_sql_either() {
    let app = App::start().await;
    let [one, other] = two_of(&app, OperatorRole::Security).await;
    let (own, colleague) = (one.own_id().await, other.own_id().await);
    let mut operator = in_directory(&app, "countersign_operator").await;
    let closes = |of: &str| {
        format!("select platform.ask_operator_change('{of}', 'close', null, null, null, 'by hand', '1 day')")
    };
    let carries_out = |of: &str| {
        format!("select platform.carry_out_operator_change('{of}', null, '1 day', gen_random_uuid(), 'k', 'sealed')")
    };

    let of_oneself = act(&mut operator, &one.secret, &closes(&own)).await;
    assert_eq!(of_oneself.as_deref(), Some("operator_change_of_another"));
    assert_eq!(act(&mut operator, &one.secret, &closes(&colleague)).await, None);
    for (who, refusal) in [(&one, "operator_change_by_two"), (&other, "operator_change_of_another")] {
        let came = act(&mut operator, &who.secret, &carries_out(&colleague)).await;
        assert_eq!(came.as_deref(), Some(refusal));
        let reads = format!("select platform.review_operator_change('{colleague}')");
        assert_eq!(act(&mut operator, &who.secret, &reads).await.as_deref(), Some(refusal));
    }
    assert_eq!(act(&mut operator, &one.secret, "select id from platform.operator").await.as_deref(), Some("42501"));
    let invites = "select platform.ask_operator_change(null, 'invite', 'eve@operators.example', 'Eve', 'security', 'by hand', '1 day')";
    assert_eq!(act(&mut operator, &one.secret, invites).await, None);
    let listed = one.gets("/v1/operator/operators").await.is(200);
    let eve = listed.body["items"].as_array().unwrap().iter().find(|one| one["email"] == "eve@operators.example");
    let carries_out = carries_out(eve.unwrap()["id"].as_str().unwrap());
    for (who, refusal) in [(&one, "operator_change_by_two"), (&other, "intent_demanded")] {
        assert_eq!(act(&mut operator, &who.secret, &carries_out).await.as_deref(), Some(refusal));
    }
    other.gets("/v1/operator/session").await.is(200);
    app.stop().await;
}
