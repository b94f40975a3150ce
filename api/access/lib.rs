//! The door: whoever wants rows comes through a [`Permit`], and whoever changes them leaves an [`Event`].
//!
//! A handler names the permission it needs in its signature. [`Permit::read`] opens a read-only transaction,
//! [`Permit::disclose`] one that leaves exactly one event, [`Permit::change`] one that commits only together with
//! its events. The database finds the session, checks the permission and seals the tenant context in one message;
//! nobody else can open a transaction, for the pools never leave this room. The permission catalogue, the roles,
//! the homes and the migrations live here too, because they are what the door is made of.

mod answer;
mod api_key;
mod caller;
pub mod catalogue;
mod confirmation;
mod cookie;
mod cross_tenant;
mod database;
mod denial;
mod email_change;
mod entry;
mod event;
pub mod founding;
mod home;
mod in_order;
mod job;
mod kept_secret;
mod lanes;
mod leaving;
mod mail;
pub mod migrations;
mod operation;
mod outage;
mod own_server;
mod passkey;
pub mod permission;
mod permit;
pub mod platform;
mod pool;
mod request;
mod rights;
mod ring;
mod role;
mod same_origin;
mod secret;
mod support;
mod suspension;
mod timeline;
mod token;
mod toxic;
mod tx;
pub mod walker;
pub mod way_in;
mod work;
mod wrong_key;

pub use answer::{Answer, FileAnswer, Shown};
pub use api_key::NewApiKey;
pub use caller::{Action, Caller, ClosedBecause};
pub use confirmation::{Confirmed, Intent, Passkeys, Signed};
pub use cookie::{CSRF_COOKIE, DEVICE_COOKIE, REFRESH_COOKIE, csrf_token};
pub use cross_tenant::{
    Account, Attempt, AttemptId, AttemptLimits, Begun, Challenge, ChallengePurpose, Credential, CrossTenant,
    DeniedConfirmation, EmailConfirmed, EmailLinkHolder, EmailSide, Factor, FactorProof, Factors, FoundingBy, Judged,
    KeptPasskey, KeyExchange, KeyToken, LinkHolder, LinkPurpose, NewPasskey, NewSession, NewTotp, OwnCredential,
    OwnFactors, PasskeyAdded, PasskeyBegun, PasskeyKey, PasskeyRemoval, PasskeySignIn, PasskeyUse, Proven, Removal,
    ResetLimits, Rotated, Rotation, SessionOwner, SignUp, SignUpFounded, SignUpLimits, StoppedOwnerRecovery,
    SuspectedAt,
};
pub use database::{Chance, Database, JOBS_AT_ONCE, PlanePasswords, is_protected};
pub use email_change::{EmailChange, EmailWish};
pub use entry::{Argument, Entry, Guarded};
pub use event::{Changed, Event};
pub use home::{Entering, Home, HomeCode, HomeKey, Homes, Region, home_of_line, lines_of_home, lines_of_nobody_yet};
pub use in_order::InOrder;
pub use job::{Asked, Job, JobStanding};
pub use lanes::take_lane;
pub use leaving::{ActivationMail, LeavingMail};
pub use mail::{DueMail, Enclosure, InvitationMail, OrderMail, Posted};
pub use operation::{
    Operation, Operations,
    answers::{headers_described, refusals_described},
};
pub use outage::is_outage;
pub use own_server::{OwnServer, place_of_password};
pub use passkey::OwnPasskey;
pub use permit::{Permit, caller_of};
pub use pool::{BUSY, Held, Pool};
pub use request::RequestOrigin;
pub use rights::RightsMail;
pub use ring::{KeyRing, Sealed, Seals};
pub use role::{CustomRole, Role};
pub use same_origin::AllowedOrigins;
pub use secret::{DATA_KEY_LIFE, Secret, SecretFacts, SecretPlace};
pub use timeline::{Moment, timeline};
pub use token::{ACCESS_TOKEN_LIFE_S, AccessClaims, TokenKeys};
pub use toxic::{TOXIC_PAIRS, toxic_pairs};
pub use tx::Tx;
pub use work::Work;

// What `operations!` names, so that a room needs no extra dependency.
#[doc(hidden)]
pub mod macros {
    pub use pastey;
}
