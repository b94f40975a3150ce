//! Handing over: whether whoever is named may go on with it, and that they do.
use std::collections::HashSet;

use access::{Event, Work};
use approval::{DocumentKind, OpenApproval};
use conversation::{Because, DocumentKindText, watch_all};
use kernel::{Error, FieldError, PersonId};
use serde_json::{Value, json};
use tenancy::{
    directory::{self, Member, Wanted},
    leaving::{self, NewHead, Shares},
    person::Person,
};
use uuid::Uuid;

use super::{Open, OpenDocument, Successors};

const PERMISSIONS: &[&str] =
    &["requisition.view", "requisition.approve", "purchase_order.view", "purchase_order.approve"];
const KINDS: [(DocumentKind, DocumentKindText); 2] = [
    (DocumentKind::Requisition, DocumentKindText::Requisition),
    (DocumentKind::PurchaseOrder, DocumentKindText::PurchaseOrder),
];

/// What was handed over: its events, how many of each kind, and what each successor is told.
pub(super) struct Handed {
    pub events: Vec<Event>,
    pub counts: Value,
    pub shares: Shares,
}

impl Successors {
    /// Everybody who is named.
    pub(super) fn people(&self) -> Vec<PersonId> {
        let heads = self.heads.iter().map(|head| head.person_id);
        heads.chain(self.approvals_to).chain(self.documents_to).collect()
    }
}

/// Hands over what is open; refuses to leave anything behind that needs somebody.
pub(super) async fn hand_over<P>(
    work: &mut Work<'_, P>,
    leaver: &Person,
    open: &Open,
    successors: &Successors,
) -> Result<Handed, Error> {
    open.must_be_bounded()?;
    let people = successors.people();
    let wanted = Wanted { people: &people, permissions: PERMISSIONS, ..Wanted::default() };
    let members = directory::members(work, wanted).await?;
    let own = work.caller().person_id;
    let errors = wrong((own, leaver.id), open, successors, &members);
    if !errors.is_empty() {
        return Err(Error::invalid_fields(errors));
    }
    open.must_be_covered(successors)?;

    let heads: Vec<_> = successors
        .heads
        .iter()
        .map(|head| NewHead { department_id: head.department_id, person_id: head.person_id })
        .collect();
    let mut shares = Shares::default();
    let names = leaving::names_of(&open.departments);
    for head in &heads {
        if let Some(name) = names.get(&head.department_id) {
            shares.add_department(head.person_id, name.clone());
        }
    }
    let mut events = leaving::hand_over_departments(work, &heads).await?;
    let approvals = hand_over_approvals(work, leaver, open, successors, &mut events).await?;
    let documents = hand_over_documents(work, leaver, open, successors, &mut events).await?;
    if let Some(to) = successors.approvals_to.filter(|_| approvals > 0) {
        shares.add_approvals(to, approvals);
    }
    if let Some(to) = successors.documents_to.filter(|_| documents > 0) {
        shares.add_documents(to, documents);
    }
    let counts = json!({ "departments": heads.len(), "approvals": approvals, "documents": documents });
    Ok(Handed { events, counts, shares })
}

// Each approver sees what they are asked for; how many steps went to another.
async fn hand_over_approvals<P>(
    work: &mut Work<'_, P>,
    leaver: &Person,
    open: &Open,
    successors: &Successors,
    events: &mut Vec<Event>,
) -> Result<usize, Error> {
    let to = successors.approvals_to;
    approval::hand_over(work, &open.approvals, leaver.id, to).await?;
    let Some(to) = to else { return Ok(0) };
    let needed: Vec<&OpenApproval> = open.approvals.iter().filter(|approval| approval.needs_successor).collect();
    for (kind, text) in KINDS {
        let of_kind: Vec<_> = needed.iter().filter(|approval| approval.kind == kind).collect();
        let documents: Vec<Uuid> = of_kind.iter().map(|approval| approval.document_id.0).collect();
        watch_all(work, text, &documents, to, Because::Approver).await?;
        let action = match kind {
            DocumentKind::Requisition => "requisition.approval_handed_over",
            DocumentKind::PurchaseOrder => "purchase_order.approval_handed_over",
        };
        let event = |approval: &&&OpenApproval| {
            let detail = json!({ "from": leaver.id, "to": to, "step": approval.step, "step_name": approval.step_name });
            Event::also(action, approval.document_id, detail)
        };
        events.extend(of_kind.iter().map(event));
    }
    Ok(needed.len())
}

async fn hand_over_documents<P>(
    work: &mut Work<'_, P>,
    leaver: &Person,
    open: &Open,
    successors: &Successors,
    events: &mut Vec<Event>,
) -> Result<usize, Error> {
    let Some(to) = successors.documents_to else { return Ok(0) };
    for (kind, text) in KINDS {
        let of_kind: Vec<&OpenDocument> = open.documents.iter().filter(|document| document.kind == kind).collect();
        let documents: Vec<Uuid> = of_kind.iter().map(|document| document.id.0).collect();
        watch_all(work, text, &documents, to, Because::Successor).await?;
        let action = match kind {
            DocumentKind::Requisition => "requisition.handed_over",
            DocumentKind::PurchaseOrder => "purchase_order.handed_over",
        };
        let detail = json!({ "from": leaver.id, "to": to });
        events.extend(of_kind.iter().map(|document| Event::also(action, document.id, detail.clone())));
    }
    Ok(open.documents.len())
}

// Every broken rule, by its field.
fn wrong(
    (own, leaver): (PersonId, PersonId),
    open: &Open,
    successors: &Successors,
    members: &[Member],
) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let mut seen = HashSet::new();
    for (head, place) in successors.heads.iter().zip(0_usize..) {
        let department = format!("successors.heads[{place}].department_id");
        if !open.departments.iter().any(|headed| headed.id == head.department_id) {
            errors.push(FieldError::new(department, "not_headed", "Must be a department in use that they head."));
        } else if !seen.insert(head.department_id) {
            errors.push(FieldError::new(department, "twice", "Must stand once in the list."));
        }
        let field = format!("successors.heads[{place}].person_id");
        errors.extend(able(&field, head.person_id, leaver, members).err());
        errors.extend(not_oneself(&field, head.person_id, (own, leaver)).err());
    }
    if let Some(to) = successors.approvals_to {
        let needed = open.approvals.iter().filter(|approval| approval.needs_successor).map(|approval| approval.kind);
        let rule = ("may_not_approve", "approve", "Must be somebody who may approve them.");
        errors.extend(able_of_kinds(("successors.approvals_to", to), leaver, members, needed, rule).err());
        errors.extend(not_oneself("successors.approvals_to", to, (own, leaver)).err());
    }
    if let Some(to) = successors.documents_to {
        let kinds = open.documents.iter().map(|document| document.kind);
        let rule = ("may_not_see", "view", "Must be somebody who may see them.");
        errors.extend(able_of_kinds(("successors.documents_to", to), leaver, members, kinds, rule).err());
    }
    errors
}

// Who hands over chooses nobody's power for themselves (SOD-07).
fn not_oneself(field: &str, person: PersonId, (own, leaver): (PersonId, PersonId)) -> Result<(), FieldError> {
    if person == own && own != leaver {
        Err(FieldError::new(field, "oneself", "Must be somebody else than you."))
    } else {
        Ok(())
    }
}

fn able<'a>(field: &str, person: PersonId, leaver: PersonId, members: &'a [Member]) -> Result<&'a Member, FieldError> {
    let refuse = |rule: &str, message: &str| Err(FieldError::new(field, rule, message));
    match members.iter().find(|member| member.id == person) {
        None => refuse("unknown", "Must be a person of this organisation."),
        Some(_) if person == leaver => refuse("leaves", "Must be somebody else than who leaves."),
        Some(member) if !member.is_active => refuse("inactive", "Must be somebody who is active."),
        Some(member) => Ok(member),
    }
}

// Somebody who holds this verb's permission for each kind of document.
fn able_of_kinds(
    (field, person): (&str, PersonId),
    leaver: PersonId,
    members: &[Member],
    mut kinds: impl Iterator<Item = DocumentKind>,
    (rule, verb, message): (&str, &str, &str),
) -> Result<(), FieldError> {
    let member = able(field, person, leaver, members)?;
    let lacks = |kind: DocumentKind| !member.holds(&format!("{}.{verb}", kind.code()));
    if kinds.any(lacks) { Err(FieldError::new(field, rule, message)) } else { Ok(()) }
}
