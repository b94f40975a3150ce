//! Who is told by mail of rights: whoever they belong to, and whoever may agree to them.
use access::{CustomRole, RightsMail, Role, Work};
use kernel::{Error, Name, PermissionPair, PersonId, Text};
use serde_json::{Value, json};

use super::Grant;
use crate::{directory, permission::meaning, role::CustomRoleTemplate};

/// The most people who are named in one mail.
const NAMED_MAX: usize = 20;

/// Tells whoever has new rights, whose next request shows a new token.
pub(super) async fn that_it_is_given<P>(work: &mut Work<'_, P>, grant: &Grant) -> Result<(), Error> {
    let by = grant.decided_by_name.as_ref().unwrap_or(&grant.asked_by_name);
    let facts = json!({ "at": work.now(), "by": by, "given": rights(grant), "until": grant.expires_at });
    work.renew_access(grant.person_id).await?;
    work.mail_of_rights(grant.person_id, RightsMail::Changed, &facts).await
}

/// Tells whoever has lost rights, whose next request shows a new token; says what the trail is to say of it.
pub(crate) async fn that_some_are_taken<P>(
    work: &mut Work<'_, P>,
    person: PersonId,
    (roles, custom_roles, permissions): (&[Role], &[CustomRole], &[String]),
    reason: Option<&Text>,
) -> Result<Value, Error> {
    let caller = work.caller().person_id;
    let by = directory::name_of(work, caller).await?.ok_or_else(Error::not_found)?;
    let facts = json!({ "at": work.now(), "by": by, "taken": in_words(roles, custom_roles.iter().map(|role| &role.name), permissions) });
    work.renew_access(person).await?;
    work.mail_of_rights(person, RightsMail::Changed, &facts).await?;
    Ok(json!({ "roles": roles, "custom_roles": custom_roles, "permissions": permissions, "reason": reason }))
}

/// Tells whoever may agree that these grants wait, which one person asked for at once.
pub(crate) async fn who_may_agree<P>(work: &mut Work<'_, P>, grants: &[Grant]) -> Result<(), Error> {
    let Some(first) = grants.first() else { return Ok(()) };
    let people: Vec<_> = grants.iter().map(|grant| &grant.person_name).take(NAMED_MAX).collect();
    let mut rights: Vec<_> = grants.iter().flat_map(rights).collect();
    rights.sort_unstable();
    rights.dedup();
    let waived: Vec<_> = grants.iter().flat_map(waived).collect();
    let facts = json!({ "at": work.now(), "by": first.asked_by_name, "people": people, "others": grants.len() - people.len(),
        "reason": first.reason, "rights": rights, "waived": waived });
    // Nobody is asked to agree to what is for themselves alone.
    let own = grants.iter().map(|grant| grant.person_id).filter(|_| grants.len() == 1);
    let except: Vec<_> = own.chain([first.asked_by]).collect();
    for member in directory::who_may(work, "grant.approve", &except).await? {
        work.mail_of_rights(member, RightsMail::Waiting, &facts).await?;
    }
    Ok(())
}

/// What a grant gives, in words.
pub(super) fn rights(grant: &Grant) -> Vec<String> {
    in_words(&grant.roles, grant.custom_roles.iter().map(|role| &role.name), &grant.permissions)
}

/// What each role of the organisation's own holds: its name alone says only what somebody called it.
pub(super) fn contents(templates: &[CustomRoleTemplate]) -> Vec<String> {
    let meanings = |codes: &[String]| codes.iter().map(|code| meaning(code)).collect::<Vec<_>>().join("; ");
    templates.iter().map(|role| format!("{} holds: {}", role.name, meanings(&role.permissions))).collect()
}

/// The pairs that its waiver is for, in words.
pub(super) fn waived(grant: &Grant) -> Vec<String> {
    let in_words = |pair: &PermissionPair| format!("“{}” and “{}”", meaning(pair.first), meaning(pair.second));
    grant.waived.iter().map(in_words).collect()
}

// Roles by their names, permissions by what they mean.
fn in_words<'a>(roles: &[Role], custom: impl Iterator<Item = &'a Name>, permissions: &[String]) -> Vec<String> {
    roles
        .iter()
        .map(Role::to_string)
        .chain(custom.map(Name::to_string))
        .chain(permissions.iter().map(|code| meaning(code).to_owned()))
        .collect()
}
