//! Somebody who leaves: what is open with them, who goes on with it, and the end of their account.
//!
//! It stands here because this room knows every other that has open work. Who asked for a document stays who asked for it: the approvals rest on it.
//! Whoever goes on with it watches it, and may edit, submit and cancel what is still a draft.
pub mod deactivate;
mod handing;
pub mod leave;
pub mod open_work;
pub mod own_open_work;
mod store;

use access::{Shown, Work};
use approval::{DocumentKind, OpenApproval, lock_open_approvals, open_approvals};
use kernel::{DepartmentId, DocumentId, Error, FieldError, Name, PersonId, Reference, Refused, Text};
use serde::{Deserialize, Serialize};
use tenancy::{leaving, person::Person};
use utoipa::ToSchema;

use crate::refusals;

/// The most of each kind that is handed over at once.
const OPEN_MAX: usize = 1000;

/// What is open with somebody.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpenWork {
    pub person_id: PersonId,
    pub person_name: Name,
    /// Departments in use that they head: each needs another head.
    #[schema(max_items = 1001)]
    pub departments: Vec<OpenDepartment>,
    /// Steps that ask for their approval.
    #[schema(max_items = 1001)]
    pub approvals: Vec<OpenStep>,
    /// Requisitions and orders of theirs that have not ended: somebody must go on with them.
    #[schema(max_items = 1001)]
    pub documents: Vec<OpenDocument>,
    /// What needs nobody in their place.
    pub others: OtherWork,
    /// True when nobody must be named before they leave.
    pub is_nothing: bool,
}

/// A department that somebody heads.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OpenDepartment {
    pub id: DepartmentId,
    pub name: Name,
}

/// A step that asks for somebody's approval.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OpenStep {
    pub kind: DocumentKind,
    pub document_id: DocumentId,
    /// Null while it has none.
    pub number: Option<Reference>,
    pub title: Text,
    pub requester_name: Name,
    #[schema(example = "Head of department")]
    pub step_name: Name,
    /// Whether the others whom the step asks are too few without them.
    pub needs_successor: bool,
}

/// A requisition or an order that has not ended.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OpenDocument {
    pub kind: DocumentKind,
    pub id: DocumentId,
    /// Null while it has none.
    pub number: Option<Reference>,
    pub title: Text,
    /// Whoever goes on with a draft may edit, submit and cancel it.
    pub is_draft: bool,
}

/// What others can go on with as it is, or what ends by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct OtherWork {
    /// Suppliers that they proposed and nobody has activated.
    #[schema(example = 1, minimum = 0)]
    pub suppliers: i64,
    /// Drafts of the approval policy that they began.
    #[schema(example = 0, minimum = 0)]
    pub policy_drafts: i64,
    /// Rights that they asked for, or that were asked for them, and that wait.
    #[schema(example = 0, minimum = 0)]
    pub grants: i64,
    /// API keys that they asked for or rotated, and that open still: they may know the secret. Rotate or revoke them.
    #[schema(example = 0, minimum = 0)]
    pub api_keys: i64,
    /// Imports that they tried and did not confirm: nobody else sees them.
    #[schema(example = 0, minimum = 0)]
    pub imports: i64,
}

/// Who goes on with what is open; each is needed only where there is something.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Successors {
    /// Another head for each department.
    #[serde(default)]
    #[schema(max_items = 1000)]
    pub heads: Vec<HeadRequest>,
    /// Who approves in their place where the others are too few: somebody who may approve such documents and has no part in them.
    pub approvals_to: Option<PersonId>,
    /// Who goes on with requisitions and orders: somebody who sees such documents.
    pub documents_to: Option<PersonId>,
}

/// Who is to head a department.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HeadRequest {
    pub department_id: DepartmentId,
    /// Somebody else who is active.
    pub person_id: PersonId,
}

impl Shown for OpenWork {}

/// All that is open with somebody, as it is judged.
pub(crate) struct Open {
    pub departments: Vec<leaving::Headed>,
    pub approvals: Vec<OpenApproval>,
    pub documents: Vec<OpenDocument>,
}

impl Open {
    /// Looks at it; at most one more of each kind than may be handed over.
    async fn see<P>(work: &mut Work<'_, P>, id: PersonId) -> Result<Self, Error> {
        let at_most = i64::try_from(OPEN_MAX)? + 1;
        Ok(Self {
            departments: leaving::headed(work, id).await?,
            approvals: open_approvals(work, id, at_most).await?,
            documents: store::open_documents(work, id, at_most).await?,
        })
    }

    /// The same, with the routes locked.
    async fn lock<P>(work: &mut Work<'_, P>, id: PersonId) -> Result<Self, Error> {
        lock_open_approvals(work, id).await?;
        Self::see(work, id).await
    }

    /// Whether somebody must approve in their place.
    fn needs_approver(&self) -> bool {
        self.approvals.iter().any(|approval| approval.needs_successor)
    }

    fn is_nothing(&self) -> bool {
        self.departments.is_empty() && self.documents.is_empty() && !self.needs_approver()
    }

    /// Refuses more than can be handed over at once.
    fn must_be_bounded(&self) -> Result<(), Error> {
        let counts = [self.departments.len(), self.approvals.len(), self.documents.len()];
        if counts.iter().any(|count| *count > OPEN_MAX) { Err(refusals::TOO_MUCH_OPEN_WORK.into()) } else { Ok(()) }
    }

    /// Refuses to leave behind what nobody is named for, and says what that is.
    fn must_be_covered(&self, successors: &Successors) -> Result<(), Error> {
        let mut errors = Vec::new();
        for department in &self.departments {
            if !successors.heads.iter().any(|head| head.department_id == department.id) {
                errors.push(missing("successors.heads", format!("{} needs another head.", department.name.as_str())));
            }
        }
        if successors.approvals_to.is_none() && self.needs_approver() {
            let needy = self.approvals.iter().filter(|approval| approval.needs_successor);
            let names = needy.map(OpenApproval::name);
            errors.push(missing("successors.approvals_to", format!("Waiting for approval: {}.", some_of(names))));
        }
        if successors.documents_to.is_none() && !self.documents.is_empty() {
            let names = self.documents.iter().map(OpenDocument::name);
            errors.push(missing("successors.documents_to", format!("Not ended: {}.", some_of(names))));
        }
        if errors.is_empty() {
            return Ok(());
        }
        let detail: Vec<_> = errors.iter().map(|error| error.message.clone()).collect();
        Err(Error::Refused(Box::new(Refused {
            detail: Some(detail.join(" ")),
            errors,
            ..Refused::plain(refusals::OPEN_WORK)
        })))
    }
}

fn missing(field: &str, message: String) -> FieldError {
    FieldError::new(field, "missing", message)
}

// The first of them by name, and how many more there are.
fn some_of<'a>(mut names: impl Iterator<Item = &'a str>) -> String {
    const NAMED_MAX: usize = 5;
    let first: Vec<_> = names.by_ref().take(NAMED_MAX).collect();
    match names.count() {
        0 => first.join(", "),
        more => format!("{}, and {more} more", first.join(", ")),
    }
}

impl OpenDocument {
    fn name(&self) -> &str {
        self.number.as_ref().map_or_else(|| self.title.as_str(), Reference::as_str)
    }
}

impl From<&OpenApproval> for OpenStep {
    fn from(open: &OpenApproval) -> Self {
        Self {
            kind: open.kind,
            document_id: open.document_id,
            number: open.number.clone(),
            title: open.title.clone(),
            requester_name: open.requester_name.clone(),
            step_name: open.step_name.clone(),
            needs_successor: open.needs_successor,
        }
    }
}

/// What is open with a person, for whoever is to hand it over.
async fn shown<P>(work: &mut Work<'_, P>, person: Person) -> Result<OpenWork, Error> {
    let open = Open::see(work, person.id).await?;
    let others = store::other_work(work, person.id).await?;
    let is_nothing = open.is_nothing();
    let departments = open.departments.into_iter();
    Ok(OpenWork {
        person_id: person.id,
        person_name: person.name,
        departments: departments
            .map(|department| OpenDepartment { id: department.id, name: department.name })
            .collect(),
        approvals: open.approvals.iter().map(OpenStep::from).collect(),
        documents: open.documents,
        others,
        is_nothing,
    })
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn document(title: &str) -> OpenDocument {
        let title = Text::parse(title).unwrap();
        OpenDocument {
            kind: DocumentKind::Requisition,
            id: DocumentId(Uuid::nil()),
            number: None,
            title,
            is_draft: true,
        }
    }

    fn missing_of(open: &Open, successors: &Successors) -> Vec<String> {
        let error = open.must_be_covered(successors).err();
        let fields = error.map(|error| error.problem().errors.iter().map(|error| error.field.clone()).collect());
        fields.unwrap_or_default()
    }

    #[test]
    fn what_nobody_is_named_for_is_refused_by_its_name() {
        let kitchen = leaving::Headed { id: DepartmentId(Uuid::nil()), name: Name::parse("Kitchen").unwrap() };
        let open = Open { departments: vec![kitchen], approvals: Vec::new(), documents: vec![document("Towels")] };
        let successor = PersonId(Uuid::nil());

        assert_eq!(missing_of(&open, &Successors::default()), ["successors.heads", "successors.documents_to"]);
        let head = HeadRequest { department_id: DepartmentId(Uuid::nil()), person_id: successor };
        let all = Successors { heads: vec![head], approvals_to: None, documents_to: Some(successor) };
        assert_eq!(missing_of(&open, &all), Vec::<String>::new());
    }

    #[test]
    fn a_long_list_is_told_in_short() {
        let names = ["a", "b", "c", "d", "e", "f", "g"];

        assert_eq!(some_of(names.into_iter()), "a, b, c, d, e, and 2 more");
        assert_eq!(some_of(names.into_iter().take(2)), "a, b");
    }
}
