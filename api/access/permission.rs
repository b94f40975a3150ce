//! What a permission is: a type to Rust, a code to everybody else, and which kind of transaction it opens.
use serde::Serialize;
use utoipa::ToSchema;

use crate::Role;

/// A right that a person may hold, and an operation demands.
pub trait Permission: 'static {
    /// `<noun>.<verb>`, as everybody else knows it.
    const CODE: &'static str;
    /// Further permissions that let the same operations see more.
    const WIDENED_BY: &'static [&'static str];
    /// The event that a change or a disclosure under it leaves; none for a read.
    const EVENT: Option<&'static str>;
    /// How many seconds ago its holder said who they are, at most (RFC 9470); none where any live session will do.
    const SIGN_IN_WITHIN_S: Option<u32>;
    /// Whether what is done under it must be confirmed by a code that is mailed.
    const NEEDS_CONFIRMATION: bool;
}

/// A permission that opens a read-only transaction and leaves no event.
pub trait Reads: Permission {}

/// A permission to read what must not be read unseen: exactly one event each time.
pub trait Discloses: Permission {
    /// The event of the disclosure.
    const DISCLOSED: &'static str;
}

/// A permission that opens a transaction which must end with an event.
pub trait Changes: Permission {
    /// The event of the change, in the words of the trade.
    const DONE: &'static str;
}

/// A permission under which nothing is done that was not confirmed word for word: what makes the effect asks for a
/// [`Confirmed`](crate::Confirmed) of it.
pub trait Confirmable: Changes {}

/// How a permission is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = PermissionKind)]
pub enum Kind {
    Reads,
    Discloses,
    Changes,
    /// Opens nothing by itself: its holder sees more through the operations of another.
    Widens,
    /// Not built yet: printed, never granted.
    Planned,
}

impl Kind {
    /// As the wire calls it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Reads => "reads",
            Self::Discloses => "discloses",
            Self::Changes => "changes",
            Self::Widens => "widens",
            Self::Planned => "planned",
        }
    }
}

/// One line of the catalogue.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    pub code: &'static str,
    pub kind: Kind,
    pub meaning: &'static str,
    /// How many seconds ago its holder said who they are, at most.
    pub sign_in_within_s: Option<u32>,
    /// Whether it spends, governs or reads the trail, so that nobody is given it by one person alone.
    pub is_guarded: bool,
    /// Whether what is done under it must be confirmed by a code that is mailed.
    pub is_confirmed: bool,
    /// Whether an API key may have it: what is guarded never is, for no line is marked both.
    pub is_scope: bool,
    /// Whose template holds it from the start.
    pub roles: &'static [Role],
}

impl Entry {
    /// Whether it can be granted today.
    pub fn is_live(&self) -> bool {
        match self.kind {
            Kind::Reads | Kind::Discloses | Kind::Changes | Kind::Widens => true,
            Kind::Planned => false,
        }
    }

    /// The noun before the dot.
    pub fn noun(&self) -> &'static str {
        self.code.split('.').next().unwrap_or(self.code)
    }
}

/// Declares the catalogue; see `catalogue.rs`.
macro_rules! permissions {
    ($($kind:ident $(($name:ident))? $code:literal $(=> $event:literal)? $(wider [$($wider:literal)*])? $(within $within:literal)? $(, $mark:ident)* [$($role:ident)*] $meaning:literal;)*) => {
        $(permissions!(@type $kind $(($name))? $code $(=> $event)? $(wider [$($wider)*])? $(within $within)? marked [$($mark)*] $meaning);)*

        /// Every permission there is, live and planned.
        pub const CATALOGUE: &[$crate::permission::Entry] = &[$(
            $crate::permission::Entry {
                code: $code,
                kind: $crate::permission::Kind::$kind,
                meaning: $meaning,
                sign_in_within_s: permissions!(@within $($within)?),
                is_guarded: permissions!(@guarded $($mark)*),
                is_confirmed: permissions!(@confirmed $($mark)*),
                is_scope: permissions!(@scope $($mark)*),
                roles: &[$(permissions!(@role $role)),*],
            }
        ),*];
    };
    (@type Reads ($name:ident) $code:literal $(wider [$($wider:literal)*])? marked [$($mark:ident)*] $meaning:literal) => {
        permissions!(@permission $name, $code, None, [$($($wider),*)?], permissions!(@within), false, $meaning);
        impl $crate::permission::Reads for $name {}
    };
    (@type Discloses ($name:ident) $code:literal => $event:literal $(wider [$($wider:literal)*])? $(within $within:literal)? marked [$($mark:ident)*] $meaning:literal) => {
        permissions!(@permission $name, $code, Some($event), [$($($wider),*)?], permissions!(@within $($within)?), false, $meaning);
        impl $crate::permission::Discloses for $name {
            const DISCLOSED: &'static str = $event;
        }
    };
    (@type Changes ($name:ident) $code:literal => $event:literal $(wider [$($wider:literal)*])? $(within $within:literal)? marked [$($mark:ident)*] $meaning:literal) => {
        permissions!(@permission $name, $code, Some($event), [$($($wider),*)?], permissions!(@within $($within)?), permissions!(@confirmed $($mark)*), $meaning);
        impl $crate::permission::Changes for $name {
            const DONE: &'static str = $event;
        }
        permissions!(@confirmable $name $($mark)*);
    };
    (@type Widens $code:literal marked [$($mark:ident)*] $meaning:literal) => {};
    (@type Planned $code:literal marked [$($mark:ident)*] $meaning:literal) => {};
    (@guarded) => { false };
    (@guarded guarded $(confirmed)?) => { true };
    (@guarded scope) => { false };
    (@confirmed $(guarded)?) => { false };
    (@confirmed scope) => { false };
    (@confirmed guarded confirmed) => { true };
    (@confirmable $name:ident $(guarded)?) => {};
    (@confirmable $name:ident scope) => {};
    (@confirmable $name:ident guarded confirmed) => { impl $crate::permission::Confirmable for $name {} };
    (@scope $(guarded $(confirmed)?)?) => { false };
    (@scope scope) => { true };
    (@within) => { None };
    (@within $seconds:literal) => { Some($seconds) };
    (@permission $name:ident, $code:literal, $event:expr, [$($wider:literal),*], $within:expr, $confirmed:expr, $meaning:literal) => {
        #[doc = concat!("`", $code, "`: ", $meaning)]
        #[derive(Debug)]
        pub enum $name {}
        impl $crate::permission::Permission for $name {
            const CODE: &'static str = $code;
            const WIDENED_BY: &'static [&'static str] = &[$($wider),*];
            const EVENT: Option<&'static str> = $event;
            const SIGN_IN_WITHIN_S: Option<u32> = $within;
            const NEEDS_CONFIRMATION: bool = $confirmed;
        }
    };
    (@role R) => { $crate::Role::Requester };
    (@role H) => { $crate::Role::HeadOfDepartment };
    (@role C) => { $crate::Role::Accounts };
    (@role G) => { $crate::Role::GeneralManager };
    (@role A) => { $crate::Role::Admin };
    (@role O) => { $crate::Role::Owner };
    (@role U) => { $crate::Role::Auditor };
}
pub(crate) use permissions;
