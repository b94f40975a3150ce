//! People, their sessions and what waits for them.
use access::Posted;
use serde_json::json;
use uuid::Uuid;

use super::{Cast, Goods, Teller};
use crate::{
    support::{Answer, Device, ORIGIN, Organisation, SupportOperator},
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

/// Somebody is invited, reminded and then not wanted any more.
pub async fn invitations<'a>(teller: &mut impl Teller<'a>, cast: &Cast<'_>) {
    let (owner, hotel) = (&cast.owner, teller.hotel());
    // Two, so that a page of one has a next.
    let word = teller.word().to_lowercase();
    let person = |mailbox: &str| json!({ "name": "Ada Okafor", "email": format!("{mailbox}{word}@{}.example", hotel.slug), "department_id": hotel.kitchen, "roles": ["requester"] });
    let invited = Telling::default().with(json!({ "people": [person("ada"), person("okafor")] }));
    let created = teller.tells(owner, "create_invitations", invited).await;
    let id = created.body["items"][0]["id"].as_str().unwrap_or_default().to_owned();
    teller.tells(owner, "list_invitations", Telling::default()).await;
    teller.tells(owner, "resend_invitation", Telling::of(&[&id])).await;
    teller.tells(owner, "withdraw_invitation", Telling::of(&[&id])).await;
}

/// Rights are asked for, given, refused and not wanted any more, and taken again in the end.
pub async fn grants<'a>(teller: &mut impl Teller<'a>, cast: &Cast<'_>) {
    let (owner, admin, hotel) = (&cast.owner, &cast.admin, teller.hotel());
    let manager = hotel.people.general_manager;
    let wanted = |rights: serde_json::Value| {
        let mut body = json!({ "person_id": manager, "reason": format!("Stands in for Ada {}", uuid::Uuid::new_v4()) });
        body.as_object_mut().expect("an object").extend(rights.as_object().cloned().unwrap_or_default());
        Telling::default().with(body)
    };
    let role = teller.tells(admin, "create_grant", wanted(json!({ "roles": ["accounts"] }))).await;
    let until = chrono::Utc::now() + chrono::Duration::days(30);
    let waived = json!({ "permissions": ["import.confirm"], "waiver": "There are two of us", "expires_at": until });
    let refused = teller.tells(admin, "create_grant", wanted(waived)).await;
    let withdrawn = teller.tells(admin, "create_grant", wanted(json!({ "roles": ["auditor"] }))).await;
    teller.tells(owner, "list_grants", Telling::default().asking(&[("person_id", &manager.to_string())])).await;
    teller.tells(owner, "approve_grant", Telling::of(&[&role.id()]).on(1)).await;
    let why = json!({ "reason": "Ask for less" });
    teller.tells(owner, "refuse_grant", Telling::of(&[&refused.id()]).on(1).with(why)).await;
    teller.tells(admin, "withdraw_grant", Telling::of(&[&withdrawn.id()]).on(1)).await;
    teller.tells(owner, "list_holders_of_permission", Telling::of(&["purchase_order.issue"])).await;
    let taken = json!({ "roles": ["accounts"], "reason": "Ada is back" });
    teller.tells(owner, "revoke_grants_of_person", Telling::of(&[&manager.to_string()]).with(taken)).await;
}

/// Somebody has lost their phone: what is asked for is taken back, refused, and agreed to in the end.
pub async fn factor_resets<'a>(teller: &mut impl Teller<'a>, cast: &Cast<'_>) {
    let (owner, admin, hotel) = (&cast.owner, &cast.admin, teller.hotel());
    let locked_out = hotel.people.housekeeping_head;
    hotel.has_an_app(locked_out).await;
    let id = locked_out.to_string();
    let wanted = || Telling::of(&[&id]).with(json!({ "reason": format!("Lost his phone {}", uuid::Uuid::new_v4()) }));
    let withdrawn = teller.tells(admin, "create_factor_reset", wanted()).await;
    teller.tells(admin, "withdraw_factor_reset", Telling::of(&[&withdrawn.id()]).on(1)).await;
    let refused = teller.tells(admin, "create_factor_reset", wanted()).await;
    let why = json!({ "reason": "He has found it" });
    teller.tells(owner, "refuse_factor_reset", Telling::of(&[&refused.id()]).on(1).with(why)).await;
    let approved = teller.tells(admin, "create_factor_reset", wanted()).await;
    teller.tells(owner, "list_factor_resets", Telling::default().asking(&[("person_id", &id)])).await;
    teller.tells(owner, "approve_factor_reset", Telling::of(&[&approved.id()]).on(1)).await;
}

/// Operators of the installation ask to read: one is refused, and one is let in and put out again.
pub async fn support_accesses<'a>(teller: &mut impl Teller<'a>, cast: &Cast<'_>) {
    let (owner, admin, hotel) = (&cast.owner, &cast.admin, teller.hotel());
    let slug = hotel.slug().await;
    // Told more than once, and never by the teller's word: the directory keeps who asked, and no word of a home.
    let once = Uuid::new_v4().simple();
    let refused = SupportOperator::of(hotel.app, &format!("one-{once}")).await.asks(&slug, 30).await.is(201).id();
    let approved = SupportOperator::of(hotel.app, &format!("two-{once}")).await.asks(&slug, 30).await.is(201).id();
    let why = json!({ "reason": "Nobody asked for help" });
    teller.tells(owner, "refuse_support_access", Telling::of(&[&refused]).on(1).with(why)).await;
    teller.tells(owner, "approve_support_access", Telling::of(&[&approved]).on(1)).await;
    teller.tells(admin, "list_support_accesses", Telling::default()).await;
    teller.tells(admin, "end_support_access", Telling::of(&[&approved]).on(2)).await;
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
    let changed = passkeys(teller, &changed, password).await;
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

/// Somebody wishes for another address: the mailbox of before refuses it, they give one up, and in the end both mailboxes agree.
pub async fn addresses<'a>(teller: &mut impl Teller<'a>) {
    let hotel = teller.hotel();
    let nobody = hotel.app.with_token("");
    let word = teller.word().to_lowercase();
    // Round the door: the tale is told more often than anybody may wish.
    let forget = sqlx::query("delete from door.email_change where org_id = $1").bind(hotel.org_id);
    forget.execute(&mut hotel.administrator().await).await.expect("forgotten");
    let wish =
        |mailbox: &str| Telling::default().with(json!({ "email": format!("{mailbox}.{word}@{}.example", hotel.slug) }));
    let by = |link: &str| browsing(None).with(json!({ "link": link }));
    let somebody = hotel.housekeeping_head().await;
    teller.tells(&somebody, "change_own_email", wish("refused")).await;
    let [old, _] = email_links(hotel).await;
    teller.tells(&nobody, "read_email_link", by(&old)).await;
    teller.tells(&nobody, "refuse_email_link", by(&old)).await;
    let somebody = hotel.housekeeping_head().await;
    // Twice what names nothing, so that its key is tried often enough.
    for mailbox in ["given-up", "given-up-too"] {
        teller.tells(&somebody, "change_own_email", wish(mailbox)).await;
        teller.tells(&somebody, "cancel_own_email_change", Telling::default()).await;
    }
    teller.tells(&somebody, "change_own_email", wish("hilde")).await;
    for link in email_links(hotel).await {
        teller.tells(&nobody, "confirm_email_link", by(&link)).await;
    }
}

/// Somebody signs another organisation up, and looks at what its link would found.
pub async fn sign_ups<'a>(teller: &mut impl Teller<'a>) {
    let hotel = teller.hotel();
    let nobody = hotel.app.with_token("");
    let home = hotel.app.first();
    let slug = format!("second-{}", hotel.slug);
    // Round the door: the tale is told more often than anybody may sign up.
    let forget = sqlx::query("delete from door.sign_up where wish ->> 'slug' = $1").bind(&slug);
    forget.execute(&mut hotel.app.administrator_of(home).await).await.expect("forgotten");
    teller.tells(&nobody, "get_sign_up_offer", browsing(None)).await;
    let another = json!({
        "email": format!("olive@{slug}.example"),
        "person_name": "Olive Hart",
        "organisation_name": "Elm Inn",
        "organisation": slug,
        "base_currency": "GBP",
        "time_zone": "Europe/London",
        "locale": "en-GB",
    });
    teller.tells(&nobody, "create_sign_up", browsing(None).with(another)).await;
    let link = home.mint(&uuid::Uuid::new_v4().simple().to_string());
    // What was mailed is not for the tale to read.
    let answer =
        "update door.sign_up set link_hash = $1, expires_at = door.now() + interval '1 day' where wish ->> 'slug' = $2";
    sqlx::query(answer)
        .bind(identity::secret_hash(&link).to_vec())
        .bind(&slug)
        .execute(&mut hotel.app.administrator_of(home).await)
        .await
        .expect("a link of our own");
    teller.tells(&nobody, "read_sign_up", browsing(None).with(json!({ "link": link }))).await;
}

// The two links of the wish that waits, set round the door: what was mailed is not for the tale to read.
async fn email_links(hotel: &Organisation<'_>) -> [String; 2] {
    let set = "update door.email_link l set hash = $4 from door.email_change c
        where c.id = l.change_id and c.org_id = $1 and c.person_id = $2 and c.ended_at is null and l.side = $3";
    let links = ["old", "new"].map(|side| (side, hotel.home.mint(&uuid::Uuid::new_v4().simple().to_string())));
    for (side, link) in &links {
        sqlx::query(set)
            .bind(hotel.org_id)
            .bind(hotel.people.housekeeping_head)
            .bind(side)
            .bind(identity::secret_hash(link).to_vec())
            .execute(&mut hotel.administrator().await)
            .await
            .expect("a link of our own");
    }
    links.map(|(_, link)| link)
}

/// A password is forgotten; what the service had to say of another was taken by no mail server.
pub async fn mail<'a>(teller: &mut impl Teller<'a>) {
    let hotel = teller.hotel();
    let owner = hotel.owner().await;
    let nobody = hotel.app.with_token("");
    // Round the door: the tale is told more often than anybody may forget a password.
    let forget = sqlx::raw_sql("delete from door.reset_request");
    forget.execute(&mut hotel.administrator().await).await.expect("forgotten");
    let forgotten = json!({ "organisation": hotel.slug, "email": format!("gm@{}.example", hotel.slug) });
    teller.tells(&nobody, "ask_password_reset", browsing(None).with(forgotten)).await;
    let home = hotel.app.home(hotel.home);
    while home.post_next_mail(async |_| Posted::Refused("550 no such mailbox".into())).await.expect("mail") {}
    let listed = teller.tells(&owner, "list_mails", Telling::default()).await;
    let failed = listed.body["items"][0]["id"].as_str().unwrap_or_default().to_owned();
    teller.tells(&owner, "resend_mail", Telling::of(&[&failed])).await;
}

/// Orders leave by another server, which is tried and forgotten, twice, for each must be tried often enough; and set once more.
pub async fn mail_server<'a>(teller: &mut impl Teller<'a>) {
    let hotel = teller.hotel();
    let admin = hotel.admin().await;
    let server = json!({
        "host": format!("mail.{}.example", hotel.slug), "port": 465, "security": "tls", "user_name": "orders",
        "from_address": format!("orders@{}.example", hotel.slug), "password": "kept by nobody but the worker"
    });
    for _ in 0..2 {
        let seen = teller.tells(&admin, "get_mail_server", Telling::default()).await.revision();
        let set = teller.tells(&admin, "set_mail_server", Telling::default().with(server.clone()).on(seen)).await;
        teller.tells(&admin, "test_mail_server", Telling::default()).await;
        teller.tells(&admin, "remove_mail_server", Telling::default().on(set.revision())).await;
    }
    let seen = admin.gets("/v1/mail-server").await.revision();
    teller.tells(&admin, "set_mail_server", Telling::default().with(server).on(seen)).await;
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

/// A passkey is added, signs in, is shown once more, gets another name and is removed; the session that is left.
async fn passkeys<'a>(teller: &mut impl Teller<'a>, after: &Answer, password: &str) -> Answer {
    let hotel = teller.hotel();
    let nobody = hotel.app.with_token("");
    let mut device = Device::default();
    let proof = json!({ "password": password });
    let asked = teller.tells(&nobody, "begin_passkey", browsing(Some(after)).with(proof)).await;
    let made = json!({ "name": "Laptop", "credential": device.makes(&asked.body["options"]) });
    teller.tells(&nobody, "create_passkey", browsing(Some(after)).with(made)).await;
    let asked = teller.tells(&nobody, "begin_passkey_sign_in", browsing(None)).await;
    let shown = json!({ "challenge": asked.body["challenge"], "credential": device.shows(&asked.body["options"]) });
    let entered = teller.tells(&nobody, "open_session_with_passkey", browsing(None).with(shown)).await;
    let asked = teller.tells(&nobody, "begin_reauthentication", browsing(Some(&entered))).await;
    let shown = json!({ "passkey": device.shows(&asked.body["options"]) });
    let again = browsing(Some(&entered)).with(shown);
    let confirmed = nobody_sends(hotel, "/v1/session/reauthenticate", &again).await;
    let signed_in = hotel.app.with_token(confirmed.body["access_token"].as_str().unwrap_or_default());
    let listed = teller.tells(&signed_in, "list_passkeys", Telling::default()).await;
    let id = listed.body["items"][0]["id"].as_str().unwrap_or_default().to_owned();
    // Twice, so that its key is tried often enough.
    for name in ["The laptop", "The laptop at home"] {
        teller.tells(&signed_in, "rename_passkey", Telling::of(&[&id]).with(json!({ "name": name }))).await;
    }
    let given_up = browsing(Some(&confirmed)).with(json!({ "passkey_id": id }));
    teller.tells(&nobody, "remove_passkey", given_up).await
}

async fn nobody_sends(hotel: &Organisation<'_>, path: &str, telling: &Telling) -> Answer {
    let headers: Vec<_> = telling.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    hotel.app.with_token("").sends("POST", path, telling.body.clone(), &headers).await
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
