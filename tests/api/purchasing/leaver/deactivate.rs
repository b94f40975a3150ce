use futures_util::future::join;
use serde_json::json;
use uuid::Uuid;

use super::{acts, deactivates, drafts, missing, rights, submits};
use crate::{
    identity::api_key::{self, PATH as KEYS, wanted},
    support::{App, Person},
};

#[actix_web::test]
async fn an_account_ends_with_everything_from_the_next_request_on() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = hotel.people.second_accounts;
    let (desk, phone) = (hotel.second_accounts().await, hotel.second_accounts().await);
    hotel.makes_link(id).await;

    let answer = deactivates(&hotel.admin().await, id, json!({})).await.is(200);

    assert_eq!((&answer.body["is_active"], &answer.body["name"]), (&json!(false), &json!("Abel Accounts")));
    for session in [desk, phone] {
        session.gets("/v1/session").await.is_refused(401, "unauthenticated");
    }
    assert_eq!(rights(&hotel, id).await, 0);
    let left = "select (select count(*) from door.credential where person_id = $1)
        + (select count(*) from door.one_time_link where person_id = $1 and used_at is null)
        + (select count(*) from door.session where person_id = $1 and ended_because is distinct from 'deactivated')";
    let left: i64 = sqlx::query_scalar(left).bind(id).fetch_one(&mut hotel.administrator().await).await.unwrap();
    assert_eq!(left, 0, "passwords, links and live sessions");
    let told = hotel.actions_on(&id.to_string()).await;
    assert_eq!(told.last().map(String::as_str), Some("person.deactivated"));
    app.delivers().await;
    let mails = app.mail_to("accounts2@harbour-house.example");
    let [mail] = &mails[..] else { panic!("{mails:?}") };
    assert!(mail.text.contains("Alan Admin deactivated the account"), "{}", mail.text);
    let listed = hotel.admin().await.gets("/v1/people?is_active=false").await.is(200);
    assert_eq!(listed.body["items"][0]["id"], json!(id));
    app.stop().await;
}

#[actix_web::test]
async fn an_open_approval_goes_on_with_the_successor_and_never_with_who_left() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (head, hilde) = (hotel.people.head, hotel.people.housekeeping_head);
    let before = hotel.head().await;
    let requisition = submits(&hotel.requester().await, &json!({})).await.id();
    let refused = deactivates(&hotel.admin().await, head, json!({})).await.is_refused(409, "open_work");
    assert_eq!(missing(&refused), ["successors.heads", "successors.approvals_to"]);
    assert!(refused.body["detail"].as_str().unwrap().contains("Kitchen needs another head."), "{refused:?}");

    let heads = json!([{ "department_id": hotel.kitchen, "person_id": hilde }]);
    let successors = json!({ "heads": heads, "approvals_to": hilde });
    deactivates(&hotel.admin().await, head, successors).await.is(200);

    acts(&before, &requisition, "approve", 2, Some(json!({}))).await.is_refused(401, "unauthenticated");
    let kitchen = hotel.admin().await.gets(&format!("/v1/departments/{}", hotel.kitchen)).await.is(200);
    assert_eq!(kitchen.body["head_id"], json!(hilde));
    let hilde = hotel.housekeeping_head().await;
    let inbox = hilde.gets("/v1/approvals").await.is(200);
    assert_eq!(inbox.body["items"][0]["document_id"], json!(requisition));
    acts(&hilde, &requisition, "approve", 2, Some(json!({}))).await.is(200);
    let done = acts(&hotel.accounts().await, &requisition, "approve", 2, Some(json!({}))).await.is(200);
    assert_eq!(done.body["lifecycle"], json!("approved"));
    assert!(hotel.actions_on(&requisition).await.contains(&"requisition.approval_handed_over".to_owned()));
    let department = hotel.actions_on(&hotel.kitchen.to_string()).await;
    assert_eq!(department.last().map(String::as_str), Some("department.updated"));
    app.delivers().await;
    let mails = app.mail_to("hod2@harbour-house.example");
    assert!(mails.iter().any(|mail| mail.subject.starts_with("You go on with the work of Hugo Head")), "{mails:?}");
    app.stop().await;
}

#[actix_web::test]
async fn nobody_approves_in_anothers_place_what_they_have_a_part_in() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (manager, hilde) = (hotel.people.general_manager, hotel.people.housekeeping_head);
    let wanted = json!({ "title": "Awnings", "department_id": hotel.kitchen });
    submits(&hotel.general_manager().await, &wanted).await;
    let successors = |to| {
        let heads = json!([{ "department_id": hotel.kitchen, "person_id": hilde }]);
        json!({ "heads": heads, "approvals_to": to })
    };

    let admin = hotel.admin().await;
    let refused = deactivates(&admin, hotel.people.head, successors(manager)).await.is_refused(409, "successor_barred");
    let detail = refused.body["detail"].as_str().unwrap();
    assert!(detail.contains("Head of department: they have a part in it"), "{detail}");
    let of_requester = deactivates(&admin, hotel.people.head, successors(hotel.people.requester)).await;
    of_requester.is_invalid("successors.approvals_to", "may_not_approve");

    hotel.head().await.gets("/v1/session").await.is(200);
    deactivates(&admin, hotel.people.head, successors(hilde)).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn drafts_and_what_is_on_its_way_go_on_and_who_asked_stays_who_asked() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let draft = drafts(&hotel.requester().await, &json!({})).await.id();
    let on_its_way = submits(&hotel.requester().await, &json!({ "title": "Aprons" })).await.id();
    let (admin, rosa) = (hotel.admin().await, hotel.people.requester);
    let refused = deactivates(&admin, rosa, json!({})).await.is_refused(409, "open_work");
    assert_eq!(missing(&refused), ["successors.documents_to"]);
    let blind = deactivates(&admin, rosa, json!({ "documents_to": admin.id })).await;
    blind.is_invalid("successors.documents_to", "may_not_see");

    deactivates(&admin, rosa, json!({ "documents_to": hotel.people.housekeeper })).await.is(200);

    let henk = hotel.housekeeper().await;
    let seen = henk.gets(&format!("/v1/requisitions/{on_its_way}")).await.is(200);
    assert_eq!(seen.body["requester"]["name"], json!("Rosa Requester"));
    let submitted = acts(&henk, &draft, "submit", 1, None).await.is(200);
    assert_eq!(submitted.body["requester"]["name"], json!("Rosa Requester"));
    assert!(hotel.actions_on(&draft).await.contains(&"requisition.handed_over".to_owned()));
    app.stop().await;
}

#[actix_web::test]
async fn what_was_taken_over_is_handed_on_when_its_successor_leaves_too() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (head, housekeeper) = (hotel.people.head, hotel.people.housekeeper);
    // The head of department approves it, and so watches it already.
    let id = submits(&hotel.requester().await, &json!({})).await.id();
    let admin = hotel.admin().await;

    deactivates(&admin, hotel.people.requester, json!({ "documents_to": head })).await.is(200);

    let watchers = hotel.head().await.gets(&format!("/v1/requisitions/{id}")).await.is(200);
    let watchers = watchers.body["watchers"].as_array().unwrap().clone();
    let because =
        watchers.iter().find(|watcher| watcher["person_id"] == json!(head)).map(|watcher| &watcher["because"]);
    assert_eq!(because, Some(&json!("successor")), "{watchers:?}");
    let refused = deactivates(&admin, head, json!({})).await.is_refused(409, "open_work");
    assert_eq!(missing(&refused), ["successors.heads", "successors.approvals_to", "successors.documents_to"]);
    let hilde = hotel.people.housekeeping_head;
    let heads = json!([{ "department_id": hotel.kitchen, "person_id": hilde }]);
    let successors = json!({ "heads": heads, "approvals_to": hilde, "documents_to": housekeeper });
    deactivates(&admin, head, successors).await.is(200);
    let refused = deactivates(&admin, housekeeper, json!({})).await.is_refused(409, "open_work");
    assert_eq!(missing(&refused), ["successors.documents_to"]);
    app.stop().await;
}

#[actix_web::test]
async fn successors_are_others_who_are_active_and_departments_are_theirs() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let (admin, head) = (hotel.admin().await, hotel.people.head);
    let heads = |department, person: String| json!({ "heads": [{ "department_id": department, "person_id": person }] });
    let attempts = [
        (heads(hotel.kitchen, head.to_string()), "successors.heads[0].person_id", "leaves"),
        (heads(hotel.kitchen, clinic.people.head.to_string()), "successors.heads[0].person_id", "unknown"),
        (heads(hotel.housekeeping, hotel.people.owner.to_string()), "successors.heads[0].department_id", "not_headed"),
        (heads(clinic.kitchen, hotel.people.owner.to_string()), "successors.heads[0].department_id", "not_headed"),
        (json!({ "documents_to": clinic.people.head }), "successors.documents_to", "unknown"),
        (json!({ "approvals_to": head }), "successors.approvals_to", "leaves"),
        (heads(hotel.kitchen, admin.id.to_string()), "successors.heads[0].person_id", "oneself"),
        (json!({ "approvals_to": admin.id }), "successors.approvals_to", "oneself"),
    ];

    for (successors, field, rule) in attempts {
        deactivates(&admin, head, successors).await.is_invalid(field, rule);
    }
    deactivates(&admin, hotel.people.auditor, json!({})).await.is(200);
    let gone = heads(hotel.kitchen, hotel.people.auditor.to_string());
    deactivates(&admin, head, gone).await.is_invalid("successors.heads[0].person_id", "inactive");
    app.stop().await;
}

#[actix_web::test]
async fn not_oneself_nor_an_owner_by_who_is_none_nor_twice_nor_abroad() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let (admin, owner) = (hotel.admin().await, hotel.owner().await);

    deactivates(&admin, admin.id, json!({})).await.is_refused(409, "deactivate_oneself");
    deactivates(&admin, owner.id, json!({})).await.is_refused(409, "owner_by_owner");
    deactivates(&owner, admin.id, json!({})).await.is_refused(409, "last_to_govern");
    for id in [clinic.people.auditor, kernel::PersonId(Uuid::nil())] {
        deactivates(&admin, id, json!({})).await.is_refused(404, "not_found");
    }
    deactivates(&admin, hotel.people.auditor, json!({})).await.is(200);
    deactivates(&admin, hotel.people.auditor, json!({})).await.is_refused(409, "person_inactive");
    let refused = deactivates(&hotel.accounts().await, hotel.people.head, json!({})).await;
    assert_eq!(refused.is_refused(403, "forbidden").body["detail"], "person.deactivate");
    app.stop().await;
}

#[actix_web::test]
async fn of_the_last_two_administrators_one_stays_however_they_go() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let governing = ["grant.create", "person.revoke_grants", "person.deactivate", "session.view"];
    let second = hotel.somebody_who_may(&governing).await;
    let (owner, admin) = (hotel.owner().await, hotel.admin().await);

    // Each other, at the same time.
    let of_each_other =
        join(deactivates(&admin, second.id, json!({})), deactivates(&second, admin.id, json!({}))).await;
    let mut statuses = [of_each_other.0.status, of_each_other.1.status];
    statuses.sort_unstable();
    assert_eq!(statuses[0], 200, "{of_each_other:?}");
    assert!(statuses[1] > 200 && statuses[1] < 500, "{of_each_other:?}");

    let third = hotel.somebody_who_may(&governing).await;
    let stays = if of_each_other.0.status == 200 { admin.id } else { second.id };
    let both = join(deactivates(&owner, third.id, json!({})), deactivates(&owner, stays, json!({}))).await;
    let mut outcomes = [(both.0.status, both.0.body["code"].clone()), (both.1.status, both.1.body["code"].clone())];
    outcomes.sort_by_key(|(status, _)| *status);
    assert_eq!((outcomes[0].0, &outcomes[1]), (200, &(409, json!("last_to_govern"))));
    app.stop().await;
}

#[actix_web::test]
async fn the_database_ends_no_account_and_hands_no_step_over_by_a_statement_alone() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (admin, requester) = (hotel.admin().await, hotel.requester().await);
    let (head, hilde, gone) = (hotel.people.head, hotel.people.housekeeping_head, hotel.people.auditor);
    let requisition = submits(&requester, &json!({})).await.id();
    deactivates(&admin, gone, json!({})).await.is(200);
    let activates = |person: kernel::PersonId| {
        format!("select door.activate_person('{person}', sha256('x'), '1 day', gen_random_uuid(), '{{}}', 'k1', 'x')")
    };
    let of = |person: kernel::PersonId| format!("select door.deactivate_person('{person}')");
    let handed = |from: kernel::PersonId, to: kernel::PersonId, by: kernel::PersonId| {
        format!(
            "insert into tenant.approval_hand_over (org_id, route_id, step, from_id, to_id, handed_by, handed_at)
            select r.org_id, r.id, 1, '{from}', '{to}', '{by}', door.now() from tenant.approval_route r; set constraints all immediate"
        )
    };
    let given = format!(
        "insert into tenant.access_grant (org_id, id, person_id, roles, permissions, reason, state, asked_by, asked_at)
        values (door.org_id(), '0192b0c0-0000-7000-8000-000000000001', '{gone}', '{{}}', '{{supplier.view}}', 'So', 'given', '{}', door.now());
        insert into tenant.permission_grant (org_id, person_id, permission, source, granted_by, granted_at, grant_id)
        values (door.org_id(), '{gone}', 'supplier.view', 'own', '{0}', door.now(), '0192b0c0-0000-7000-8000-000000000001')",
        admin.id
    );
    let role = format!(
        "insert into tenant.access_grant (org_id, id, person_id, roles, permissions, reason, state, asked_by, asked_at)
        values (door.org_id(), '0192b0c0-0000-7000-8000-000000000001', '{gone}', '{{requester}}', '{{}}', 'So', 'given', '{}', door.now());
        insert into tenant.person_role (org_id, person_id, role, given_by, given_at, grant_id)
        values (door.org_id(), '{gone}', 'requester', '{0}', door.now(), '0192b0c0-0000-7000-8000-000000000001')",
        admin.id
    );
    let leaves_and_approves = of(head)
        + &format!(
            ";insert into tenant.approval_decision (org_id, id, route_id, step, person_id, verdict, revision, is_carried, decided_at)
            select r.org_id, gen_random_uuid(), r.id, 1, '{head}', 'approve', 2, false, door.now() from tenant.approval_route r"
        );
    let (one, other) = (hotel.people.accounts, hotel.people.second_accounts);
    let of_accounts = |to: kernel::PersonId| handed(one, to, admin.id).replace("r.id, 1,", "r.id, 2,");
    let as_head = hotel.head().await;
    let attempts = [
        (&requester, activates(gone), "person_activation_permission"),
        (&admin, activates(head), "person_activation_absent"),
        (&admin, role, "person_role_inactive"),
        (&as_head, leaves_and_approves, "approval_decision_active"),
        (&admin, of_accounts(other), "approval_hand_over_asked_already"),
        (&requester, of(head), "person_deactivation_permission"),
        (&admin, of(hotel.people.owner), "person_deactivation_of_owner"),
        (&admin, of(admin.id), "permission_grant_last"),
        (&admin, of(gone), "person_deactivation_inactive"),
        (&admin, given, "permission_grant_inactive"),
        (&admin, handed(head, hilde, admin.id), "approval_hand_over_left"),
        (&admin, handed(head, admin.id, admin.id), "approval_hand_over_to_oneself"),
        (&admin, handed(head, requester.id, admin.id), "approval_hand_over_own_document"),
        (&admin, handed(head, hotel.people.auditor, admin.id), "approval_hand_over_may_not"),
        (&admin, handed(hilde, hotel.people.general_manager, admin.id), "approval_hand_over_asked"),
        (&admin, handed(head, hilde, hilde), "approval_hand_over_in_own_name"),
        (&requester, handed(head, hilde, requester.id), "approval_hand_over_permission"),
        (&admin, "update tenant.person set is_active = false".into(), "permission denied for table person"),
        (&admin, "delete from tenant.approval_hand_over".into(), "permission denied for table approval_hand_over"),
    ];

    for (person, statement, refusal) in attempts {
        assert_eq!(person.comes_to("session.view", &statement).await.as_deref(), Some(refusal), "{statement}");
    }
    acts(&as_head, &requisition, "approve", 2, Some(json!({}))).await.is(200);
    let twice = admin.comes_to("session.view", &of_accounts(head)).await;
    assert_eq!(twice.as_deref(), Some("approval_hand_over_counts"));
    app.stop().await;
}

#[actix_web::test]
async fn keys_that_wait_end_with_who_asked_and_whoever_revokes_keys_is_told_which_live_on() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let leaver = hotel.somebody_who_may(&["api_key.create", "api_key.rotate"]).await;
    let (waiting, live) = (asks_for_key(&leaver, "Till").await, asks_for_key(&leaver, "Scales").await);
    api_key::acts(&hotel.owner().await, &live, "approve", None, 1).await.is(200);
    let rotated = api_key::active(&hotel, wanted(&["supplier.view"])).await;
    api_key::acts(&leaver, &rotated.id, "rotate", None, 2).await.is(200);
    let open = hotel.admin().await.gets(&format!("/v1/people/{}/open-work", leaver.id)).await.is(200);
    assert_eq!(open.body["others"]["api_keys"], json!(2), "those that live");

    deactivates(&hotel.admin().await, leaver.id, json!({})).await.is(200);

    let key = hotel.owner().await.gets(&format!("{KEYS}?id={waiting}")).await.is(200).body["items"][0].take();
    assert_eq!(
        (&key["state"], &key["revoked_by_name"], &key["revoke_reason"]),
        (&json!("revoked"), &json!("Alan Admin"), &json!("Whoever asked for it has left."))
    );
    assert_eq!(hotel.actions_on(&waiting).await, ["api_key.created", "api_key.revoked"]);
    api_key::acts(&hotel.owner().await, &waiting, "approve", None, 2).await.is_refused(409, "api_key_decided");
    let active = hotel.owner().await.gets(&format!("{KEYS}?state=active")).await.is(200);
    assert_eq!(active.body["items"].as_array().unwrap().len(), 2, "programs depend on them");
    app.delivers().await;
    for reader in ["admin@harbour-house.example", "owner@harbour-house.example"] {
        let mut mails = app.mail_to(reader);
        mails.retain(|mail| mail.subject.contains("knows the secrets of API keys"));
        let [mail] = &mails[..] else { panic!("{reader}: {mails:?}") };
        assert!(mail.text.contains("Scales, Stock system") && !mail.text.contains("Till"), "{}", mail.text);
    }
    app.stop().await;
}

#[actix_web::test]
async fn a_key_asked_for_while_its_asker_is_deactivated_never_waits() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (admin, owner) = (hotel.admin().await, hotel.owner().await);
    let leaver = hotel.somebody_who_may(&["api_key.create"]).await;

    let asking = leaver.posts(KEYS, wanted(&["supplier.view"]));
    let (asked, ended) = join(asking, deactivates(&admin, leaver.id, json!({}))).await;

    ended.is(200);
    assert!([201, 401].contains(&asked.status), "{asked:?}");
    let waiting = owner.gets(&format!("{KEYS}?state=waiting")).await.is(200);
    assert_eq!(waiting.body["items"], json!([]));
    app.stop().await;
}

async fn asks_for_key(person: &Person<'_>, name: &str) -> String {
    let mut body = wanted(&["supplier.view"]);
    body["name"] = json!(name);
    person.posts(KEYS, body).await.is(201).id()
}
