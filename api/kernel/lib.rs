//! Words that every room shares and that need no database.
//!
//! Ids, money, text that cannot be wrong, pages, and the one way in which a request is refused. Nothing here
//! knows a table or a permission. What arrives on the wire is parsed here into types that need no second check,
//! and every failure leaves in one shape: a problem of RFC 9457 with a code from a printed catalogue.

mod code;
mod confirmation;
mod error;
mod fields;
mod id;
mod moment;
mod money;
mod page;
mod patch;
mod place;
mod refusal;
mod revision;
mod spool;
mod text;
mod unit;
mod wire;

pub use code::Code;
pub use confirmation::{Confirmation, ConfirmationChannel};
pub use error::{Error, PermissionPair, Problem, Refused};
pub use fields::{FieldError, rule};
pub use id::{
    ApiKeyId, CategoryId, CustomRoleId, DepartmentId, DocumentId, FactorResetId, GrantId, InvitationId, MailId, OrgId,
    OwnerRecoveryId, OwnershipTransferId, PasskeyId, PersonId, RequestId, SessionId, SupplierId, SupportAccessId,
};
pub use moment::{moment, moment_if_any};
pub use money::{Amount, Currency, Money, MoneyParts, Percent, Quantity, Rate, UnitPrice};
pub use page::{Cursor, Page, PageSize, Turns};
pub use patch::{Patch, given};
pub use place::{Locale, TimeZone};
pub use refusal::{Refusal, ended};
pub use revision::Revision;
pub use spool::{Spool, SpoolReader};
pub use text::{CountryCode, Email, Message, Name, Note, Reference, Text};
pub use unit::{UNITS, Unit};
pub use wire::{BODY_BYTES_MAX, BODY_DEPTH_MAX, BodyDigest, Bytes, IfMatch, Json, OptionalJson, Query, Spooled};

// What the macros name, so that a room needs no extra dependency.
#[doc(hidden)]
pub mod macros {
    pub use {serde, sqlx, utoipa, uuid};
}

extern crate self as kernel;
