//! No secret, no hash and no other organisation's word stands where a login role can look: not in the catalogue, not in statistics, not in the log.
use std::{env, path::PathBuf};

use access::Chance;
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use uuid::Uuid;

use crate::{
    context::code,
    ground::{Ground, passwords, seed},
    tenants::{self, Tenant},
};

const LOGINS: [&str; 6] = [
    "countersign_tenant",
    "countersign_sign_in",
    "countersign_operator",
    "countersign_worker",
    "countersign_support",
    "countersign_migrator",
];

// A session at work: a request that succeeds and stays open, and others that fail in each way a value could be quoted.
async fn work(tenant: &Tenant, ground: &Ground) -> PgConnection {
    let mut plane = ground.login("countersign_tenant").await;
    let begin = "select door.begin_request($1, $2, $3, $4, $5, 'POST /v1/orders', $6)";
    for (network, key) in [("nowhere-{c}", "canary-key-1"), ("192.0.2.1", "short")] {
        let mut tx = plane.begin().await.unwrap();
        let sent = sqlx::query(begin)
            .bind(&tenant.secret)
            .bind(format!("{}.{}", tenant.canary, key))
            .bind(Uuid::nil())
            .bind(network.replace("{c}", &tenant.canary))
            .bind(format!("{}-{key}", tenant.canary))
            .bind(tenant.canary.as_bytes());
        code(sent.execute(&mut *tx).await);
        tx.rollback().await.unwrap();
    }
    let mut sign_in = ground.login("countersign_sign_in").await;
    let spent = sqlx::query("select door.sign_out($1, $2, $3)")
        .bind(&tenant.refresh_hash)
        .bind(&tenant.canary)
        .bind(Uuid::nil());
    code(spent.execute(&mut sign_in).await);
    sqlx::raw_sql("begin").execute(&mut plane).await.unwrap();
    tenant.begins(&mut plane).await.unwrap();
    sqlx::query("select count(*) from tenant.person where name = $1")
        .bind(&tenant.canary)
        .execute(&mut plane)
        .await
        .unwrap();
    let events = serde_json::json!([{ "action": "test.done", "entity": "test", "entity_id": Uuid::nil(), "detail": { "word": tenant.canary } }]);
    let finish = sqlx::query("select door.finish_request($1, null, null, null, null, null, null)").bind(events);
    finish.execute(&mut plane).await.unwrap();
    plane
}

fn canaries(tenant: &Tenant) -> Vec<String> {
    use sha2::{Digest, Sha256};
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    vec![
        tenant.canary.clone(),
        tenant.canary.to_uppercase(),
        tenant.secret.clone(),
        tenant.secret.trim_start_matches("eu1_").to_owned(),
        hex(&Sha256::digest(&tenant.secret)),
        hex(&tenant.refresh_hash),
    ]
}

async fn relations(login: &mut PgConnection) -> Vec<String> {
    let sql = "
        select c.oid::regclass::text from pg_class c
        where c.relkind in ('r', 'p', 'v', 'm', 'f') and has_schema_privilege(c.relnamespace, 'usage')
          and (has_table_privilege(c.oid, 'select') or has_any_column_privilege(c.oid, 'select'))
        order by 1";
    sqlx::query_scalar(sql).fetch_all(login).await.unwrap()
}

#[tokio::test]
async fn nothing_that_a_login_role_can_read_tells_a_secret() {
    let ground = Ground::prepare().await;
    let mut administrator = ground.administrator().await;
    sqlx::raw_sql("create extension pg_stat_statements").execute(&mut administrator).await.unwrap();
    // Other tests of this cluster write their words into their statements: these words are no other test's.
    let chance = Chance::of_seed(seed().rotate_left(32) ^ 0x005e_c2e7);
    let tenant = tenants::found(&ground, &chance, "harbour-house").await;
    let at_work = work(&tenant, &ground).await;
    // Statistics hold values of columns, for those who may read the rows.
    sqlx::raw_sql("analyze").execute(&mut administrator).await.unwrap();
    let canaries = canaries(&tenant);
    let mut told = Vec::new();

    for role in LOGINS {
        let mut login = ground.login(role).await;
        let relations = relations(&mut login).await;
        assert!(relations.iter().any(|name| name == "pg_stat_activity"), "{relations:?}");
        assert!(relations.iter().any(|name| name.ends_with("pg_stat_statements")), "{relations:?}");
        let mut looked = 0;
        for relation in relations {
            let sql = format!(
                "select t::text from {relation} t where exists (select from unnest($1::text[]) c where strpos(t::text, c) > 0) limit 1"
            );
            match sqlx::query_scalar::<_, String>(AssertSqlSafe(sql)).bind(&canaries).fetch_optional(&mut login).await {
                Ok(None) => looked += 1,
                Ok(Some(row)) => told.push(format!("{role}: {relation}: {row}")),
                // A view over a function that is not lent.
                Err(error) => assert_eq!(
                    error.as_database_error().unwrap().code().unwrap(),
                    "42501",
                    "{role}: {relation}: {error}"
                ),
            }
        }
        assert!(looked > 150, "{role} looked into {looked}");
    }

    assert!(told.is_empty(), "{}", told.join("\n"));
    drop(at_work);
    ground.leave().await;
}

#[tokio::test]
async fn the_look_would_find_a_secret_that_is_text() {
    let ground = Ground::prepare().await;
    let mut plane = ground.login("countersign_tenant").await;
    let mut other = ground.login("countersign_tenant").await;
    let canary = format!("canary-{:x}", u64::from_be_bytes(Chance::of_system().bytes()));

    sqlx::raw_sql(AssertSqlSafe(format!("begin; select '{canary}'"))).execute(&mut plane).await.unwrap();

    let seen = "select count(*) from pg_stat_activity where strpos(query, $1) > 0";
    assert_eq!(sqlx::query_scalar::<_, i64>(seen).bind(&canary).fetch_one(&mut other).await.unwrap(), 1);
    ground.leave().await;
}

#[tokio::test]
async fn the_servers_log_tells_no_secret() {
    let ground = Ground::prepare().await;
    let mut administrator = ground.administrator().await;
    let directory: String = sqlx::query_scalar("show data_directory").fetch_one(&mut administrator).await.unwrap();
    let path =
        PathBuf::from(directory).ancestors().take(2).map(|folder| folder.join("server.log")).find(|log| log.exists());
    let Some(path) = path else {
        assert!(env::var_os("THROWAWAY_URL").is_some(), "the embedded server has a log beside its data");
        println!("skipped: the log of the server that THROWAWAY_URL names is out of reach");
        return ground.leave().await;
    };
    let tenant = tenants::found(&ground, &Chance::of_seed(seed() ^ 1), "harbour-house").await;
    let at_work = work(&tenant, &ground).await;
    // A refused login is logged, so that the look below is at a log that lives.
    let stranger = format!("stranger_{:08x}", u32::from_be_bytes(Chance::of_system().bytes()));
    sqlx::ConnectOptions::connect(&ground.address().username(&stranger)).await.expect_err("nobody of this name");

    let log = std::fs::read(&path).unwrap();
    let log = String::from_utf8_lossy(&log);

    assert!(log.contains(&stranger), "the log is the one of this server");
    let roles = LOGINS.map(|role| passwords().of_role(role));
    for canary in canaries(&tenant).iter().chain(&roles) {
        assert!(!log.contains(canary), "{canary} in {}", path.display());
    }
    drop(at_work);
    ground.leave().await;
}
