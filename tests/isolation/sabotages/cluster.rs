//! Holes in the roles and in the database around the schemas.
use super::{Sabotage, sabotage};

pub(super) const CLUSTER: [Sabotage; 35] = [
    sabotage("a superuser that serves", "alter role countersign_tenant superuser", "roles.attribute"),
    sabotage("a role past row security", "alter role countersign_worker bypassrls", "roles.attribute"),
    sabotage("a role that makes roles", "alter role countersign_operator createrole", "roles.attribute"),
    sabotage("an owner that signs in", "alter role countersign_owner login", "roles.attribute"),
    sabotage("a backup that signs in", "alter role countersign_backup login", "roles.attribute"),
    sabotage("a tenant in the owner's shoes", "grant countersign_owner to countersign_tenant", "roles.member"),
    sabotage("a migrator in the trail's shoes", "grant countersign_audit to countersign_migrator", "roles.member"),
    sabotage(
        "a migrator that inherits",
        "grant countersign_owner to countersign_migrator with inherit true",
        "roles.member",
    ),
    sabotage(
        "a stranger in the door's shoes",
        "create role passer_by login; grant countersign_door to passer_by",
        "roles.member",
    ),
    sabotage("a role that reads all data", "grant pg_read_all_data to countersign_worker", "roles.member"),
    sabotage("a role that owns a schema", "create schema mine authorization countersign_tenant", "roles.owns"),
    sabotage("a role nobody knows", "create role countersign_reporting login", "roles.unknown"),
    sabotage("statements without an end", "alter role countersign_tenant set statement_timeout = 0", "roles.setting"),
    sabotage("transactions without an end", "alter role countersign_worker reset transaction_timeout", "roles.setting"),
    sabotage(
        "idle transactions without an end",
        "alter role countersign_sign_in set idle_in_transaction_session_timeout = '0ms'",
        "roles.setting",
    ),
    sabotage("values in the log", "alter role countersign_tenant set log_parameter_max_length = -1", "roles.setting"),
    sabotage("another search path", "alter role countersign_tenant set search_path = public, tenant", "roles.setting"),
    sabotage("a setting nobody asked for", "alter role countersign_tenant set row_security = off", "roles.setting"),
    sabotage(
        "a role that changes the log",
        "grant set on parameter log_statement to countersign_tenant",
        "roles.parameter",
    ),
    sabotage("everybody creates in public", "grant create on schema public to public", "database.schema"),
    sabotage("tenants create tables", "grant create on schema tenant to countersign_tenant", "database.schema"),
    sabotage(
        "a schema of somebody else",
        "create schema extra; grant usage on schema extra to countersign_tenant",
        "database.schema",
    ),
    sabotage(
        "a trail whose schema the migrator may drop",
        "alter schema tenant owner to countersign_owner",
        "database.schema",
    ),
    sabotage(
        "a table in public",
        "create table public.copy as select name from tenant.person; grant select on public.copy to public",
        "database.reachable",
    ),
    sabotage(
        "the migrations lent",
        "grant select on public._sqlx_migrations to countersign_tenant",
        "database.reachable",
    ),
    sabotage(
        "temporary functions for everybody",
        "do $$ begin execute format('grant temporary on database %I to public', current_database()); end $$",
        "database.grant",
    ),
    sabotage(
        "tenants create schemas",
        "do $$ begin execute format('grant create on database %I to countersign_tenant', current_database()); end $$",
        "database.grant",
    ),
    sabotage("an extension nobody listed", "create extension citext", "database.extension"),
    sabotage(
        "an event trigger",
        "create function public.spy() returns event_trigger language plpgsql as 'begin end'; create event trigger spy on ddl_command_end execute function public.spy()",
        "database.event_trigger",
    ),
    sabotage("a rule", "create rule away as on delete to tenant.category do instead nothing", "database.rule"),
    sabotage("a publication", "create publication everything for all tables", "database.publication"),
    sabotage(
        "a foreign server",
        "create foreign data wrapper elsewhere; create server elsewhere foreign data wrapper elsewhere",
        "database.foreign_server",
    ),
    sabotage("a large object", "select lo_from_bytea(0, 'mine')", "database.large_object"),
    sabotage(
        "functions lent by default",
        "alter default privileges for role countersign_owner grant execute on functions to public",
        "database.default_privilege",
    ),
    sabotage(
        "tables lent by default",
        "alter default privileges for role countersign_owner in schema tenant grant select on tables to countersign_operator",
        "database.default_privilege",
    ),
];
