//! One small tale over all rooms, in which each operation is carried out at least once, with success.
//!
//! Whoever hears it makes something of each telling: `events.rs` counts what it leaves, `tests/isolation/http` lets
//! strangers try the same before it is done. A new operation is told here, with every id that it takes.
use chrono::NaiveDate;
use serde_json::Value;

use crate::{
    support::{Answer, Organisation, Person},
    telling::Telling,
};

mod access_reviews;
mod api_keys;
mod confirmations;
mod duties;
mod imports;
mod leavers;
mod master_data;
mod orders;
mod people;
mod policy_drafts;
mod recoveries;
mod requisitions;
mod roles;
mod suppliers;
mod trail;

/// Who carries out what is told.
pub trait Teller<'a> {
    /// In which organisation.
    fn hotel(&self) -> &'a Organisation<'a>;
    /// Letters and digits that no earlier tale of this organisation had.
    fn word(&self) -> String;
    /// A day that no earlier tale of this organisation had.
    fn day(&self) -> NaiveDate;
    /// Carries out an operation, which must succeed.
    async fn tells(&mut self, person: &Person<'_>, operation: &str, telling: Telling) -> Answer;
}

/// The people of the tale, signed in.
pub struct Cast<'a> {
    pub requester: Person<'a>,
    pub head: Person<'a>,
    pub accounts: Person<'a>,
    pub second_accounts: Person<'a>,
    pub admin: Person<'a>,
    pub owner: Person<'a>,
    pub auditor: Person<'a>,
}

/// What documents name.
pub struct Goods {
    pub supplier: String,
    pub category: String,
    pub tax_code: String,
    pub address: String,
}

/// Tells all of it.
pub async fn tell<'a>(teller: &mut impl Teller<'a>, cast: &Cast<'_>) {
    master_data::settings(teller, cast).await;
    let goods = Goods {
        supplier: suppliers::suppliers(teller, cast).await,
        category: master_data::categories(teller, cast).await,
        tax_code: master_data::tax_codes(teller, cast).await,
        address: master_data::delivery_addresses(teller, cast).await,
    };
    master_data::departments(teller, cast).await;
    master_data::exchange_rates(teller, cast).await;
    people::people(teller, cast).await;
    people::invitations(teller, cast).await;
    people::grants(teller, cast).await;
    roles::roles(teller, cast).await;
    people::factor_resets(teller, cast).await;
    people::support_accesses(teller, cast).await;
    recoveries::recoveries(teller, cast).await;
    access_reviews::access_reviews(teller, cast).await;
    api_keys::api_keys(teller, cast).await;
    duties::duties(teller, cast).await;
    people::policies(teller, cast, &goods).await;
    policy_drafts::policy_drafts(teller, cast, &goods).await;
    requisitions::on_behalf(teller, cast, &goods).await;
    requisitions::becomes_an_order(teller, cast, &goods).await;
    requisitions::end_early(teller, cast, &goods).await;
    requisitions::lists(teller, cast, &goods).await;
    orders::on_behalf(teller, cast, &goods).await;
    orders::goes_to_the_supplier(teller, cast, &goods).await;
    orders::end_early(teller, cast, &goods).await;
    orders::lists(teller, cast, &goods).await;
    imports::imports(teller, cast).await;
    people::inbox(teller, cast, &goods).await;
    trail::trail(teller, cast).await;
    people::signs_in_and_out(teller).await;
    people::addresses(teller).await;
    people::sign_ups(teller).await;
    confirmations::confirmations(teller).await;
    people::mail(teller).await;
    people::mail_server(teller).await;
    leavers::deactivated(teller, &goods).await;
    leavers::by_themselves(teller, &goods).await;
    leavers::ownership(teller).await;
}

impl<'a> Cast<'a> {
    /// Of this organisation.
    pub async fn of(hotel: &'a Organisation<'a>) -> Self {
        Self {
            requester: hotel.requester().await,
            head: hotel.head().await,
            accounts: hotel.accounts().await,
            second_accounts: hotel.second_accounts().await,
            admin: hotel.admin().await,
            owner: hotel.owner().await,
            auditor: hotel.auditor().await,
        }
    }
}

/// Operations after which whoever did them shows another token, or none: nobody is left to send the same twice.
pub const ENDS_ITS_TOKEN: &[(&str, &str)] = &[
    ("leave_organisation", "whoever left shows no token any more, and is answered like nobody"),
    ("accept_ownership_transfer", "whoever has other rights shows a new token"),
];

/// The second of its kind, so that a page of one has a next; then the list and the thing itself.
struct Kept<'a> {
    create: &'a str,
    get: &'a str,
    list: &'a str,
    export: &'a str,
    update: &'a str,
    /// How to say that there is another of them: the fields that must differ.
    another: Value,
    change: Value,
}

impl Kept<'_> {
    // Creates two, gets one, lists and changes it; the id of the first.
    async fn told<'a>(self, teller: &mut impl Teller<'a>, person: &Person<'_>, new: Value) -> String {
        let mut second = new.clone();
        for (name, value) in self.another.as_object().into_iter().flatten() {
            second[name.as_str()] = value.clone();
        }
        let created = teller.tells(person, self.create, Telling::default().with(new)).await;
        teller.tells(person, self.create, Telling::default().with(second)).await;
        let id = created.id();
        teller.tells(person, self.get, Telling::of(&[&id])).await;
        teller.tells(person, self.list, Telling::default()).await;
        teller.tells(person, self.export, Telling::default()).await;
        let change = Telling::of(&[&id]).with(self.change).on(created.revision());
        teller.tells(person, self.update, change).await;
        id
    }
}
