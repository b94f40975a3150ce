//! Which first arguments make a handler worth a route, and what the document says of them.
use kernel::IfMatch;

use crate::{
    CrossTenant, Permit,
    permission::Permission,
    platform::{
        OWN_FACTORS_WITHIN_S, OperatorEntrance, OperatorSession, OperatorWayIn, OwnFactorAct, OwnOperatorAccount,
        PlatformPermit, catalogue::PlatformPermission,
    },
    way_in::{CookieUse, WayIn},
};

/// Whom an operation is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plane {
    Tenant,
    Platform,
}

/// A way in: a handler's first argument.
#[diagnostic::on_unimplemented(message = "a handler's first argument must be a `Permit`, not `{Self}`")]
pub trait Entry {
    /// Whose it is: of organisations, or of those who run the installation.
    const PLANE: Plane = Plane::Tenant;
    /// The permission it demands; none before signing in.
    const PERMISSION: Option<&'static str>;
    /// Why it demands none.
    const PUBLIC_BECAUSE: Option<&'static str>;
    /// Permissions that let it see more.
    const WIDENED_BY: &'static [&'static str];
    /// The event it leaves.
    const EVENT: Option<&'static str>;
    /// How many seconds ago the caller said who they are, at most.
    const SIGN_IN_WITHIN_S: Option<u32>;
    /// Whether it is done only once it was confirmed by a code that is mailed.
    const NEEDS_CONFIRMATION: bool;
    /// Whether somebody could guess a secret here.
    const GUESSES_SECRET: bool;
    /// Whether a cookie opens it, and a token beside it must prove where the request comes from.
    const READS_COOKIE: bool;
}

impl<P: Permission> Entry for Permit<P> {
    const PERMISSION: Option<&'static str> = Some(P::CODE);
    const PUBLIC_BECAUSE: Option<&'static str> = None;
    const WIDENED_BY: &'static [&'static str] = P::WIDENED_BY;
    const EVENT: Option<&'static str> = P::EVENT;
    const SIGN_IN_WITHIN_S: Option<u32> = P::SIGN_IN_WITHIN_S;
    const NEEDS_CONFIRMATION: bool = P::NEEDS_CONFIRMATION;
    const GUESSES_SECRET: bool = false;
    const READS_COOKIE: bool = false;
}

impl<W: WayIn> Entry for CrossTenant<W> {
    const PERMISSION: Option<&'static str> = None;
    const PUBLIC_BECAUSE: Option<&'static str> = Some(W::REASON);
    const WIDENED_BY: &'static [&'static str] = &[];
    const EVENT: Option<&'static str> = W::EVENT;
    const SIGN_IN_WITHIN_S: Option<u32> = None;
    const NEEDS_CONFIRMATION: bool = false;
    const GUESSES_SECRET: bool = W::TELLS_GUESSES;
    const READS_COOKIE: bool = match W::COOKIE {
        CookieUse::Proven => true,
        CookieUse::Ignored | CookieUse::Replaced => false,
    };
}

impl<P: PlatformPermission> Entry for PlatformPermit<P> {
    const PLANE: Plane = Plane::Platform;
    const PERMISSION: Option<&'static str> = Some(P::CODE);
    const PUBLIC_BECAUSE: Option<&'static str> = None;
    const WIDENED_BY: &'static [&'static str] = &[];
    const EVENT: Option<&'static str> = P::EVENT;
    const SIGN_IN_WITHIN_S: Option<u32> = P::SIGN_IN_WITHIN_S;
    const NEEDS_CONFIRMATION: bool = P::NEEDS_CONFIRMATION;
    const GUESSES_SECRET: bool = false;
    const READS_COOKIE: bool = true;
}

impl Entry for OperatorSession {
    const PLANE: Plane = Plane::Platform;
    const PERMISSION: Option<&'static str> = None;
    const PUBLIC_BECAUSE: Option<&'static str> =
        Some("Every operator sees and ends their own session; its cookie is what it asks for.");
    const WIDENED_BY: &'static [&'static str] = &[];
    const EVENT: Option<&'static str> = None;
    const SIGN_IN_WITHIN_S: Option<u32> = None;
    const NEEDS_CONFIRMATION: bool = false;
    const GUESSES_SECRET: bool = false;
    const READS_COOKIE: bool = true;
}

impl<A: OwnFactorAct> Entry for OwnOperatorAccount<A> {
    const PLANE: Plane = Plane::Platform;
    const PERMISSION: Option<&'static str> = None;
    const PUBLIC_BECAUSE: Option<&'static str> = Some(
        "Every operator sees to how they sign in; their cookie and a sign-in of a few minutes ago are what it asks for.",
    );
    const WIDENED_BY: &'static [&'static str] = &[];
    const EVENT: Option<&'static str> = A::EVENT;
    const SIGN_IN_WITHIN_S: Option<u32> = Some(OWN_FACTORS_WITHIN_S);
    const NEEDS_CONFIRMATION: bool = false;
    const GUESSES_SECRET: bool = false;
    const READS_COOKIE: bool = true;
}

impl<W: OperatorWayIn> Entry for OperatorEntrance<W> {
    const PLANE: Plane = Plane::Platform;
    const PERMISSION: Option<&'static str> = None;
    const PUBLIC_BECAUSE: Option<&'static str> = Some(W::REASON);
    const WIDENED_BY: &'static [&'static str] = &[];
    const EVENT: Option<&'static str> = W::EVENT;
    const SIGN_IN_WITHIN_S: Option<u32> = None;
    const NEEDS_CONFIRMATION: bool = false;
    const GUESSES_SECRET: bool = W::TELLS_GUESSES;
    const READS_COOKIE: bool = false;
}

/// The arguments of a handler that enters through the door; no other handler gets a route.
pub trait Guarded {
    type Entry: Entry;
    /// Whether it updates a revision that the caller has seen.
    const NEEDS_IF_MATCH: bool;
}

/// Says of an argument whether it is an `If-Match`.
pub trait Argument {
    const IS_IF_MATCH: bool = false;
}

impl Argument for IfMatch {
    const IS_IF_MATCH: bool = true;
}

impl<T> Argument for actix_web::web::Path<T> {}
impl<T> Argument for kernel::Json<T> {}
impl<T> Argument for kernel::OptionalJson<T> {}
impl<T> Argument for kernel::Query<T> {}
impl<const MAX: usize> Argument for kernel::Bytes<MAX> {}
impl<const MAX: usize> Argument for kernel::Spooled<MAX> {}
impl<T: 'static> Argument for actix_web::web::Data<T> {}
impl Argument for actix_web::HttpRequest {}
impl Argument for actix_web::web::Payload {}

impl<E: Entry> Guarded for (E,) {
    type Entry = E;
    const NEEDS_IF_MATCH: bool = false;
}

impl<E: Entry, A: Argument> Guarded for (E, A) {
    type Entry = E;
    const NEEDS_IF_MATCH: bool = A::IS_IF_MATCH;
}

impl<E: Entry, A: Argument, B: Argument> Guarded for (E, A, B) {
    type Entry = E;
    const NEEDS_IF_MATCH: bool = A::IS_IF_MATCH || B::IS_IF_MATCH;
}

impl<E: Entry, A: Argument, B: Argument, C: Argument> Guarded for (E, A, B, C) {
    type Entry = E;
    const NEEDS_IF_MATCH: bool = A::IS_IF_MATCH || B::IS_IF_MATCH || C::IS_IF_MATCH;
}

impl<E: Entry, A: Argument, B: Argument, C: Argument, D: Argument> Guarded for (E, A, B, C, D) {
    type Entry = E;
    const NEEDS_IF_MATCH: bool = A::IS_IF_MATCH || B::IS_IF_MATCH || C::IS_IF_MATCH || D::IS_IF_MATCH;
}
