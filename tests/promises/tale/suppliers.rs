//! Suppliers.
use serde_json::json;

use super::{Cast, Teller};
use crate::telling::Telling;

/// One that may be ordered from.
pub async fn suppliers<'a>(teller: &mut impl Teller<'a>, cast: &Cast<'_>) -> String {
    let (first, second, word) = (&cast.accounts, &cast.second_accounts, teller.word());
    let name = format!("{word} Linen");
    let new = |name: &str| Telling::default().with(json!({ "name": name, "country": "IE", "currency": "EUR" }));
    let supplier = teller.tells(&cast.requester, "create_supplier", new(&name)).await;
    let id = supplier.id();
    let update = Telling::of(&[&id]).with(json!({ "phone": "+353 1 555 0100" })).on(supplier.revision());
    let supplier = teller.tells(first, "update_supplier", update).await;
    teller.tells(second, "activate_supplier", Telling::of(&[&id]).on(supplier.revision())).await;
    teller.tells(second, "get_supplier", Telling::of(&[&id])).await;
    let other = teller.tells(&cast.requester, "create_supplier", new(&format!("{word} Soap"))).await.id();
    for operation in ["list_suppliers", "export_suppliers"] {
        teller.tells(second, operation, Telling::default().asking(&[("q", &word)])).await;
    }
    let block = Telling::of(&[&other]).with(json!({ "reason": format!("{word} delivers no more.") }));
    teller.tells(second, "block_supplier", block).await;
    id
}
