//! What the document says to a request: its text, and which methods an address takes.
//!
//! The text is the committed one, which a test keeps equal to what the routes print: to print it anew at each start would cost each
//! thread the schemas of the whole API, in time and in memory.
use std::{collections::BTreeMap, sync::OnceLock};

use actix_web::{dev::ResourceDef, web::Bytes};
use serde::{Deserialize, de::IgnoredAny};

const DOCUMENT: &str = include_str!("../../openapi/openapi.json");

/// An address and the methods that it takes.
type Address = (ResourceDef, String);

#[derive(Deserialize)]
struct Addresses {
    paths: BTreeMap<String, Item>,
}

#[derive(Deserialize)]
struct Item {
    delete: Option<IgnoredAny>,
    get: Option<IgnoredAny>,
    patch: Option<IgnoredAny>,
    post: Option<IgnoredAny>,
    put: Option<IgnoredAny>,
}

/// The document.
pub fn document() -> Bytes {
    Bytes::from_static(DOCUMENT.as_bytes())
}

/// The methods that this address takes, as the header `Allow` lists them.
pub fn methods(path: &str) -> Option<&'static str> {
    // Asked only where nothing was found, so made only then.
    static ADDRESSES: OnceLock<Vec<Address>> = OnceLock::new();
    let addresses = ADDRESSES.get_or_init(addresses);
    addresses.iter().find(|(address, _)| address.is_match(path)).map(|(_, methods)| methods.as_str())
}

fn addresses() -> Vec<Address> {
    let Ok(Addresses { paths }) = serde_json::from_str(DOCUMENT) else { return Vec::new() };
    paths.iter().map(|(path, item)| (ResourceDef::new(path.as_str()), methods_of(item))).collect()
}

fn methods_of(item: &Item) -> String {
    let all =
        [("DELETE", item.delete), ("GET", item.get), ("PATCH", item.patch), ("POST", item.post), ("PUT", item.put)];
    let taken: Vec<_> = all.iter().filter(|(_, operation)| operation.is_some()).map(|(name, _)| *name).collect();
    taken.join(", ")
}

#[cfg(test)]
mod tests {
    use super::methods;

    #[test]
    fn an_address_takes_what_the_document_lists() {
        assert_eq!(methods("/v1/purchase-orders"), Some("GET, POST"));
        assert_eq!(methods("/v1/purchase-orders/1/cancel"), Some("POST"));
        assert_eq!(methods("/v1/nothing"), None);
    }
}
