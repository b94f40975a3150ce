//! The organisation and what it keeps about itself: settings, people, departments and master data.
//!
//! Master data is entered once and used by every document: departments with their heads, categories, tax codes,
//! delivery addresses, exchange rates by date. Nothing of it is deleted; what is no longer wanted is retired
//! (`is_active` false) and stays on the documents that name it. An exchange rate and a tax rate stay as they were
//! entered, and the base currency stays from the first document on. Other rooms read through `directory`,
//! `organisation::read`, `exchange_rate` and `number_format`: values, never rows. People are invited here, and
//! what each may do is given, agreed to and taken here, and looked at as a whole in access reviews. `leaving` ends
//! accounts for the room that knows what work is open, and an owner hands the organisation to another here.
//! what each may do is given, agreed to and taken here, and looked at as a whole in access reviews. Which duties one
//! person does not unite, and what somebody looks at afterwards where one did, stands in `duty` and `duty_exception`.

mod access_review;
mod address;
pub mod category;
mod change;
pub mod currency;
pub mod delivery_address;
pub mod department;
pub mod directory;
mod duty;
mod duty_exception;
pub mod exchange_rate;
mod grant;
mod invitation;
pub mod leaving;
pub mod logo;
pub mod number_format;
pub mod organisation;
mod ownership_transfer;
pub mod permission;
pub mod person;
pub mod profile;
mod refusals;
mod role;
mod routes;
pub mod security_policy;
mod store;
mod support_access;
pub mod tax_code;
pub mod unit;

pub use category::CategoryId;
pub use delivery_address::DeliveryAddressId;
pub use exchange_rate::{ExchangeRateId, RateUsed, convert, rate_on, rate_used_on};
pub use refusals::{BASE_CURRENCY_FIXED, CONVERTED_TOO_LARGE, DEACTIVATE_ONESELF, EXCHANGE_RATE_EXISTS, REFUSALS};
pub use routes::routes;
pub use tax_code::TaxCodeId;
