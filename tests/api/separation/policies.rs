//! The approval policy: who writes it, who publishes it, who approves by it, and who heads a department that it asks.
use chrono::{Days, Utc};
use serde_json::{Value, json};

use super::{Tried, acts as sends, as_installation, tries};
use crate::{
    approval::draft::{above, acts, proposed},
    support::{Answer, Organisation, Person},
};

const AUTHOR: [&str; 5] =
    ["session.view", "policy_draft.create", "policy_draft.propose", "policy_draft.view", "approval_policy.publish"];

pub async fn tried(hotel: &Organisation<'_>) -> Vec<Tried> {
    let (author, owner, admin) = (hotel.somebody_who_may(&AUTHOR).await, hotel.owner().await, hotel.admin().await);
    let head = format!("update tenant.department set head_id = '{}' where id = '{}'", admin.id, hotel.housekeeping);
    let mut tried = vec![tries(&admin, "department_head", head, "department_not_headed_by_oneself").await];
    tried.extend(withdrawn(hotel, &author).await);
    let draft = proposed(&author, above("100")).await;
    let pair = "policy_publication";
    tried.push(tries(&author, pair, publishes(&draft, &author), "approval_policy_version_second_person").await);
    let former = hotel.somebody_who_may(&["session.view", "approval_policy.publish"]).await;
    let ends = format!(
        "update tenant.permission_grant set expires_at = door.now() where person_id = '{}' and permission = 'approval_policy.publish'",
        former.id
    );
    as_installation(hotel, ends).await;
    tried.push(tries(&former, pair, publishes(&draft, &former), "approval_policy_version_permission").await);
    acts(&owner, "publish", &draft, Some(json!({}))).await.is(201);
    tried.extend(under_ones_own(hotel, &author).await);
    tried
}

/// A draft becomes the next version.
fn publishes(draft: &Answer, by: &Person<'_>) -> String {
    format!(
        "insert into tenant.approval_policy_version (org_id, id, number, name, effective_from, definition, published_by, published_at, draft_id)
        select d.org_id, uuidv7(), (select max(v.number) + 1 from tenant.approval_policy_version v), d.name, door.now(), d.definition, '{}', door.now(), d.id
        from tenant.approval_policy_draft d where d.id = '{}'",
        by.id,
        draft.id()
    )
}

// A version that was withdrawn is nothing to follow, and nobody withdraws in another's name.
async fn withdrawn(hotel: &Organisation<'_>, author: &Person<'_>) -> Vec<Tried> {
    let (owner, admin) = (hotel.owner().await, hotel.admin().await);
    let on = Utc::now().date_naive().checked_add_days(Days::new(2)).unwrap();
    let scheduled = proposed(author, above("50")).await;
    let version =
        acts(&owner, "publish", &scheduled, Some(json!({ "effective_from": { "on": on } }))).await.is(201).id();
    let withdraws = format!(
        "insert into tenant.approval_policy_withdrawal (org_id, version_id, withdrawn_by, withdrawn_at, reason)
        select door.org_id(), '{version}', '{}', door.now(), 'No'",
        admin.id
    );
    let follower = proposed(&admin, above("60")).await;
    let reason = json!({ "reason": "Not yet" });
    let pair = "policy_publication";
    let in_another_name = tries(&owner, pair, withdraws, "approval_policy_withdrawal_in_person").await;
    owner.posts(&format!("/v1/approval-policies/{version}/withdraw"), reason).await.is(200);
    let followed = tries(&owner, pair, publishes(&follower, &owner), "approval_policy_version_in_sequence").await;
    vec![in_another_name, followed]
}

// SOD-07: a route that asks the author of the newest version, on a document of somebody else, also one that says it is of another time or by another version.
async fn under_ones_own(hotel: &Organisation<'_>, author: &Person<'_>) -> Vec<Tried> {
    let make_head =
        format!("update tenant.department set head_id = '{}' where id = '{}'", author.id, hotel.housekeeping);
    as_installation(hotel, make_head).await;
    let housekeeper = hotel.housekeeper().await;
    let lines = json!([{ "description": "Soap", "quantity": "1", "unit": "C62", "unit_price": "1" }]);
    let draft = housekeeper.posts("/v1/requisitions", json!({ "title": "Soap", "lines": lines })).await.is(201);
    let submit = format!("/v1/requisitions/{}/submit", draft.id());
    let stuck = sends(&housekeeper, &submit, &draft, Value::Null).await.is_refused(409, "route_has_nobody");
    assert!(stuck.body["detail"].as_str().unwrap().contains("(SOD-07)"), "{stuck:?}");
    let statement = format!(
        "insert into tenant.approval_route (org_id, id, document_kind, document_id, document_revision, policy_version_id, material_digest, requester_id, created_by,
            submitted_by, title, total_minor, currency, route, status, opened_at)
        select v.org_id, uuidv7(), 'requisition', '{document}', 1, v.id, sha256('x'), '{of}', '{of}', '{of}', 'Towels', 1, 'EUR',
            '{{\"steps\": [{{\"number\": 1, \"order\": 1, \"applies\": true, \"needed\": 1, \"candidates\": [{{\"person\": \"{by}\"}}]}}]}}', 'running', door.now()
        from tenant.approval_policy_version v where v.id = tenant.newest_policy_version();
        insert into tenant.approval_decision (org_id, id, route_id, step, person_id, verdict, revision, is_carried, decided_at)
        select r.org_id, uuidv7(), r.id, 1, '{by}', 'approve', 1, false, door.now() from tenant.approval_route r where r.document_id = '{document}'",
        document = uuid::Uuid::new_v4(),
        of = hotel.people.requester,
        by = author.id
    );
    let pair = "policy_authorship";
    let late = statement.replace("'running', door.now()", "'running', door.now() + interval '31 days'");
    let by_another = statement.replace("v.id = tenant.newest_policy_version()", "v.number = 1");
    vec![
        tries(author, pair, statement, "approval_decision_own_policy").await,
        tries(author, pair, late, "approval_route_in_force").await,
        tries(author, pair, by_another, "approval_route_in_force").await,
    ]
}
