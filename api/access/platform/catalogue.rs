//! The permissions of the platform: held by operators for their role, and never by anybody of an organisation.
//!
//! The directory keeps the same table; `tests/promises` compares them.
use super::OperatorRole;

/// A right of operators, as one operation uses it.
pub trait PlatformPermission: 'static {
    /// `platform.<what>`.
    const CODE: &'static str;
    /// The event that the operation leaves; none for a read.
    const EVENT: Option<&'static str>;
    /// How many seconds ago the operator signed in, with both factors, at most.
    const SIGN_IN_WITHIN_S: Option<u32>;
    /// Whether it is done only once it was confirmed word for word.
    const NEEDS_CONFIRMATION: bool;
}

/// One that changes nothing.
pub trait PlatformReads: PlatformPermission {}

/// One that leaves an event.
pub trait PlatformChanges: PlatformPermission {}

/// One under which nothing is done that was not confirmed word for word; an intent calls the operation by its event.
pub trait PlatformConfirmable: PlatformChanges {
    const OPERATION: &'static str;
}

/// One line of the catalogue.
#[derive(Debug, Clone, Copy)]
pub struct PlatformEntry {
    pub code: &'static str,
    pub meaning: &'static str,
    pub sign_in_within_s: Option<u32>,
    /// Whether an operation asks for it; one that is only planned is held by nobody.
    pub is_live: bool,
    /// Who holds it, or will.
    pub roles: &'static [OperatorRole],
    /// The operations of it that are confirmed word for word, by the events that they leave.
    pub confirmed: &'static [&'static str],
}

macro_rules! platform_permissions {
    ($($kind:ident $(($($name:ident $(=> $event:literal $($mark:ident)?)?),*))? $code:literal $(within $within:literal)? [$($role:ident)*] $meaning:literal;)*) => {
        $(platform_permissions!(@types $kind $code [$($within)?] $meaning $($($name [$($event $($mark)?)?])*)?);)*

        /// Every permission of the platform, live and planned.
        pub const PLATFORM_CATALOGUE: &[PlatformEntry] = &[$(
            PlatformEntry {
                code: $code,
                meaning: $meaning,
                sign_in_within_s: platform_permissions!(@some $($within)?),
                is_live: platform_permissions!(@live $kind),
                roles: &[$(OperatorRole::$role),*],
                confirmed: &[$($($($(platform_permissions!(@confirmed $mark $event),)?)?)*)?],
            }
        ),*];
    };
    (@types $kind:ident $code:literal $within:tt $meaning:literal $($name:ident $event:tt)*) => {
        $(platform_permissions!(@type $kind $code $within $meaning $name $event);)*
    };
    (@type $kind:ident $code:literal [$($within:literal)?] $meaning:literal $name:ident [$($event:literal $($mark:ident)?)?]) => {
        #[doc = concat!("`", $code, "`: ", $meaning)]
        #[derive(Debug)]
        pub enum $name {}
        impl PlatformPermission for $name {
            const CODE: &'static str = $code;
            const EVENT: Option<&'static str> = platform_permissions!(@some $($event)?);
            const SIGN_IN_WITHIN_S: Option<u32> = platform_permissions!(@some $($within)?);
            const NEEDS_CONFIRMATION: bool = platform_permissions!(@is_confirmed $($($mark)?)?);
        }
        $($(platform_permissions!(@confirmable $mark $name $event);)?)?
        platform_permissions!(@mark $kind $name);
    };
    (@confirmable confirmed $name:ident $event:literal) => {
        impl PlatformConfirmable for $name {
            const OPERATION: &'static str = $event;
        }
    };
    (@confirmed confirmed $event:literal) => { $event };
    (@is_confirmed) => { false };
    (@is_confirmed confirmed) => { true };
    (@mark Reads $name:ident) => { impl PlatformReads for $name {} };
    (@mark Changes $name:ident) => { impl PlatformChanges for $name {} };
    (@some) => { None };
    (@some $value:literal) => { Some($value) };
    (@live Planned) => { false };
    (@live $kind:ident) => { true };
}

platform_permissions! {
    Reads (ViewTenants, ViewRecovery) "platform.tenant_read" [Support Ops Security] "See which organisations there are, where, since when, and how many people each has";
    Changes (InviteOwner => "organisation.invited") "platform.tenant_create" [Ops] "Invite somebody to found an organisation, also where nobody may sign up";
    Changes (AskSuspension => "suspension.asked", CarryOutSuspension => "suspension.carried_out" confirmed, WithdrawSuspension => "suspension.withdrawn") "platform.tenant_suspend" within 300 [Ops] "Suspend an organisation, with a second operator";
    Changes (AskResumption => "resumption.asked", CarryOutResumption => "resumption.carried_out" confirmed, WithdrawResumption => "resumption.withdrawn", BeginRecovery => "recovery.begun", ProveRecovery => "recovery.proven", CarryOutRecovery => "recovery.carried_out" confirmed, StopRecovery => "recovery.stopped", CompleteRecovery => "recovery.completed") "platform.tenant_resume" within 300 [Ops] "Let in again: a suspended organisation, with a second operator; the last owner without a second factor, by proof and delay";
    Changes (AskDeletion => "deletion.asked", CarryOutDeletion => "deletion.carried_out" confirmed, WithdrawDeletion => "deletion.withdrawn", RestoreOrganisation => "deletion.undone") "platform.tenant_delete" within 300 [Ops] "Delete an organisation after seven days, with a second operator, and restore it until then, alone";
    Planned "platform.plan_manage" [Ops] "Set what an organisation pays for";
    Changes (AskSupport => "support.asked") "platform.support_request" within 900 [Support] "Ask an organisation's owner to be let in for support";
    Changes (OpenSupport => "support.opened", LeaveSupport => "support.left") "platform.support_use" [Support] "Look into an organisation as its owner allowed";
    Planned "platform.region_move" [Ops] "Move an organisation to another home, with a second operator";
    Planned "platform.key_rotate" [Security] "Change the keys of the installation, with a second operator";
    Changes (AskOperatorChange => "operator_change.asked", CarryOutOperatorChange => "operator_change.carried_out" confirmed, WithdrawOperatorChange => "operator_change.withdrawn") "platform.operator_manage" within 300 [Security] "Let operators in and out, and mail one a new link, with a second operator";
    Reads (ViewPlatformEvents, ViewOperators) "platform.incident_read" [Security] "Read who operates, what they did and what was tried in their name";
    Planned "platform.evidence_publish" [Security] "Publish evidence of how the installation is run";
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn there_are_thirteen_names_and_each_stands_once() {
        let codes: BTreeSet<_> = PLATFORM_CATALOGUE.iter().map(|entry| entry.code).collect();

        assert_eq!((codes.len(), PLATFORM_CATALOGUE.len()), (13, 13));
        assert!(codes.iter().all(|code| code.starts_with("platform.")));
    }

    #[test]
    fn no_permission_of_the_platform_is_one_of_an_organisation() {
        let ours: BTreeSet<_> = crate::catalogue::CATALOGUE.iter().map(|entry| entry.code).collect();

        assert!(PLATFORM_CATALOGUE.iter().all(|entry| !ours.contains(entry.code) && !entry.roles.is_empty()));
    }
}
