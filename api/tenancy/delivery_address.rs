//! A delivery address: where goods go.
pub mod create;
pub mod export;
pub mod get;
pub mod list;
mod store;
pub mod update;

use access::{Action, Caller, Shown, catalogue::UpdateDeliveryAddresses};
use kernel::{CountryCode, Error, Name, Revision};
use serde::Serialize;
use utoipa::ToSchema;

kernel::id! {
    /// A delivery address.
    DeliveryAddressId;
}

/// A delivery address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DeliveryAddress {
    pub id: DeliveryAddressId,
    /// Unique in the organisation.
    pub name: Name,
    /// As they are printed, without the country.
    #[schema(min_items = 1, max_items = 6)]
    pub lines: Vec<Name>,
    pub country: CountryCode,
    /// False once it is retired: new documents cannot name it, old ones keep it.
    pub is_active: bool,
    pub revision: Revision,
}

/// A delivery address as this caller sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeliveryAddressView {
    #[serde(flatten)]
    address: DeliveryAddress,
    actions: Vec<Action>,
}

impl DeliveryAddress {
    /// This address with the actions open to `caller`.
    pub fn seen_by(self, caller: &Caller) -> DeliveryAddressView {
        DeliveryAddressView {
            actions: vec![caller.action::<UpdateDeliveryAddresses>(Ok::<(), Error>(()))],
            address: self,
        }
    }
}

impl Shown for DeliveryAddressView {
    fn revision(&self) -> Option<Revision> {
        Some(self.address.revision)
    }
}
