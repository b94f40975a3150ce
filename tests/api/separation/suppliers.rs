//! Suppliers, and what one person does that two should.
use serde_json::{Value, json};

use super::{Tried, active, acts, as_installation, tries};
use crate::{
    support::{Organisation, Person},
    tenancy::duty::lowers,
};

pub async fn tried(hotel: &Organisation<'_>) -> Vec<Tried> {
    let (accounts, manager) = (hotel.accounts().await, hotel.general_manager().await);
    let body = json!({ "name": "Quay Textiles", "country": "IE", "currency": "EUR" });
    let proposal = accounts.posts("/v1/suppliers", body).await.is(201).id();
    let blocked = active(hotel, "Harbour Linen").await;
    let reason = json!({ "reason": "Insolvent" });
    manager.posts(&format!("/v1/suppliers/{}/block", blocked.id()), reason).await.is(200);
    let activate = |id: &str, by: &Person<'_>| {
        format!(
            "update tenant.supplier set status = 'active', activated_by = '{}', activated_at = door.now(), blocked_by = null, blocked_reason = null
            where id = '{id}'",
            by.id
        )
    };
    let in_another_name = format!(
        "insert into tenant.supplier (org_id, id, name, country, currency, name_key, search_text, status, created_by, created_at, changed_by)
        select door.org_id(), gen_random_uuid(), 'Mine', 'IE', 'EUR', 'mine', 'mine', 'proposed', '{0}', door.now(), array['{0}'::uuid]",
        manager.id
    );
    let pair = "supplier_activation";
    let mut tried = vec![
        tries(&accounts, pair, activate(&proposal, &accounts), "supplier_activated_by_changer_check").await,
        tries(&accounts, pair, activate(&proposal, &manager), "supplier_second_person").await,
        tries(&accounts, pair, in_another_name, "supplier_second_person").await,
        tries(&manager, "supplier_block", activate(&blocked.id(), &manager), "supplier_second_person").await,
    ];
    tried.extend(exceptions(hotel).await);
    tried
}

async fn exceptions(hotel: &Organisation<'_>) -> Vec<Tried> {
    let both = hotel
        .somebody_who_may(&["session.view", "supplier.create", "supplier.activate", "duty_exception.review"])
        .await;
    lowers(hotel, hotel.people.auditor).await;
    let body = json!({ "name": "Rope and Twine", "country": "IE", "currency": "EUR" });
    let proposal = both.posts("/v1/suppliers", body).await.is(201);
    acts(&both, &format!("/v1/suppliers/{}/activate", proposal.id()), &proposal, Value::Null).await.is(200);
    let review = |by: &Person<'_>| {
        format!(
            "update tenant.duty_exception set state = 'accepted', note = 'Fine', reviewed_by = '{}', reviewed_at = door.now(), revision = 2",
            by.id
        )
    };
    let pair = "exception_review";
    let (accounts, auditor) = (hotel.accounts().await, hotel.auditor().await);
    let detect = format!(
        "update tenant.duty set mode = 'detect', reviewer_id = '{}', reason = 'So', set_by = '{}', set_at = door.now()",
        accounts.id, hotel.people.owner
    );
    let owner = hotel.owner().await;
    let begins = format!(
        "insert into tenant.duty (org_id, pair, mode, reviewer_id, reason, set_by, set_at)
        select door.org_id(), 'supplier_activation', 'detect', '{}', 'So', '{}', door.now()",
        auditor.id, owner.id
    );
    let in_another_name = format!("update tenant.duty set set_by = '{}', set_at = door.now()", auditor.id);
    let for_no_reason = format!("update tenant.duty set reason = null, set_by = '{}', set_at = door.now()", owner.id);
    let twice = [review(&auditor), review(&auditor)].join(";");
    let tried = vec![
        tries(&owner, pair, begins, "duty_begins").await,
        tries(&owner, pair, in_another_name, "duty_in_own_name").await,
        tries(&owner, pair, for_no_reason, "duty_detect_reason").await,
        tries(&auditor, pair, twice, "duty_exception_reviewed").await,
        tries(&both, pair, review(&both), "duty_exception_not_by_oneself").await,
        tries(&both, pair, review(&auditor), "duty_exception_in_own_name").await,
        tries(&accounts, pair, review(&accounts), "duty_exception_permission").await,
        tries(&owner, pair, detect, "duty_reviewer_stands").await,
        tries(&accounts, pair, "update tenant.duty set revision = 9".to_owned(), "duty_permission").await,
    ];
    as_installation(hotel, "update tenant.duty set mode = 'prevent', reviewer_id = null".to_owned()).await;
    tried
}
