//! What every thread serves alike of the document: its text, and which methods an address takes. Made once, by the first of them.
use std::sync::OnceLock;

use actix_web::{dev::ResourceDef, web::Bytes};
use utoipa::openapi::{OpenApi, PathItem};

use crate::openapi::in_order;

/// The document's text and its addresses.
#[derive(Default)]
pub struct Surface {
    document: OnceLock<Bytes>,
    methods: OnceLock<Vec<(String, String)>>,
    /// Asked only where nothing was found, so made only then.
    addresses: OnceLock<Vec<ResourceDef>>,
}

impl Surface {
    /// Takes what it needs of the document, unless it has it.
    pub fn of(&self, document: &OpenApi) {
        self.document.get_or_init(|| in_order(document).unwrap_or_default().to_string().into());
        self.methods
            .get_or_init(|| document.paths.paths.iter().map(|(path, item)| (path.clone(), methods_of(item))).collect());
    }

    /// The document.
    pub fn document(&self) -> Bytes {
        self.document.get().cloned().unwrap_or_default()
    }

    /// The methods that this address takes, as the header `Allow` lists them.
    pub fn methods(&self, path: &str) -> Option<&str> {
        let methods = self.methods.get()?;
        let addresses = self
            .addresses
            .get_or_init(|| methods.iter().map(|(address, _)| ResourceDef::new(address.as_str())).collect());
        let found = addresses.iter().position(|address| address.is_match(path))?;
        methods.get(found).map(|(_, methods)| methods.as_str())
    }
}

fn methods_of(item: &PathItem) -> String {
    let all = [
        ("DELETE", &item.delete),
        ("GET", &item.get),
        ("PATCH", &item.patch),
        ("POST", &item.post),
        ("PUT", &item.put),
    ];
    let taken: Vec<_> = all.iter().filter(|(_, operation)| operation.is_some()).map(|(name, _)| *name).collect();
    taken.join(", ")
}
