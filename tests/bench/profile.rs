//! What single parts cost: the catalogue walker, the policy engine, and each of the database's own functions in a chain.
use std::time::{Duration, Instant};

use access::walker;
use approval::{
    CategorySum, DepartmentOf, Directory, DocumentFacts, DocumentId, DocumentKind, Head, MaterialDigest, Member,
    Policy, PolicyVersion, PolicyVersionId, Thresholds, resolve,
};
use chrono::DateTime;
use kernel::{Currency, DepartmentId, Error, Money, Name, PersonId, Revision, Text};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use uuid::Uuid;

use crate::{
    client::Client,
    failure,
    ground::{Filling, Ground},
    operation::Chain,
};

/// Chains, one after the other; the first ones warm up, and their calls are taken off.
const CHAINS: u32 = 40;
const UNCOUNTED: u32 = 10;
/// Beyond every other chain of a run.
const FIRST: u64 = 5_000_000;
const WALKS: usize = 5;
const ROUTES: u32 = 2_000;
/// People whom the engine chooses from.
const PEOPLE: u128 = 200;

/// What a chain costs, and what of it each function of the database costs itself.
#[derive(Debug)]
pub struct Parts {
    /// A chain alone, from its first request to its last answer.
    pub chain_ms: f64,
    /// Name, calls of a chain, milliseconds of a chain.
    pub functions: Vec<(String, f64, f64)>,
}

/// How long the walker takes; the median.
pub async fn walk(ground: &Ground) -> Result<Duration, Error> {
    let mut administrator = ground.administers().await?;
    let mut walks = Vec::new();
    for _ in 0..WALKS {
        let begun = Instant::now();
        walker::walk(&mut administrator).await?;
        walks.push(begun.elapsed());
    }
    administrator.close().await?;
    walks.sort_unstable();
    walks.get(WALKS / 2).copied().ok_or_else(|| failure("nothing was walked"))
}

/// Lets PostgreSQL count what its functions take while chains go through, on connections opened for it.
pub async fn parts(ground: &Ground, filling: &Filling) -> Result<Parts, Error> {
    let mut administrator = ground.administers().await?;
    let database: String = sqlx::query_scalar("select current_database()").fetch_one(&mut administrator).await?;
    let track = format!("alter database {database} set track_functions = 'all'");
    sqlx::raw_sql(AssertSqlSafe(track)).execute(&mut administrator).await?;
    let organisation = filling.small()?;
    let mut chain_ms = 0.0;
    let mut before = Vec::new();
    for (counts, chains) in [(false, 0..UNCOUNTED), (true, UNCOUNTED..UNCOUNTED + CHAINS)] {
        // Connections tell what they counted when they end.
        let app = filling.serve(ground, 1, 1)?;
        let client = Client::of(&app.address);
        let begun = Instant::now();
        for number in chains {
            Chain { organisation, number: FIRST.saturating_add(number.into()), lines: 5 }.take_all(&client).await?;
        }
        chain_ms = begun.elapsed().as_secs_f64() * 1000.0 / f64::from(CHAINS);
        app.stop().await;
        if !counts {
            before = told(&mut administrator).await?;
        }
    }
    let after = told(&mut administrator).await?;
    sqlx::raw_sql(AssertSqlSafe(format!("alter database {database} reset track_functions")))
        .execute(&mut administrator)
        .await?;
    administrator.close().await?;
    let each = |(name, calls, ms): (String, i64, f64)| {
        let earlier = before.iter().find(|(earlier, ..)| *earlier == name);
        let (calls_before, ms_before) = earlier.map_or((0, 0.0), |(_, calls, ms)| (*calls, *ms));
        let calls = u32::try_from(calls.saturating_sub(calls_before)).unwrap_or(u32::MAX);
        (name, f64::from(calls) / f64::from(CHAINS), (ms - ms_before) / f64::from(CHAINS))
    };
    Ok(Parts { chain_ms, functions: after.into_iter().map(each).collect() })
}

// Statistics are told when a backend ends; it may not have ended yet.
async fn told(administrator: &mut PgConnection) -> Result<Vec<(String, i64, f64)>, Error> {
    tokio::time::sleep(Duration::from_secs(1)).await;
    let told = sqlx::query_as(
        "select schemaname || '.' || funcname, calls, self_time from pg_stat_user_functions order by self_time desc",
    );
    Ok(told.fetch_all(administrator).await?)
}

/// How long the standard policy's route takes, for an order of four approvers' worth and many people; the mean.
pub fn route() -> Result<Duration, Error> {
    let (version, facts, directory) = (version()?, facts()?, directory()?);
    let begun = Instant::now();
    for _ in 0..ROUTES {
        std::hint::black_box(resolve(&version, std::hint::black_box(&facts), &directory)?);
    }
    begun.elapsed().checked_div(ROUTES).ok_or_else(|| failure("no routes"))
}

fn euros(minor: i64) -> Result<Money, Error> {
    let currency = Currency::parse("EUR").map_err(failure)?;
    Ok(Money { minor, currency })
}

fn name(text: &str) -> Result<Name, Error> {
    Name::parse(text).map_err(|_| failure("no name"))
}

fn version() -> Result<PolicyVersion, Error> {
    let thresholds = Thresholds { gm_above: euros(100_000)?, owner_above: euros(2_500_000)? };
    Ok(PolicyVersion {
        id: PolicyVersionId(Uuid::nil()),
        number: 1,
        name: name("Standard")?,
        effective_from: DateTime::UNIX_EPOCH,
        definition: Policy::standard(thresholds).map_err(|_| failure("no policy"))?,
        published_by: None,
        published_at: DateTime::UNIX_EPOCH,
    })
}

fn facts() -> Result<DocumentFacts, Error> {
    let (total, requester) = (euros(3_000_000)?, PersonId(Uuid::from_u128(0)));
    Ok(DocumentFacts {
        kind: DocumentKind::PurchaseOrder,
        id: DocumentId(Uuid::nil()),
        revision: Revision(1),
        number: None,
        title: Text::parse("Weekly supplies").map_err(|_| failure("no title"))?,
        requester,
        on_behalf_of: None,
        created_by: requester,
        submitted_by: Some(requester),
        editors: Vec::new(),
        department: Some(DepartmentOf { id: DepartmentId(Uuid::nil()), name: name("Kitchen")? }),
        supplier: None,
        total,
        total_in_policy_currency: total,
        categories: vec![CategorySum { category: None, total }],
        material_digest: MaterialDigest([0; 32]),
    })
}

fn directory() -> Result<Directory, Error> {
    let roles = ["requester", "head_of_department", "accounts", "general_manager", "owner"];
    let members = roles.iter().cycle().zip(0..PEOPLE).map(|(role, number)| {
        Ok(Member {
            id: PersonId(Uuid::from_u128(number)),
            name: name("Somebody")?,
            is_active: true,
            may_approve: number > 0,
            wrote_policy: false,
            roles: vec![name(role)?],
            limit: None,
        })
    });
    let head = Head { department: DepartmentId(Uuid::nil()), person: PersonId(Uuid::from_u128(1)) };
    Ok(Directory { members: members.collect::<Result<_, Error>>()?, heads: vec![head] })
}
