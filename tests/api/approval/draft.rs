//! Drafts of the policy, from the first line to the version in force.
use serde_json::{Value, json};

use crate::support::{Answer, Person};

mod compare;
mod create;
mod discard;
mod get;
mod list;
mod propose;
mod publish;
mod r#return;
mod update;

/// A policy that asks the head, and the owner above this amount.
pub fn above(amount: &str) -> Value {
    json!({
        "currency": "EUR",
        "steps": [
            { "name": "Head of department", "order": 1, "who": "department_head" },
            {
                "name": "Owner",
                "order": 2,
                "when": { "amount": { "greater_than": { "amount": amount, "currency": "EUR" } } },
                "who": { "role": "owner" },
            },
        ],
    })
}

/// Begins a draft with this wording.
pub async fn begins(person: &Person<'_>, definition: Value) -> Answer {
    let draft = json!({ "name": "Stricter", "note": "As the board asked.", "definition": definition });
    person.posts("/v1/approval-policy-drafts", draft).await
}

/// Does something with a draft as it was answered.
pub async fn acts(person: &Person<'_>, verb: &str, draft: &Answer, body: Option<Value>) -> Answer {
    let path = format!("/v1/approval-policy-drafts/{}/{verb}", draft.id());
    let (key, seen) = (uuid::Uuid::new_v4().to_string(), format!("\"{}\"", draft.revision()));
    person.sends("POST", &path, body, &[("idempotency-key", &key), ("if-match", &seen)]).await
}

/// A draft that waits for a second person.
pub async fn proposed(author: &Person<'_>, definition: Value) -> Answer {
    let draft = begins(author, definition).await.is(201);
    acts(author, "propose", &draft, None).await.is(200)
}

/// Changes a draft as it was answered.
pub async fn edits(person: &Person<'_>, draft: &Answer, change: Value) -> Answer {
    person.patches(&format!("/v1/approval-policy-drafts/{}", draft.id()), change, draft.revision()).await
}
