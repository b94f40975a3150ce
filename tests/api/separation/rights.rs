//! Rights and second factors: who asks, who agrees, and who looks at them.
use serde_json::json;
use uuid::Uuid;

use super::{Tried, as_installation, tries, tries_confirmed};
use crate::support::{Organisation, Person, SupportOperator};

pub async fn tried(hotel: &Organisation<'_>) -> Vec<Tried> {
    let mut tried = giving(hotel).await;
    tried.extend(together(hotel).await);
    tried.push(ending_what_governs(hotel).await);
    tried.push(reviewing(hotel).await);
    tried.push(resetting(hotel).await);
    tried
}

/// What somebody else has to take, or to let in.
pub async fn tried_of_two(hotel: &Organisation<'_>) -> Vec<Tried> {
    let mut tried = letting_programs_in(hotel).await;
    tried.push(handing_over(hotel).await);
    tried.push(letting_support_in(hotel).await);
    tried
}

/// A grant that waits, of one permission by itself.
fn asks(id: Uuid, of: &str, by: &str, permission: &str) -> String {
    format!(
        "insert into tenant.access_grant (org_id, id, person_id, roles, permissions, reason, state, asked_by, asked_at)
        select door.org_id(), '{id}', '{of}', '{{}}', array['{permission}'], 'So', 'waiting', '{by}', door.now();"
    )
}

fn agrees(id: Uuid, by: &Person<'_>) -> String {
    format!(
        "update tenant.access_grant set state = 'given', decided_by = '{}', decided_at = door.now() where id = '{id}';",
        by.id
    )
}

async fn giving(hotel: &Organisation<'_>) -> Vec<Tried> {
    let both = hotel.somebody_who_may(&["session.view", "grant.create", "grant.approve"]).await;
    let (own, other) = (both.id.to_string(), hotel.people.requester.to_string());
    let alone = Uuid::new_v4();
    let by_oneself = asks(alone, &other, &own, "supplier.activate") + &agrees(alone, &both);
    let to_oneself = asks(Uuid::new_v4(), &own, &own, "supplier.activate");
    let admin = hotel.admin().await;
    let invites_oneself = format!(
        "insert into tenant.invitation (org_id, id, person_id, invited_by, sent_at, expires_at, created_at)
        select door.org_id(), gen_random_uuid(), '{0}', '{0}', door.now(), door.now() + interval '1 day', door.now()",
        admin.id
    );
    let pair = "rights_giving";
    vec![
        tries(&admin, pair, invites_oneself, "invitation_not_of_oneself").await,
        tries(&both, pair, by_oneself, "access_grant_second_person").await,
        tries(&both, pair, to_oneself, "access_grant_not_to_oneself").await,
    ]
}

// The general manager, who spends, would say what others may do: asked for by one and agreed to by another, without a waiver and by one for another pair.
async fn together(hotel: &Organisation<'_>) -> Vec<Tried> {
    let (owner, id, waived) = (hotel.owner().await, Uuid::new_v4(), Uuid::new_v4());
    let (manager, admin) = (hotel.people.general_manager.to_string(), hotel.people.admin.to_string());
    as_installation(hotel, asks(id, &manager, &admin, "grant.create")).await;
    let for_one_pair = format!(
        "insert into tenant.access_grant (org_id, id, person_id, roles, permissions, reason, ends_at, waiver, waived, state, asked_by, asked_at)
        select door.org_id(), '{waived}', '{manager}', '{{}}', array['grant.create'], 'So', door.now() + interval '30 days', 'Two of us',
            array['grant.create+purchase_order.approve'], 'waiting', '{admin}', door.now()"
    );
    as_installation(hotel, for_one_pair).await;
    let gives = |id: Uuid| {
        format!(
            "insert into tenant.permission_grant (org_id, person_id, permission, source, granted_by, granted_at, grant_id, approved_by, expires_at)
            select door.org_id(), '{manager}', 'grant.create', 'own', '{admin}', door.now(), g.id, '{}', g.ends_at
            from tenant.access_grant g where g.id = '{id}'",
            owner.id
        )
    };
    let mut tried = Vec::new();
    for id in [id, waived] {
        let statement = agrees(id, &owner) + &gives(id);
        let confirmed = ("grant.approve", id);
        tried.push(tries_confirmed(&owner, "rights_together", confirmed, statement, "permission_grant_toxic").await);
    }
    tried
}

// The last who gives rights for good would hold that until an end: asked for by one and agreed to by another.
async fn ending_what_governs(hotel: &Organisation<'_>) -> Tried {
    let (owner, id) = (hotel.owner().await, Uuid::new_v4());
    let (admin, asker) = (hotel.people.admin, hotel.people.head);
    let others =
        format!("delete from tenant.permission_grant where permission = 'grant.create' and person_id <> '{admin}'");
    as_installation(hotel, others).await;
    let until = format!(
        "insert into tenant.access_grant (org_id, id, person_id, roles, permissions, reason, ends_at, state, asked_by, asked_at)
        select door.org_id(), '{id}', '{admin}', array['admin'], '{{}}', 'So', door.now() + interval '30 days', 'waiting', '{asker}', door.now()"
    );
    as_installation(hotel, until).await;
    // By the trigger `keep_governed_for_good`.
    let ends = format!(
        "update tenant.permission_grant h
        set granted_by = '{asker}', granted_at = door.now(), grant_id = g.id, approved_by = '{}', expires_at = g.ends_at
        from tenant.access_grant g where g.id = '{id}' and h.person_id = '{admin}' and h.permission = 'grant.create'",
        owner.id
    );
    let confirmed = ("grant.approve", id);
    tries_confirmed(&owner, "rights_giving", confirmed, agrees(id, &owner) + &ends, "permission_grant_last").await
}

async fn reviewing(hotel: &Organisation<'_>) -> Tried {
    let owner = hotel.owner().await;
    let review = owner.posts("/v1/access-reviews", json!({})).await.is(201).id();
    let keeps = format!(
        "update tenant.access_review_line set state = 'kept', decided_by = '{0}', decided_at = door.now() where review_id = '{review}' and person_id = '{0}'",
        owner.id
    );
    tries(&owner, "rights_review", keeps, "access_review_line_own").await
}

async fn resetting(hotel: &Organisation<'_>) -> Tried {
    let both = hotel.somebody_who_may(&["session.view", "factor_reset.create", "factor_reset.approve"]).await;
    hotel.has_an_app(hotel.people.requester).await;
    let alone = format!(
        "insert into tenant.factor_reset (org_id, id, person_id, reason, state, asked_by, asked_at, expires_at)
        select door.org_id(), gen_random_uuid(), '{}', 'So', 'waiting', '{1}', door.now(), door.now() + interval '1 hour';
        update tenant.factor_reset set state = 'approved', decided_by = '{1}', decided_at = door.now() where asked_by = '{1}'",
        hotel.people.requester, both.id
    );
    tries(&both, "factor_reset", alone, "factor_reset_second_person").await
}

// Asked for and agreed to by one; and asked for with what approves.
async fn letting_programs_in(hotel: &Organisation<'_>) -> Vec<Tried> {
    let both = hotel.somebody_who_may(&["session.view", "api_key.create", "api_key.approve"]).await;
    let asks = |scope: &str| {
        format!(
            "with i as (select gen_random_uuid() i), p as (
                insert into tenant.person (org_id, id, name, email, is_active, is_machine, created_at)
                select door.org_id(), i, 'So', 'api-key.' || i || '@key.invalid', false, true, door.now() from i returning id)
            select set_config('test.key', p.id::text, true) from p;
            insert into tenant.api_key (org_id, id, name, prefix, scopes, reason, state, asked_by, asked_at, expires_at)
            select door.org_id(), current_setting('test.key')::uuid, 'So', 'eu1_csk_abcd', array['{scope}'], 'So', 'waiting', '{}', door.now(),
                door.now() + interval '1 day';",
            both.id
        )
    };
    let agrees = format!(
        "update tenant.api_key set state = 'active', decided_by = '{0}', decided_at = door.now() where asked_by = '{0}'",
        both.id
    );
    vec![
        tries(&both, "api_keys", asks("supplier.view") + &agrees, "api_key_second_person").await,
        tries(&both, "api_keys", asks("purchase_order.approve"), "api_key_scopes").await,
    ]
}

// The owner takes it in the place of whom they offered it to.
async fn handing_over(hotel: &Organisation<'_>) -> Tried {
    let owner = hotel.owner().await;
    let body = json!({ "person_id": hotel.people.general_manager, "reason": "I retire" });
    owner.posts("/v1/ownership-transfers", body).await.is(201);
    let takes = format!(
        "update tenant.ownership_transfer set state = 'accepted', decided_by = '{}', decided_at = door.now()",
        owner.id
    );
    tries(&owner, "ownership_transfer", takes, "ownership_transfer_by_its_people").await
}

// An operator who is an owner here as well.
async fn letting_support_in(hotel: &Organisation<'_>) -> Tried {
    let (owner, slug) = (hotel.owner().await, hotel.slug().await);
    let asked = SupportOperator::of(hotel.app, "both").await.asks(&slug, 30).await.is(201).id();
    as_installation(
        hotel,
        "update tenant.support_access set operator_email = 'owner@harbour-house.example'".to_owned(),
    )
    .await;
    let agrees = format!(
        "update tenant.support_access set state = 'approved', decided_by = '{}', decided_at = door.now(), open_by = door.now() + interval '1 hour'
        where id = '{asked}'",
        owner.id
    );
    tries(&owner, "support_access", agrees, "support_access_by_oneself").await
}
