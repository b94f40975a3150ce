//! Other heads for the departments of somebody who leaves.
use access::{Event, Tx};
use kernel::{DepartmentId, Error, Name, PersonId};
use serde_json::json;

use super::{Department, must_be_able_to_head, store};
use crate::change;

/// A department that somebody heads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headed {
    pub id: DepartmentId,
    pub name: Name,
}

/// Who is to head which department.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewHead {
    pub department_id: DepartmentId,
    pub person_id: PersonId,
}

pub(crate) async fn headed(tx: &mut Tx, person: PersonId) -> Result<Vec<Headed>, Error> {
    store::headed(tx, person).await
}

/// Nobody of whom is who says so.
pub(crate) async fn to_new_heads(tx: &mut Tx, own: PersonId, heads: &[NewHead]) -> Result<Vec<Event>, Error> {
    let mut events = Vec::new();
    for NewHead { department_id, person_id } in heads {
        let before = store::lock(tx, *department_id).await?;
        let head = must_be_able_to_head(store::find_head(tx, *person_id).await?, own)?;
        let after = Department { revision: before.revision.next(), ..before.clone() }.headed_by(Some(head));
        store::save(tx, &after).await?;
        let detail = json!({ "changed": change::fields(&before, &after)? });
        events.push(Event::also("department.updated", *department_id, detail));
    }
    Ok(events)
}
