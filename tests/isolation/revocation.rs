//! What ends a session holds from its next request on, and a session that is dead harms no connection.
use access::{Chance, Pool};
use sqlx::{Connection, PgConnection};

use crate::{
    context::code,
    ground::{Ground, seed},
    tenants::{self, Tenant},
};

async fn opens(tenant: &Tenant, connection: &mut PgConnection) -> Result<i64, sqlx::Error> {
    let mut tx = connection.begin().await?;
    tenant.begins(&mut tx).await?;
    sqlx::query_scalar("select count(*) from tenant.person").fetch_one(&mut *tx).await
}

#[tokio::test]
async fn an_ended_session_opens_nothing_from_the_next_request_on() {
    let ends = [
        ("signed out", "update door.session set ended_at = now(), ended_because = 'signed_out'", "CS401"),
        ("past its end", "update door.session set expires_at = now() - interval '1 second'", "CS401"),
        ("idle too long", "update door.session set last_used_at = now() - interval '2 hours'", "CS401"),
        ("suspended", "update door.organisation set suspended_at = now()", "CS401"),
        ("access token expired", "update door.access_secret set expires_at = now() - interval '1 second'", "CS498"),
        ("permission taken", "update door.allow_list set permissions = '{}'", "CS403"),
        ("no allow-list", "delete from door.allow_list", "CS403"),
    ];
    let ground = Ground::prepare().await;
    let chance = Chance::of_seed(seed());
    let tenant = tenants::found(&ground, &chance, "alder-clinic").await;
    let mut plane = ground.login("countersign_tenant").await;

    for (name, end, wanted) in ends {
        assert_eq!(opens(&tenant, &mut plane).await.unwrap(), 2, "before: {name}");
        let mut administrator = ground.administrator().await;
        let kept = "create temporary table kept_session as table door.session; create temporary table kept_organisation as table door.organisation;
            create temporary table kept_secret as table door.access_secret; create temporary table kept_list as table door.allow_list";
        sqlx::raw_sql(kept).execute(&mut administrator).await.unwrap();
        sqlx::raw_sql(end).execute(&mut administrator).await.unwrap();

        assert_eq!(code(opens(&tenant, &mut plane).await), wanted, "{name}");

        let back = "update door.session s set ended_at = k.ended_at, ended_because = k.ended_because, expires_at = k.expires_at, last_used_at = k.last_used_at
                from kept_session k where k.id = s.id;
            update door.organisation o set suspended_at = null;
            update door.access_secret s set expires_at = k.expires_at from kept_secret k where k.hash = s.hash;
            delete from door.allow_list; insert into door.allow_list (org_id, person_id, permissions, epoch) select org_id, person_id, permissions, epoch from kept_list";
        sqlx::raw_sql(back).execute(&mut administrator).await.unwrap();
    }

    ground.leave().await;
}

#[tokio::test]
async fn a_hundred_dead_sessions_poison_no_connection_of_a_pool_of_two() {
    let ground = Ground::prepare().await;
    let chance = Chance::of_seed(seed());
    let (live, mut dead) = tenants::two(&ground, &chance).await;
    dead.secret = format!("eu1_{:032x}", u128::from_be_bytes(chance.bytes()));
    let pool = Pool::new(&ground.login_options("countersign_tenant"), 2, 2).unwrap();

    let all = (0..100).map(|number| {
        let (pool, dead) = (pool.clone(), &dead);
        async move {
            let mut connection = pool.acquire().await.unwrap();
            if number % 3 == 0 {
                // The worst that an injected statement could leave on its connection.
                let junk = "select set_config('door.context', 'left behind', false)";
                sqlx::query(junk).execute(&mut *connection).await.unwrap();
            }
            code(opens(dead, &mut connection).await)
        }
    });
    for outcome in futures_util::future::join_all(all).await {
        assert_eq!(outcome, "CS401");
    }

    let (mut first, mut second) = (pool.acquire().await.unwrap(), pool.acquire().await.unwrap());
    for connection in [&mut first, &mut second] {
        assert_eq!(opens(&live, connection).await.unwrap(), 2);
    }
    drop((first, second));
    pool.close().await;
    ground.leave().await;
}
