//! The catalogue walker is silent on a clean schema, and names each sabotage.
use access::walker::{Finding, walk, walk_test_template};
use sqlx::{Connection, PgConnection};

use crate::{ground::Ground, sabotages};

async fn clean(ground: &Ground) -> PgConnection {
    let mut administrator = ground.administrator().await;
    sqlx::raw_sql("drop table door.test_clock").execute(&mut administrator).await.unwrap();
    administrator
}

#[tokio::test]
async fn a_clean_schema_has_no_finding_whoever_looks() {
    let ground = Ground::prepare().await;
    let mut administrator = clean(&ground).await;
    let mut door = ground.migrator("countersign_door").await;

    assert_eq!(listed(&walk(&mut administrator).await.unwrap()), "");
    assert_eq!(listed(&walk(&mut door).await.unwrap()), "");

    ground.leave().await;
}

#[tokio::test]
async fn a_test_template_differs_from_a_clean_schema_by_its_clock_alone() {
    let ground = Ground::prepare().await;
    let mut administrator = ground.administrator().await;

    assert_eq!(listed(&walk_test_template(&mut administrator).await.unwrap()), "");
    let findings = walk(&mut administrator).await.unwrap();
    let objects: Vec<_> = findings.iter().map(|finding| finding.object.as_str()).collect();
    assert!(!objects.is_empty() && objects.iter().all(|object| *object == "door.test_clock"), "{}", listed(&findings));

    ground.leave().await;
}

#[tokio::test]
async fn each_sabotage_is_caught_by_its_rule() {
    let ground = Ground::prepare().await;
    let mut administrator = clean(&ground).await;
    let mut missed = Vec::new();

    for sabotage in sabotages::all() {
        let mut tx = administrator.begin().await.unwrap();
        sqlx::raw_sql(sabotage.sql)
            .execute(&mut *tx)
            .await
            .unwrap_or_else(|error| panic!("{}: {error}", sabotage.name));
        let findings = walk(&mut tx).await.unwrap_or_else(|error| panic!("{}: {error}", sabotage.name));
        tx.rollback().await.unwrap();
        if !findings.iter().any(|finding| finding.rule == sabotage.rule) {
            missed.push(format!("{} (wanted {}): {}", sabotage.name, sabotage.rule, listed(&findings)));
        }
    }

    assert!(missed.is_empty(), "missed {} of {}:\n{}", missed.len(), sabotages::all().count(), missed.join("\n"));
    assert_eq!(listed(&walk(&mut administrator).await.unwrap()), "", "silent again");
    println!("isolation: {} sabotages, {} missed", sabotages::all().count(), missed.len());
    ground.leave().await;
}

#[test]
fn every_sabotage_has_a_name_of_its_own_and_there_are_enough() {
    let mut names: Vec<_> = sabotages::all().map(|sabotage| sabotage.name).collect();
    names.sort_unstable();
    names.dedup();

    assert_eq!(names.len(), sabotages::all().count());
    assert!(names.len() >= 25);
}

fn listed(findings: &[Finding]) -> String {
    findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}
