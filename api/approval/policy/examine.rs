//! Where a policy gets stuck, whatever the document.
use access::{Answer, Permit, Shown, Work, catalogue::SimulateApprovalPolicies};
use kernel::{Error, Json, Money, Name, PersonId, SupplierId};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    played::{DraftOf, Played, PolicyChoice},
    store,
};
use crate::{
    DeadEnd, Directory, DocumentKind, NamedCategory, Policy,
    directory::store::{departments, load},
    draft::view::Mentioned,
    examine::{Examination, Found, Imagined, PLAYED_MAX, Variety},
    names::Mentions,
    route::show::PolicyOf,
};

/// Departments that are looked at.
const DEPARTMENTS_MAX: usize = 200;

/// Which documents would get stuck.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ExaminedApprovalPolicy)]
pub struct ExaminedView {
    /// The version; null for a draft.
    pub policy: Option<PolicyOf>,
    /// The draft; null for a version.
    pub draft: Option<DraftOf>,
    /// How many imagined documents were played through.
    pub documents: u32,
    /// Whether these were all that the policy tells apart, and every dead end is listed.
    pub is_complete: bool,
    #[schema(max_items = 100)]
    pub dead_ends: Vec<DeadEndFound>,
}

impl Shown for ExaminedView {}

/// A dead end, and which documents meet it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ApprovalDeadEndFound)]
pub struct DeadEndFound {
    pub dead_end: DeadEnd,
    /// How many of the imagined documents end there.
    pub documents: u32,
    /// The plainest of them.
    pub first: ImaginedDocument,
}

/// A document that a policy was played through for.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImaginedDocument {
    pub kind: DocumentKind,
    /// In the policy's currency.
    pub amount: Money,
    pub department: Mentioned,
    /// Of every line; null for one that the policy does not name.
    pub category: Option<Mentioned>,
    /// Null for one that the policy does not name.
    pub supplier: Option<Mentioned>,
    /// Null for somebody whom no step asks.
    pub requester: Option<Mentioned>,
}

/// Examine an approval policy
///
/// Plays a version or a draft through for every document that it tells apart, and lists those that would get stuck: of each kind, of
/// each department in use, on both sides of each amount that it names, with each category and supplier that it names and none of
/// them, asked for by each person whom a step may ask and by somebody else. At most 5,000 documents and 200 departments; a
/// document has one category here. Nothing is kept.
#[utoipa::path(
    post, path = "/approval-policies/examine", tag = "approval", request_body = PolicyChoice,
    responses((status = 200, body = ExaminedView, description = "What would get stuck."))
)]
pub async fn examine_approval_policy(
    permit: Permit<SimulateApprovalPolicies>,
    request: Json<PolicyChoice>,
) -> Result<Answer<ExaminedView>, Error> {
    permit.read(async |work| examine(work, request.into_inner()).await).await
}

/// Plays a policy through for every document that it tells apart.
pub async fn examine(
    work: &mut Work<'_, SimulateApprovalPolicies>,
    choice: PolicyChoice,
) -> Result<ExaminedView, Error> {
    let Played { policy, draft, definition } = Played::of(work, &choice).await?;
    let at_most = i64::try_from(DEPARTMENTS_MAX.saturating_add(1))?;
    let mut departments = departments(work, at_most).await?;
    let has_every_department = departments.len() <= DEPARTMENTS_MAX;
    departments.truncate(DEPARTMENTS_MAX);
    let mut variety = Variety { amounts: definition.telling_amounts(), departments, ..named(work, &definition).await? };
    let people = People::of(work, &definition, &variety).await?;
    variety.requesters.extend(people.requesters().map(Some));

    let is_complete = has_every_department && variety.count() <= PLAYED_MAX;
    // Away from the threads that answer requests.
    let (documents, is_cut, dead_ends) =
        actix_web::web::block(move || play_all(&definition, &variety, &people)).await??;
    Ok(ExaminedView { policy, draft, documents, is_complete: is_complete && !is_cut, dead_ends })
}

fn play_all(definition: &Policy, variety: &Variety, people: &People) -> Result<(u32, bool, Vec<DeadEndFound>), Error> {
    let mut examination = Examination::default();
    for document in variety.documents().take(PLAYED_MAX) {
        examination.play(definition, document, people.directory(document.kind))?;
    }
    let Examination { played, is_cut, found } = examination;
    Ok((played, is_cut, found.into_iter().map(DeadEndFound::from).collect()))
}

// Everything that the policy names, and none of it.
async fn named(work: &mut Work<'_, SimulateApprovalPolicies>, definition: &Policy) -> Result<Variety, Error> {
    let names = store::names(work, &Mentions::of([definition])).await?;
    let categories = names.categories.into_iter().map(|(id, name)| Some(NamedCategory { id, name }));
    Ok(Variety {
        categories: [None].into_iter().chain(categories).collect(),
        suppliers: [None].into_iter().chain(names.suppliers.into_iter().map(Some)).collect(),
        requesters: vec![None],
        ..Variety::default()
    })
}

/// Whom the steps may ask, for each kind of document.
struct People(Vec<(DocumentKind, Directory)>);

impl People {
    async fn of(
        work: &mut Work<'_, SimulateApprovalPolicies>,
        definition: &Policy,
        variety: &Variety,
    ) -> Result<Self, Error> {
        let mut people = Vec::new();
        let Some(plainest) = variety.documents().next() else {
            return Ok(Self(people));
        };
        let mut needs = definition.needs(&plainest.facts()?);
        needs.people.extend(Mentions::of([definition]).people);
        if !needs.heads_of.is_empty() {
            needs.heads_of = variety.departments.iter().map(|department| department.id).collect();
        }
        for kind in DocumentKind::ALL {
            people.push((*kind, load(work, *kind, &needs).await?));
        }
        Ok(Self(people))
    }

    // The same people whatever the kind, which decides only on what they may.
    fn requesters(&self) -> impl Iterator<Item = (PersonId, Name)> {
        let members = self.0.first().into_iter().flat_map(|(_, directory)| &directory.members);
        members.filter(|member| member.is_active).map(|member| (member.id, member.name.clone()))
    }

    fn directory(&self, kind: DocumentKind) -> &Directory {
        const NOBODY: &Directory = &Directory { members: Vec::new(), heads: Vec::new() };
        self.0.iter().find(|(of, _)| *of == kind).map_or(NOBODY, |(_, directory)| directory)
    }
}

impl From<Found<'_>> for DeadEndFound {
    fn from(Found { dead_end, documents, first }: Found<'_>) -> Self {
        Self { dead_end, documents, first: first.into() }
    }
}

impl From<Imagined<'_>> for ImaginedDocument {
    fn from(document: Imagined<'_>) -> Self {
        let mentioned = |id: Uuid, name: &Name| Mentioned { id, name: name.clone() };
        let supplier = |(id, name): &(SupplierId, Name)| mentioned(id.0, name);
        let requester = |(id, name): &(PersonId, Name)| mentioned(id.0, name);
        Self {
            kind: document.kind,
            amount: document.amount,
            department: mentioned(document.department.id.0, &document.department.name),
            category: document.category.map(|category| mentioned(category.id.0, &category.name)),
            supplier: document.supplier.map(supplier),
            requester: document.requester.map(requester),
        }
    }
}
