//! A category: what kind of thing is bought; policies may ask for it.
pub mod create;
pub mod export;
pub mod get;
pub mod list;
mod store;
pub mod update;

use access::{Action, Caller, Shown, catalogue::UpdateCategories};
pub use kernel::CategoryId;
use kernel::{Code, Error, Name, Revision};
use serde::Serialize;
use utoipa::ToSchema;

/// A category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Category {
    pub id: CategoryId,
    pub name: Name,
    /// Unique in the organisation.
    pub code: Code,
    /// False once it is retired: new documents cannot name it, old ones keep it.
    pub is_active: bool,
    pub revision: Revision,
}

/// A category as this caller sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct CategoryView {
    #[serde(flatten)]
    category: Category,
    actions: Vec<Action>,
}

impl Category {
    /// This category with the actions open to `caller`.
    pub fn seen_by(self, caller: &Caller) -> CategoryView {
        CategoryView { actions: vec![caller.action::<UpdateCategories>(Ok::<(), Error>(()))], category: self }
    }
}

impl Shown for CategoryView {
    fn revision(&self) -> Option<Revision> {
        Some(self.category.revision)
    }
}
