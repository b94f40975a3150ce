//! Drafts of the approval policy.
use serde_json::{Value, json};

use super::{Cast, Goods, Teller};
use crate::{support::Answer, telling::Telling};

/// One that is published for next month and withdrawn, and one of each kind of condition, discarded.
pub async fn policy_drafts<'a>(teller: &mut impl Teller<'a>, cast: &Cast<'_>, goods: &Goods) {
    let requester = teller.hotel().people.requester;
    let amount = json!({ "at_least": { "amount": "10", "currency": "EUR" } });
    let kitchen = json!({ "department": { "in": [teller.hotel().kitchen] } });
    for when in [
        json!({ "category": { "any_line_in": [goods.category] } }),
        json!({ "category": { "every_line_in": [goods.category] } }),
        json!({ "category_sum": { "category": goods.category, "is": amount } }),
        json!({ "requester": { "in": [requester] } }),
        json!({ "supplier": { "in": [goods.supplier] } }),
    ] {
        let draft = written(teller, cast, when).await;
        returned(teller, cast, draft).await;
    }
    let draft = written(teller, cast, kitchen).await;
    played_through(teller, cast, goods, &draft.id()).await;
    published(teller, cast, draft).await;
}

// Proposed, sent back, and given up.
async fn returned<'a>(teller: &mut impl Teller<'a>, cast: &Cast<'_>, draft: Answer) {
    let (admin, id, because) = (&cast.admin, draft.id(), json!({ "because": teller.word() }));
    let seen = |draft: &Answer| Telling::of(&[&id]).on(draft.revision());
    let draft = teller.tells(admin, "propose_approval_policy_draft", seen(&draft)).await;
    let draft = teller.tells(&cast.owner, "return_approval_policy_draft", seen(&draft).with(because)).await;
    teller.tells(admin, "discard_approval_policy_draft", seen(&draft)).await;
}

/// The newest version that was not withdrawn.
async fn newest(cast: &Cast<'_>) -> String {
    let policies = cast.owner.gets("/v1/approval-policies").await;
    let standing =
        policies.body["items"].as_array().into_iter().flatten().find(|policy| policy["state"] != "withdrawn");
    standing.and_then(|policy| policy["id"].as_str()).unwrap_or_default().to_owned()
}

// Begun and edited, each time with every id that a draft can name.
async fn written<'a>(teller: &mut impl Teller<'a>, cast: &Cast<'_>, when: Value) -> Answer {
    let (admin, hotel, word, newest) = (&cast.admin, teller.hotel(), teller.word(), newest(cast).await);
    let definition = |name: &str| {
        let others = json!({ "ask": { "person": hotel.people.owner } });
        let who = json!({ "person": hotel.people.head });
        let step = json!({ "name": name, "order": 1, "who": who, "on_nobody": others, "when": when });
        json!({ "currency": "EUR", "steps": [step] })
    };
    let new = json!({ "name": word, "note": word, "based_on_id": newest, "definition": definition("Head") });
    let draft = teller.tells(admin, "create_approval_policy_draft", Telling::default().with(new)).await;
    let change = json!({ "definition": definition("Head or owner"), "based_on_id": newest });
    let update = Telling::of(&[&draft.id()]).with(change).on(draft.revision());
    teller.tells(admin, "update_approval_policy_draft", update).await
}

// Documents that there are, under a version and under the draft.
async fn played_through<'a>(teller: &mut impl Teller<'a>, cast: &Cast<'_>, goods: &Goods, draft: &str) {
    let (accounts, newest) = (&cast.accounts, newest(cast).await);
    let order = accounts.posts("/v1/purchase-orders", super::orders::wanted(&*teller, "Bowls", goods)).await.is(201);
    let wanted = super::requisitions::wanted(&*teller, "Bowls", goods);
    let requisition = accounts.posts("/v1/requisitions", wanted).await.is(201);
    for (preview, document) in
        [("preview_purchase_order_route", order.id()), ("preview_requisition_route", requisition.id())]
    {
        for choice in [("policy_id", newest.as_str()), ("draft_id", draft)] {
            teller.tells(accounts, preview, Telling::of(&[&document]).asking(&[choice])).await;
        }
    }
}

async fn published<'a>(teller: &mut impl Teller<'a>, cast: &Cast<'_>, draft: Answer) {
    let (admin, owner, id, newest) = (&cast.admin, &cast.owner, draft.id(), newest(cast).await);
    teller.tells(admin, "get_approval_policy_draft", Telling::of(&[&id])).await;
    teller.tells(admin, "list_approval_policy_drafts", Telling::default()).await;
    let compare = Telling::of(&[&id]).asking(&[("since_id", &newest)]);
    teller.tells(admin, "compare_approval_policy_draft", compare).await;
    let compare = Telling::of(&[&newest]).asking(&[("since_id", &newest)]);
    teller.tells(admin, "compare_approval_policies", compare).await;
    let document = json!({ "kind": "requisition", "amount": { "amount": "10", "currency": "EUR" }, "draft_id": id });
    teller.tells(admin, "simulate_approval", Telling::default().with(document)).await;
    for policy in [json!({ "draft_id": id }), json!({ "policy_id": newest })] {
        teller.tells(admin, "examine_approval_policy", Telling::default().with(policy)).await;
    }
    let seen = |draft: &Answer| Telling::of(&[&id]).on(draft.revision());
    let draft = teller.tells(admin, "propose_approval_policy_draft", seen(&draft)).await;
    let month = chrono::Utc::now().date_naive().checked_add_days(chrono::Days::new(30));
    let publish = seen(&draft).with(json!({ "effective_from": { "on": month } }));
    let version = teller.tells(owner, "publish_approval_policy", publish).await.id();
    let withdraw = Telling::of(&[&version]).with(json!({ "reason": teller.word() }));
    teller.tells(owner, "withdraw_approval_policy", withdraw).await;
}
