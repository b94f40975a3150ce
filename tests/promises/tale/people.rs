//! People, their sessions and what waits for them.
use serde_json::json;

use super::{Cast, Goods, Teller};
use crate::{
    support::{Answer, ORIGIN},
    telling::Telling,
};

pub async fn people<'a>(teller: &mut impl Teller<'a>, cast: &Cast<'_>) {
    let (owner, hotel) = (&cast.owner, teller.hotel());
    let requester = hotel.people.requester.to_string();
    let person = teller.tells(owner, "get_person", Telling::of(&[&requester])).await;
    let name = person.body["name"].as_str().unwrap_or_default().to_owned();
    let search = Telling::default().asking(&[("text", &name), ("department_id", &hotel.kitchen.to_string())]);
    teller.tells(owner, "list_people", search.clone()).await;
    teller.tells(owner, "export_people", search).await;
    teller.tells(owner, "list_permissions", Telling::default()).await;
    teller.tells(owner, "export_permissions", Telling::default()).await;
    teller.tells(owner, "list_permissions_of_person", Telling::of(&[&requester])).await;
    teller.tells(owner, "view_session", Telling::default()).await;
    let profile = teller.tells(owner, "get_profile", Telling::default()).await;
    let locale = if profile.body["locale"] == "de-DE" { "de-AT" } else { "de-DE" };
    let update = Telling::default().with(json!({ "locale": locale })).on(profile.revision());
    teller.tells(owner, "update_profile", update).await;
}

pub async fn policies<'a>(teller: &mut impl Teller<'a>, cast: &Cast<'_>, goods: &Goods) {
    let (head, hotel) = (&cast.head, teller.hotel());
    let policies = teller.tells(head, "list_approval_policies", Telling::default()).await;
    let first = policies.body["items"].as_array().and_then(|items| items.last()).map(|policy| policy["id"].clone());
    let policy = first.as_ref().and_then(|id| id.as_str()).unwrap_or_default();
    teller.tells(head, "get_approval_policy", Telling::of(&[policy])).await;
    let euro = |amount: &str| json!({ "amount": amount, "currency": "EUR" });
    let document = json!({
        "kind": "purchase_order",
        "amount": euro("100"),
        "department_id": hotel.kitchen,
        "categories": [{ "category_id": goods.category, "amount": euro("40") }],
        "requester_id": hotel.people.requester,
        "supplier_id": goods.supplier,
        "policy_id": policy,
    });
    teller.tells(head, "simulate_approval", Telling::default().with(document)).await;
}

/// With two that wait.
pub async fn inbox<'a>(teller: &mut impl Teller<'a>, cast: &Cast<'_>, goods: &Goods) {
    for title in ["Brooms", "Mops"] {
        let draft = cast.requester.posts("/v1/purchase-orders", super::orders::wanted(&*teller, title, goods)).await;
        let submit = format!("/v1/purchase-orders/{}/submit", draft.is(201).id());
        let key = uuid::Uuid::new_v4().to_string();
        let headers = [("idempotency-key", key.as_str()), ("if-match", "\"1\"")];
        cast.requester.sends("POST", &submit, None, &headers).await.is(200);
    }
    teller.tells(&cast.head, "list_approvals", Telling::default()).await;
}

/// From the first link to the end, in a browser.
pub async fn signs_in_and_out<'a>(teller: &mut impl Teller<'a>) {
    let hotel = teller.hotel();
    let nobody = hotel.app.with_token("");
    let (link, password) = (hotel.makes_link(hotel.people.housekeeper).await, "tulips under the bridge");
    let told = teller.tells(&nobody, "read_link", browsing(None).with(json!({ "link": link }))).await;
    let chosen = json!({ "link": link, "password": password });
    teller.tells(&nobody, "use_link", browsing(None).with(chosen)).await;
    let proof = json!({ "organisation": hotel.slug, "email": told.body["email"], "password": password });
    let entered = teller.tells(&nobody, "create_session", browsing(None).with(proof)).await;
    let refreshed = teller.tells(&nobody, "refresh_session", browsing(Some(&entered))).await;
    let again = browsing(Some(&refreshed)).with(json!({ "password": password }));
    let confirmed = teller.tells(&nobody, "reauthenticate_session", again).await;
    let chosen = json!({ "password": password, "new_password": "lanterns over the meadow" });
    let changed = teller.tells(&nobody, "change_password", browsing(Some(&confirmed)).with(chosen)).await;
    let (password, email) = ("lanterns over the meadow", &told.body["email"]);
    let secured = sets_up_an_app(teller, &changed, password).await;
    let codes = secured.body["recovery_codes"].as_array().cloned().unwrap_or_default();
    let proof = json!({ "organisation": hotel.slug, "email": email, "password": password });
    let begun = nobody.posts("/v1/session", proof).await;
    let second = json!({ "sign_in": begun.body["sign_in"], "code": codes.first() });
    let entered = teller.tells(&nobody, "complete_session", browsing(None).with(second)).await;
    let given_up = json!({ "password": password, "code": codes.get(1) });
    let changed = teller.tells(&nobody, "remove_totp", browsing(Some(&entered)).with(given_up)).await;
    teller.tells(&nobody, "leave_session", browsing(Some(&changed))).await;
    let (owner, elsewhere) = (hotel.owner().await, hotel.owner().await);
    let session =
        elsewhere.gets("/v1/session").await.is(200).body["session"]["id"].as_str().unwrap_or_default().to_owned();
    teller.tells(&owner, "list_sessions", Telling::default()).await;
    teller.tells(&owner, "end_one_session", Telling::of(&[&session])).await;
    // Twice what names nothing, so that its key is tried often enough.
    for _ in 0..2 {
        teller.tells(&owner, "end_other_sessions", Telling::default()).await;
    }
    let requester = hotel.people.requester.to_string();
    teller.tells(&owner, "end_sessions_of_person", Telling::of(&[&requester])).await;
    for _ in 0..2 {
        teller.tells(&owner, "end_sessions_of_organisation", Telling::default()).await;
    }
    teller.tells(&owner, "end_session", Telling::default()).await;
}

async fn sets_up_an_app<'a>(teller: &mut impl Teller<'a>, after: &Answer, password: &str) -> Answer {
    let hotel = teller.hotel();
    let nobody = hotel.app.with_token("");
    let proof = json!({ "password": password });
    let begun = teller.tells(&nobody, "begin_totp", browsing(Some(after)).with(proof)).await;
    let now: i64 = sqlx::query_scalar("select floor(extract(epoch from door.now()))::bigint")
        .fetch_one(&mut hotel.administrator().await)
        .await
        .unwrap_or_default();
    let secret = totp_rs::Secret::try_from_base32(begun.body["secret"].as_str().unwrap_or_default());
    let totp =
        secret.ok().and_then(|secret| totp_rs::Builder::new().with_secret(secret).with_account_name("a").build().ok());
    let code = totp.map(|totp| totp.generate(now.unsigned_abs()).to_string());
    let first = browsing(Some(after)).with(json!({ "code": code }));
    let confirmed = teller.tells(&nobody, "confirm_totp", first).await;
    let codes = confirmed.body["recovery_codes"].as_array().cloned().unwrap_or_default();
    let renew = json!({ "password": password, "code": codes.first() });
    teller.tells(&nobody, "renew_recovery_codes", browsing(Some(&confirmed)).with(renew)).await
}

// As our own page sends it, with what the browser kept of an answer.
fn browsing(after: Option<&Answer>) -> Telling {
    let mut headers = vec![("origin".to_owned(), ORIGIN.to_owned())];
    if let Some(answer) = after {
        let cookies = answer.headers.get_all("set-cookie").filter_map(|cookie| cookie.to_str().ok());
        let cookies: Vec<_> = cookies.filter_map(|cookie| cookie.split(';').next()).collect();
        let csrf = cookies.iter().find_map(|cookie| cookie.strip_prefix("__Host-csrf=")).unwrap_or_default();
        headers.push(("x-csrf-token".into(), csrf.to_owned()));
        headers.push(("cookie".into(), cookies.join("; ")));
    }
    Telling { headers, ..Telling::default() }
}
