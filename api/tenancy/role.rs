//! A role: a template of permissions, copied into a person's own list when it is given. Some come along; others are the organisation's own.
//!
//! A changed template changes nobody's rights: what somebody may do is their own list.
pub mod create;
pub mod get;
pub mod list;
pub mod list_holders;
pub mod retire;
pub(crate) mod store;
pub mod update;

use access::{
    Action, Caller, CustomRole, Role, Shown,
    catalogue::{RetireRoles, UpdateRoles},
    toxic_pairs,
};
use kernel::{CustomRoleId, Error, FieldError, Name, PermissionPair, Revision, Text};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    grant,
    permission::{self, PermissionCode, meaning},
    refusals,
};

const NAME_CHARS_MAX: usize = 60;
const PERMISSIONS_MAX: usize = 150;
/// How the code of a role of the organisation's own begins.
const CUSTOM: &str = "custom:";

/// Any role: one that comes along, or one of the organisation's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AnyRole {
    BuiltIn(Role),
    Custom(CustomRoleId),
}

impl AnyRole {
    /// As the database knows it.
    pub fn code(self) -> String {
        match self {
            Self::BuiltIn(role) => role.code().to_owned(),
            Self::Custom(id) => format!("{CUSTOM}{id}"),
        }
    }

    /// The one at this address: a code of those that come along, or an id.
    fn at(address: &str) -> Result<Self, Error> {
        let custom = || Uuid::try_parse(address).ok().map(|id| Self::Custom(CustomRoleId(id)));
        Role::of_code(address).map(Self::BuiltIn).or_else(custom).ok_or_else(Error::not_found)
    }

    /// The one of the organisation's own at this address; those that come along are not changed.
    fn own_at(address: &str) -> Result<CustomRoleId, Error> {
        match Self::at(address)? {
            Self::BuiltIn(_) => Err(refusals::BUILT_IN_ROLE.into()),
            Self::Custom(id) => Ok(id),
        }
    }
}

/// Whether a code is that of a role of the organisation's own.
pub(crate) fn is_custom(code: &str) -> bool {
    code.starts_with(CUSTOM)
}

/// A role of the organisation's own, with what its template holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CustomRoleTemplate {
    pub id: CustomRoleId,
    #[schema(example = "Night buyer")]
    pub name: Name,
    /// By code.
    #[schema(max_items = 150, example = json!(["supplier.view"]))]
    pub permissions: Vec<String>,
}

impl CustomRoleTemplate {
    /// The role by its name.
    pub fn named(&self) -> CustomRole {
        CustomRole { id: self.id, name: self.name.clone() }
    }

    /// Whether somebody must agree before a person is given it.
    pub fn is_guarded(&self) -> bool {
        self.permissions.iter().any(|code| grant::is_guarded(code))
    }
}

/// What roles hold, each permission with the role that it is from.
pub(crate) fn contents<'a>(roles: &[Role], custom: &'a [CustomRoleTemplate]) -> Vec<(&'a str, AnyRole)> {
    let built_in = roles.iter().flat_map(|role| {
        let from = AnyRole::BuiltIn(*role);
        role.permissions().into_iter().map(move |code| (code, from))
    });
    let own = custom.iter().flat_map(|role| {
        let from = AnyRole::Custom(role.id);
        role.permissions.iter().map(move |code| (code.as_str(), from))
    });
    built_in.chain(own).collect()
}

/// The codes of roles, as the database knows them.
pub(crate) fn codes(roles: &[Role], custom: impl IntoIterator<Item = CustomRoleId>) -> Vec<String> {
    let built_in = roles.iter().copied().map(AnyRole::BuiltIn);
    built_in.chain(custom.into_iter().map(AnyRole::Custom)).map(AnyRole::code).collect()
}

/// What is wrong with the ids of roles that a request names, by their places in `field`.
pub(crate) fn wrong_ids(field: &str, ids: &[CustomRoleId], known: &[CustomRoleTemplate]) -> Vec<FieldError> {
    let mut errors = Vec::new();
    for (id, place) in ids.iter().zip(0_usize..) {
        let at = format!("{field}[{place}]");
        if !known.iter().any(|role| role.id == *id) {
            errors.push(FieldError::new(at, "unknown", "There is no such role in use."));
        } else if ids.iter().take(place).any(|other| other == id) {
            errors.push(FieldError::new(at, "twice", "Must stand once in the list."));
        }
    }
    errors
}

/// A role, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RoleTemplate {
    /// `owner`, or the id of a role of the organisation's own.
    #[schema(max_length = 40, example = "requester")]
    pub id: String,
    /// Null for one of the organisation's own.
    pub built_in: Option<Role>,
    #[schema(max_length = 120, example = "Requester")]
    pub name: String,
    pub description: Option<Text>,
    /// What its template holds, by code.
    #[schema(max_items = 500, example = json!(["requisition.create"]))]
    pub permissions: Vec<String>,
    /// Whether nobody is given it by one person alone.
    pub is_guarded: bool,
    /// False once it is retired: nobody can be given it.
    pub is_active: bool,
    /// How many people have it.
    #[schema(example = 3, minimum = 0)]
    pub people: i64,
    /// How many of them hold something else from it than its template holds by now.
    #[schema(example = 1, minimum = 0)]
    pub people_differing: i64,
    /// How many grants of it wait; until they are decided its template stays as it is.
    #[schema(example = 0, minimum = 0)]
    pub waiting: i64,
    pub revision: Revision,
}

/// A role as this caller sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoleView {
    #[serde(flatten)]
    role: RoleTemplate,
    actions: Vec<Action>,
}

/// How many have a role, or are to have it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Standing {
    pub people: i64,
    pub people_differing: i64,
    pub waiting: i64,
}

impl RoleTemplate {
    fn built_in(role: Role, standing: Standing) -> Self {
        let mut permissions: Vec<_> = role.permissions().into_iter().map(str::to_owned).collect();
        permissions.sort_unstable();
        Self {
            id: role.code().to_owned(),
            built_in: Some(role),
            name: role.to_string(),
            description: None,
            permissions,
            is_guarded: role.is_guarded(),
            is_active: true,
            people: standing.people,
            people_differing: standing.people_differing,
            waiting: standing.waiting,
            revision: Revision::FIRST,
        }
    }

    fn custom(role: OwnRole, standing: Standing) -> Self {
        Self {
            id: role.id.to_string(),
            built_in: None,
            name: role.name.into_string(),
            description: role.description,
            is_guarded: role.permissions.iter().any(|code| grant::is_guarded(code)),
            permissions: role.permissions,
            is_active: role.is_active,
            people: standing.people,
            people_differing: standing.people_differing,
            waiting: standing.waiting,
            revision: role.revision,
        }
    }

    /// One of the organisation's own, as long as it is in use.
    pub fn may_be_changed(&self) -> Result<(), Error> {
        if self.built_in.is_some() {
            Err(refusals::BUILT_IN_ROLE.into())
        } else if self.is_active {
            Ok(())
        } else {
            Err(refusals::ROLE_RETIRED.into())
        }
    }

    /// One of the organisation's own that nobody has or waits for.
    pub fn may_be_retired(&self) -> Result<(), Error> {
        self.may_be_changed()?;
        match (self.people, self.waiting) {
            (0, 0) => Ok(()),
            (0, _) => Err(refusals::ROLE_WAITED_FOR.into()),
            (1, _) => Err(Error::refused(refusals::ROLE_HELD, "One person has this role.")),
            (people, _) => Err(Error::refused(refusals::ROLE_HELD, format!("{people} people have this role."))),
        }
    }

    /// With the actions open to `caller`.
    pub fn seen_by(self, caller: &Caller) -> RoleView {
        let actions = vec![
            caller.action::<UpdateRoles>(self.may_be_changed()),
            caller.action::<RetireRoles>(self.may_be_retired()),
        ];
        RoleView { role: self, actions }
    }
}

impl Shown for RoleView {
    fn revision(&self) -> Option<Revision> {
        Some(self.role.revision)
    }
}

/// A role of the organisation's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct OwnRole {
    pub id: CustomRoleId,
    pub name: Name,
    pub description: Option<Text>,
    /// By code.
    pub permissions: Vec<String>,
    pub is_active: bool,
    pub revision: Revision,
}

// Every broken rule of a name and a template, by its field.
fn wrong(name: &Name, permissions: Option<&[PermissionCode]>) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let written = name.as_str().to_lowercase();
    if name.as_str().chars().count() > NAME_CHARS_MAX {
        let message = format!("Must have at most {NAME_CHARS_MAX} characters.");
        errors.push(FieldError::new("name", "too_long", message));
    } else if Role::ALL.iter().any(|role| written == role.to_string().to_lowercase() || written == role.code()) {
        errors.push(FieldError::new("name", "built_in", "A role that comes along has this name."));
    }
    let Some(permissions) = permissions else { return errors };
    if !(1..=PERMISSIONS_MAX).contains(&permissions.len()) {
        let message = format!("Must be 1 to {PERMISSIONS_MAX} permissions.");
        errors.push(FieldError::new("permissions", "count", message));
    }
    errors.extend(permission::wrong_codes(permissions));
    errors
}

/// Refuses a template of which one person would hold what nobody holds together.
fn must_hold_no_pair(permissions: &[String]) -> Result<(), Error> {
    let codes: Vec<_> = permissions.iter().map(String::as_str).collect();
    let pairs = toxic_pairs(&[], &codes);
    let Some((first, second)) = pairs.first() else { return Ok(()) };
    let detail = format!("No role holds both: “{}” and “{}”.", meaning(first), meaning(second));
    let pairs = pairs.into_iter().map(|(first, second)| PermissionPair { first, second }).collect();
    Err(Error::refused_pairs(refusals::TOXIC_ROLE, detail, pairs))
}
