//! What the database holds against statements of the API's own role.
use std::fmt::Write;

use uuid::Uuid;

use super::{asks, buyer, issuer, retires};
use crate::support::{App, Organisation};

/// A grant of these roles, given now by the administrator, and a row of the requester's list from it.
fn gives(hotel: &Organisation<'_>, roles: &str, rows: &[(&str, &str)]) -> String {
    let (id, to, by) = (Uuid::new_v4(), hotel.people.requester, hotel.people.admin);
    let mut statements = format!(
        "insert into tenant.access_grant (org_id, id, person_id, roles, permissions, reason, state, asked_by, asked_at)
        select door.org_id(), '{id}', '{to}', '{{{roles}}}', '{{}}', 'So', 'given', '{by}', now(); "
    );
    for (permission, source) in rows {
        write!(
            statements,
            "insert into tenant.permission_grant (org_id, person_id, permission, source, granted_by, granted_at, grant_id)
            select door.org_id(), '{to}', '{permission}', '{source}', '{by}', now(), '{id}'; "
        )
        .unwrap();
    }
    statements
}

#[actix_web::test]
async fn nothing_is_entered_as_from_a_role_that_does_not_hold_it() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let (admin, own, foreign) = (hotel.admin().await, buyer(&hotel).await, buyer(&clinic).await);
    let retired = super::makes(&admin, "Old", &["supplier.view"]).await.is(201).id();
    retires(&admin, &retired, 1).await.is(200);
    let code = |id: &str| format!("custom:{id}");
    let (own, foreign, retired, absent) =
        (code(&own), code(&foreign), code(&retired), code(&Uuid::new_v4().to_string()));

    let attempts = [
        (gives(&hotel, "requester", &[("category.export", "requester")]), Some("permission_grant_of_role")),
        // Past the rules, and there already.
        (gives(&hotel, "requester", &[("supplier.create", "requester")]), Some("permission_grant_pkey")),
        (gives(&hotel, &own, &[("category.export", &own)]), Some("permission_grant_of_role")),
        (gives(&hotel, &own, &[("supplier.export", &own), ("supplier.view", &own)]), None),
        (gives(&hotel, &own, &[("supplier.view", &foreign)]), Some("permission_grant_as_asked")),
        (gives(&hotel, &foreign, &[("supplier.view", &foreign)]), Some("access_grant_known_roles")),
        (gives(&hotel, &retired, &[("supplier.view", &retired)]), Some("access_grant_known_roles")),
        (gives(&hotel, &absent, &[("supplier.view", &absent)]), Some("access_grant_known_roles")),
    ];
    for (statement, refusal) in attempts {
        assert_eq!(admin.comes_to("grant.create", &statement).await.as_deref(), refusal, "{statement}");
    }
    app.stop().await;
}

#[actix_web::test]
async fn a_guarded_role_is_given_by_nobody_alone_and_no_role_without_a_grant() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (admin, own, guarded) = (hotel.admin().await, buyer(&hotel).await, issuer(&hotel).await);
    let (to, by) = (hotel.people.requester, hotel.people.admin);
    let row = |code: &str| {
        format!(
            "insert into tenant.person_role (org_id, person_id, role, given_by, given_at) select door.org_id(), '{to}', '{code}', '{by}', now()"
        )
    };

    let attempts = [
        (gives(&hotel, &format!("custom:{guarded}"), &[]), "access_grant_guarded"),
        (row(&format!("custom:{own}")), "person_role_before_joining"),
        (row("custom:nothing"), "person_role_before_joining"),
    ];
    for (statement, refusal) in attempts {
        assert_eq!(admin.comes_to("grant.create", &statement).await.as_deref(), Some(refusal), "{statement}");
    }
    // Given while it is retired at the same moment.
    let gone = gives(&hotel, &format!("custom:{own}"), &[])
        + &format!(
            "update tenant.custom_role set retired_at = now() where id = '{own}';
            insert into tenant.person_role (org_id, person_id, role, given_by, given_at, grant_id)
            select g.org_id, g.person_id, 'custom:{own}', g.asked_by, now(), g.id from tenant.access_grant g where g.asked_at = now()"
        );
    assert_eq!(admin.comes_to("grant.create", &gone).await.as_deref(), Some("person_role_known"));
    app.stop().await;
}

#[actix_web::test]
async fn a_template_is_changed_by_who_may_and_holds_what_it_may() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let (admin, owner) = (hotel.admin().await, hotel.owner().await);
    let (own, foreign, waiting) = (buyer(&hotel).await, buyer(&clinic).await, issuer(&hotel).await);
    asks(&hotel, &waiting).await.is(201);
    let retired = super::makes(&admin, "Old", &["supplier.view"]).await.is(201).id();
    retires(&admin, &retired, 1).await.is(200);
    let holds = |id: &str, permission: &str| {
        format!(
            "insert into tenant.custom_role_permission (org_id, custom_role_id, permission) select door.org_id(), '{id}', '{permission}'; "
        )
    };
    let made = |by: &str| {
        format!(
            "insert into tenant.custom_role (org_id, id, name, created_by, created_at) select door.org_id(), gen_random_uuid(), 'Made', '{by}', now()"
        )
    };
    let (admins, owners) = (admin.id.to_string(), owner.id.to_string());
    let both = holds(&own, "grant.create") + &holds(&own, "supplier.activate");

    let attempts = [
        (&admin, holds(&own, "supplier.block"), None),
        (&owner, holds(&own, "supplier.block"), Some("custom_role_permission_by_who_may")),
        (&admin, holds(&own, "budget.view"), Some("custom_role_permission_known")),
        (&admin, both, Some("custom_role_permission_toxic")),
        (&admin, holds(&waiting, "supplier.activate"), Some("custom_role_permission_waits")),
        (&admin, holds(&retired, "supplier.block"), Some("custom_role_permission_retired")),
        (&admin, holds(&foreign, "supplier.block"), Some("custom_role_permission_role_fkey")),
        (&admin, made(&admins), None),
        (&admin, made(&owners), Some("custom_role_in_own_name")),
        (&owner, made(&owners), Some("custom_role_by_who_may")),
        (
            &admin,
            format!("update tenant.custom_role set retired_at = now() where id = '{waiting}'"),
            Some("custom_role_waits"),
        ),
        (
            &admin,
            format!("update tenant.custom_role set retired_at = null where id = '{retired}'"),
            Some("custom_role_retired"),
        ),
        (
            &owner,
            format!("update tenant.custom_role set name = 'Mine' where id = '{own}'"),
            Some("custom_role_by_who_may"),
        ),
    ];
    for (person, statement, refusal) in attempts {
        assert_eq!(person.comes_to("role.view", &statement).await.as_deref(), refusal, "{statement}");
    }
    let later = format!("update tenant.custom_role set retired_at = now() + interval '1 hour' where id = '{own}'");
    assert_eq!(admin.comes_to("role.view", &later).await.as_deref(), Some("custom_role_retired_now"));
    asks(&hotel, &own).await.is(201);
    let held = format!("update tenant.custom_role set retired_at = now() where id = '{own}'");
    assert_eq!(admin.comes_to("role.view", &held).await.as_deref(), Some("custom_role_held"));
    app.stop().await;
}

#[actix_web::test]
async fn a_role_holds_something_under_a_name_that_is_no_other_roles() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (admin, own) = (hotel.admin().await, buyer(&hotel).await);
    let made = |name: &str| {
        format!(
            "insert into tenant.custom_role (org_id, id, name, created_by, created_at)
            select door.org_id(), gen_random_uuid(), '{name}', '{}', now(); set constraints all immediate",
            admin.id
        )
    };
    let emptied = format!(
        "delete from tenant.custom_role_permission where custom_role_id = '{own}'; set constraints all immediate"
    );

    let attempts = [
        (made("Made"), "custom_role_holds_something"),
        (emptied, "custom_role_holds_something"),
        (made("Head of Department"), "custom_role_name_built_in"),
        (made("GENERAL_MANAGER"), "custom_role_name_built_in"),
        (format!("update tenant.custom_role set name = 'Owner' where id = '{own}'"), "custom_role_name_built_in"),
    ];
    for (statement, refusal) in attempts {
        assert_eq!(admin.comes_to("role.view", &statement).await.as_deref(), Some(refusal), "{statement}");
    }
    app.stop().await;
}

#[actix_web::test]
async fn five_hundred_are_there_with_the_retired_and_no_more() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    let made = format!(
        "insert into tenant.custom_role (org_id, id, name, created_by, created_at)
        select door.org_id(), gen_random_uuid(), 'One more', '{}', now()",
        admin.id
    );

    enters(&hotel, "case when n > 49 then now() end", 499).await;
    assert_eq!(admin.comes_to("role.view", &made).await.as_deref(), None, "the fiftieth in use, the five hundredth");
    enters(&hotel, "now()", 1).await;
    assert_eq!(admin.comes_to("role.view", &made).await.as_deref(), Some("custom_role_at_most"));
    app.stop().await;
}

/// Round the door, so many roles more, each retired at this moment or not.
pub(super) async fn enters(hotel: &Organisation<'_>, retired_at: &str, count: i32) {
    let mut connection = hotel.administrator().await;
    let mut tx = sqlx::Connection::begin(&mut connection).await.unwrap();
    sqlx::query("select door.begin_system($1, 'test')").bind(hotel.org_id).execute(&mut *tx).await.unwrap();
    let many = format!(
        "insert into tenant.custom_role (org_id, id, name, retired_at, created_by, created_at)
        select $1, i, 'Role ' || i, ({retired_at})::timestamptz, $2, now()
        from (select n, gen_random_uuid() as i from generate_series(1, $3) n) numbered"
    );
    let many = sqlx::query(sqlx::AssertSqlSafe(many)).bind(hotel.org_id).bind(hotel.people.admin).bind(count);
    many.execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}
