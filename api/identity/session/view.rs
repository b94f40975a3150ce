//! Who is signed in, and what they may do.
use access::{Answer, CustomRole, HomeCode, Permit, Region, Role, Shown, Work, catalogue::ViewSession};
use chrono::{DateTime, Utc};
use kernel::{Currency, DepartmentId, Error, OrgId, PersonId, SessionId};
use serde::Serialize;
use utoipa::ToSchema;

use super::store;

/// Who is signed in, for which organisation, and what they may do.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionView {
    pub session: OwnSession,
    pub person: SignedInPerson,
    pub organisation: OwnOrganisation,
    /// What they are asked for beside the password, or show in its place; none where the password is enough.
    pub second_factor: Option<OwnSecondFactor>,
    /// By when one must be set up, for the organisation demands it; null where it does not, or one is set up. After that nothing else is open.
    pub second_factor_by: Option<DateTime<Utc>>,
    /// Every permission that the person holds at this moment.
    #[schema(example = json!(["purchase_order.approve", "session.view"]))]
    pub permissions: Vec<String>,
}

/// The sign-in itself; its id opens nothing.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnSession {
    pub id: SessionId,
    pub created_at: DateTime<Utc>,
    /// When whoever signed in last said who they are: at sign-in, or since.
    pub authenticated_at: DateTime<Utc>,
    /// When it ends at the latest; unused it ends earlier.
    pub expires_at: DateTime<Utc>,
    /// What failed at this account between the sign-in before and this one.
    pub failed_tries: Option<FailedTries>,
}

/// The person's second factor: an authenticator app, passkeys or both, and the recovery codes beside them.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnSecondFactor {
    /// When the first of them was set up.
    pub since: DateTime<Utc>,
    /// Whether there is an authenticator app.
    pub has_app: bool,
    /// How many passkeys there are.
    #[schema(example = 1, minimum = 0, maximum = 10)]
    pub passkeys: i32,
    /// How many of the ten are not used yet.
    #[schema(example = 9, minimum = 0, maximum = 10)]
    pub recovery_codes_left: i32,
}

/// Tries to sign in that failed, whoever made them.
#[derive(Debug, Serialize, ToSchema)]
pub struct FailedTries {
    /// How many; 1000 stand for more.
    #[schema(example = 3, minimum = 1, maximum = 1000)]
    pub count: i32,
    pub last_at: DateTime<Utc>,
    /// Where the last came from: an IPv4 address or an IPv6 /64.
    #[schema(example = "203.0.113.7", max_length = 43)]
    pub last_network: Option<String>,
}

/// The person who signed in.
#[derive(Debug, Serialize, ToSchema)]
pub struct SignedInPerson {
    pub id: PersonId,
    #[schema(example = "Greta Marsh", max_length = 120)]
    pub name: String,
    #[schema(example = "gm@harbour-house.example", max_length = 254)]
    pub email: String,
    /// The person's own, else the organisation's (BCP 47).
    #[schema(example = "en-GB", max_length = 12)]
    pub locale: String,
    /// The person's own, else the organisation's (IANA).
    #[schema(example = "Europe/London", max_length = 40)]
    pub time_zone: String,
    pub department_id: Option<DepartmentId>,
    /// The templates that the permissions were copied from.
    pub roles: Vec<Role>,
    /// Those of them that are the organisation's own.
    pub custom_roles: Vec<CustomRole>,
}

/// The organisation that the person belongs to.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnOrganisation {
    pub id: OrgId,
    /// The name that one signs in with.
    #[schema(example = "harbour-house", max_length = 63)]
    pub slug: String,
    #[schema(example = "Harbour House", max_length = 120)]
    pub name: String,
    pub base_currency: Currency,
    #[schema(example = "Europe/London", max_length = 40)]
    pub time_zone: String,
    #[schema(example = "en-GB", max_length = 12)]
    pub locale: String,
    /// The month that the fiscal year begins with.
    #[schema(example = 1, minimum = 1, maximum = 12)]
    pub fiscal_year_start_month: i16,
    pub home: OwnHome,
}

/// Where the organisation's data is: its rows, its files and the log of its requests.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnHome {
    /// Every secret of the organisation begins with it.
    #[schema(example = "eu1", max_length = 6)]
    pub code: String,
    pub region: Region,
}

impl From<&HomeCode> for OwnHome {
    fn from(home: &HomeCode) -> Self {
        Self { code: home.to_string(), region: home.region() }
    }
}

impl Shown for SessionView {}

/// See one's own sign-in
///
/// Says who is signed in, for which organisation, and what they may do at this moment.
#[utoipa::path(get, path = "/session", tag = "identity",
    responses((status = 200, body = SessionView, description = "Who is signed in.")))]
pub async fn view_session(permit: Permit<ViewSession>) -> Result<Answer<SessionView>, Error> {
    permit.read(async |work| view(work).await).await
}

/// Finds the caller's own session.
pub async fn view(work: &mut Work<'_, ViewSession>) -> Result<SessionView, Error> {
    let permissions = work.caller().permissions().map(str::to_owned).collect();
    let home = work.home();
    store::own(work, home, permissions).await
}
