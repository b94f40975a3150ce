//! A document of no room: its verbs call the functions of `approval` as purchasing's do, through permits of their own.
//!
//! The approval room has no operation that submits or decides, for it knows no document; so these stand in for one, on
//! a server beside the application's, behind the same door and the same database.
use access::{
    Answer, Changed, Event, Permit, Shown, Work,
    catalogue::{
        ApprovePurchaseOrders, CancelPurchaseOrders, RejectPurchaseOrders, ReturnPurchaseOrders, SubmitPurchaseOrders,
        UpdatePurchaseOrders, ViewPurchaseOrders, WithdrawPurchaseOrders,
    },
    permission::Changes,
};
use actix_web::{App as Actix, HttpServer, middleware::from_fn, web};
use approval::{DepartmentOf, DocumentFacts, DocumentKind, MaterialDigest, Verdict, Waiting};
use kernel::{Currency, DepartmentId, DocumentId, Error, Json, Money, Name, Note, PersonId, Reference, Revision, Text};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use server::middleware::origin::request_origin;
use uuid::Uuid;

use crate::support::{self, App, Organisation, Person};

/// What a test knows of its document.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Document {
    pub id: DocumentId,
    pub revision: Revision,
    /// The revision that whoever decides has seen.
    pub seen: Revision,
    pub title: String,
    pub requester: PersonId,
    pub on_behalf_of: Option<PersonId>,
    pub created_by: PersonId,
    pub department: Option<DepartmentId>,
    pub total: String,
    /// What matters to its approvers, in one number.
    pub matter: u8,
    /// Given with a verdict, a withdrawal or a cancellation.
    pub note: Option<String>,
}

/// The server of such documents.
pub struct Desk<'a> {
    app: &'a App,
    address: String,
    handle: actix_web::dev::ServerHandle,
}

impl Document {
    /// Towels for the kitchen, asked for by the requester.
    pub fn of(hotel: &Organisation<'_>, total: &str) -> Self {
        Self {
            id: DocumentId(Uuid::new_v4()),
            revision: Revision(1),
            seen: Revision(1),
            title: "Bath towels".into(),
            requester: hotel.people.requester,
            on_behalf_of: None,
            created_by: hotel.people.requester,
            department: Some(hotel.kitchen),
            total: total.into(),
            matter: 1,
            note: None,
        }
    }

    pub fn with_note(&self, note: &str) -> Self {
        Self { note: Some(note.into()), ..self.clone() }
    }

    fn facts(&self) -> DocumentFacts {
        let euro = Currency::parse("EUR").unwrap();
        let total = Money::parse(&self.total, euro).unwrap();
        let department = self.department.map(|id| DepartmentOf { id, name: Name::parse("Kitchen").unwrap() });
        DocumentFacts {
            kind: DocumentKind::PurchaseOrder,
            id: self.id,
            revision: self.revision,
            number: Some(Reference::parse("PO-2026-00042").unwrap()),
            title: Text::parse(&self.title).unwrap(),
            requester: self.requester,
            on_behalf_of: self.on_behalf_of,
            created_by: self.created_by,
            submitted_by: None,
            editors: Vec::new(),
            department,
            supplier: None,
            total,
            total_in_policy_currency: total,
            categories: Vec::new(),
            material_digest: MaterialDigest([self.matter; 32]),
        }
    }

    fn note(&self) -> Option<Note> {
        self.note.as_ref().map(|note| Note::parse(note).unwrap())
    }
}

impl<'a> Desk<'a> {
    /// Opens beside the application.
    pub fn open(app: &'a App) -> Self {
        let state = app.state.clone();
        let server = HttpServer::new(move || {
            Actix::new()
                .app_data(state.homes.clone())
                .app_data(web::Data::new(state.proxy))
                .wrap(from_fn(request_origin))
                .route("/submit", web::post().to(submit))
                .route("/approve", web::post().to(approve))
                .route("/return", web::post().to(send_back))
                .route("/reject", web::post().to(reject))
                .route("/withdraw", web::post().to(withdraw))
                .route("/cancel", web::post().to(cancel))
                .route("/edit", web::post().to(edit))
                .route("/show", web::post().to(show))
                .route("/standing", web::post().to(standing))
                .route("/preview", web::post().to(preview))
        });
        let server = server.workers(2).disable_signals().bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", server.addrs()[0]);
        let server = server.run();
        let handle = server.handle();
        actix_web::rt::spawn(server);
        Self { app, address, handle }
    }

    /// Somebody's act on a document.
    pub async fn acts(&self, person: &Person<'_>, act: &str, document: &Document) -> support::Answer {
        let there = Person { app: self.app, id: person.id, token: person.token.clone(), address: self.address.clone() };
        there.posts(&format!("/{act}"), serde_json::to_value(document).unwrap()).await
    }

    pub async fn close(self) {
        self.handle.stop(false).await;
    }
}

#[derive(Serialize)]
#[serde(transparent)]
struct Told(Value);
impl Shown for Told {}

type Told200 = Result<Answer<Told>, Error>;

fn done<P: Changes>(document: &Document, told: Value) -> Changed<Told> {
    Changed::new(Told(told), Event::of::<P>(document.id, json!({})))
}

fn people(waiting: &[Waiting]) -> Vec<String> {
    waiting.iter().map(|waiting| format!("{}: {}", waiting.step_name, waiting.person_name)).collect()
}

async fn submit(permit: Permit<SubmitPurchaseOrders>, document: Json<Document>) -> Told200 {
    let document = document.into_inner();
    permit
        .change(async |work| {
            let submitted = approval::submit(work, &document.facts()).await?;
            let told = json!({
                "status": submitted.status,
                "waiting_for": people(&submitted.waiting_for),
                "carried": submitted.carried.iter().map(|step| step.why.clone()).collect::<Vec<_>>(),
                "policy": format!("{} {}", submitted.policy_name, submitted.policy_number),
            });
            Ok(done::<SubmitPurchaseOrders>(&document, told))
        })
        .await
}

async fn decide<P: Changes>(
    work: &mut Work<'_, P>,
    document: &Document,
    verdict: Verdict,
) -> Result<Changed<Told>, Error> {
    let decided = approval::decide(work, &document.facts(), verdict, document.note(), document.seen).await?;
    let told = json!({
        "outcome": decided.outcome,
        "step": decided.step_name,
        "waiting_for": people(&decided.waiting_for),
        "left_out": decided.left_out.iter().map(|left| left.why.clone()).collect::<Vec<_>>(),
    });
    Ok(done::<P>(document, told))
}

async fn approve(permit: Permit<ApprovePurchaseOrders>, document: Json<Document>) -> Told200 {
    let document = document.into_inner();
    permit.change(async |work| decide(work, &document, Verdict::Approve).await).await
}

async fn send_back(permit: Permit<ReturnPurchaseOrders>, document: Json<Document>) -> Told200 {
    let document = document.into_inner();
    permit.change(async |work| decide(work, &document, Verdict::Return).await).await
}

async fn reject(permit: Permit<RejectPurchaseOrders>, document: Json<Document>) -> Told200 {
    let document = document.into_inner();
    permit.change(async |work| decide(work, &document, Verdict::Reject).await).await
}

async fn withdraw(permit: Permit<WithdrawPurchaseOrders>, document: Json<Document>) -> Told200 {
    let document = document.into_inner();
    permit
        .change(async |work| {
            approval::withdraw(work, &document.facts(), document.note()).await?;
            Ok(done::<WithdrawPurchaseOrders>(&document, json!({})))
        })
        .await
}

async fn cancel(permit: Permit<CancelPurchaseOrders>, document: Json<Document>) -> Told200 {
    let document = document.into_inner();
    permit
        .change(async |work| {
            approval::end_route(work, &document.facts(), document.note()).await?;
            Ok(done::<CancelPurchaseOrders>(&document, json!({})))
        })
        .await
}

async fn edit(permit: Permit<UpdatePurchaseOrders>, document: Json<Document>) -> Told200 {
    let document = document.into_inner();
    permit
        .change(async |work| {
            approval::note_editor(work, document.id).await?;
            Ok(done::<UpdatePurchaseOrders>(&document, json!({})))
        })
        .await
}

async fn show(permit: Permit<ViewPurchaseOrders>, document: Json<Document>) -> Told200 {
    let id = document.into_inner().id;
    permit.read(async |work| Ok(Told(json!({ "route": approval::route_of(work, id).await? })))).await
}

async fn standing(permit: Permit<ViewPurchaseOrders>, document: Json<Document>) -> Told200 {
    let document = document.into_inner();
    permit
        .read(async |work| {
            let caller = work.caller().clone();
            let standing = approval::standing(work, &document.facts(), &caller).await?;
            let code = |rule: Result<(), Error>| rule.err().map(|error| error.refusal().code);
            Ok(Told(json!({
                "approve": code(standing.rule(Verdict::Approve)),
                "return": code(standing.rule(Verdict::Return)),
                "reject": code(standing.rule(Verdict::Reject)),
                "withdraw": code(standing.rule_of_withdrawing()),
            })))
        })
        .await
}

async fn preview(permit: Permit<ViewPurchaseOrders>, document: Json<Document>) -> Told200 {
    let document = document.into_inner();
    let play = async |work: &mut access::Work<'_, _>| {
        let played = approval::Played::of(work, &approval::PolicyChoice::default()).await?;
        Ok(Told(json!(approval::preview(work, &played, &document.facts()).await?)))
    };
    permit.read(play).await
}
