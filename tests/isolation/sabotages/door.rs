//! Holes in the door, the references and the functions.
use super::{Sabotage, sabotage};

pub(super) const DOOR: [Sabotage; 29] = [
    sabotage("a tenant reads sessions", "grant select on door.session to countersign_tenant", "door.grant"),
    sabotage(
        "a tenant reads the key's column",
        "grant select (secret) on door.key to countersign_tenant",
        "door.grant",
    ),
    sabotage(
        "the door without row security",
        "alter table door.session disable row level security",
        "door.row_security",
    ),
    sabotage("a policy at the door", "create policy open on door.session using (true)", "door.policy"),
    sabotage("a door's table of another owner", "alter table door.session owner to countersign_owner", "door.owner"),
    sabotage("a view at the door", "create view door.sessions as select id from door.session", "door.kind"),
    sabotage("a clock that can be moved", "create table door.test_clock (moved interval)", "door.test_clock"),
    sabotage("no key", "delete from door.key", "door.key"),
    sabotage("no home", "delete from door.home", "door.home"),
    sabotage(
        "a trigger at the door",
        "create trigger spy after insert on door.access_secret for each row execute function door.compile_allow_list()",
        "door.trigger",
    ),
    sabotage(
        "a reference table nobody listed",
        "create table reference.unit (code text primary key)",
        "reference.listed",
    ),
    sabotage(
        "a reference table that tenants write",
        "create table reference.unit (code text primary key); grant insert on reference.unit to countersign_tenant",
        "reference.grant",
    ),
    sabotage(
        "an organisation's data among the references",
        "create table reference.unit (org_id uuid, code text primary key)",
        "reference.org_id",
    ),
    sabotage(
        "a function nobody listed",
        "create function door.peek() returns setof door.session language sql security definer set search_path = pg_catalog, pg_temp as 'select * from door.session'",
        "functions.listed",
    ),
    sabotage(
        "a function among the tables",
        "create function tenant.peek() returns int language sql as 'select 1'",
        "functions.listed",
    ),
    sabotage(
        "a function of another signature",
        "create function door.org_id(org_id uuid) returns uuid language sql as 'select org_id'",
        "functions.listed",
    ),
    sabotage("a function that is gone", "drop function door.touch_sessions(uuid[], timestamptz[])", "functions.listed"),
    sabotage(
        "a loose search path",
        "alter function door.begin_request set search_path = tenant, pg_catalog",
        "functions.search_path",
    ),
    sabotage("no search path", "alter function door.set_context reset search_path", "functions.search_path"),
    sabotage("a leakproof function", "alter function door.person_id leakproof", "functions.leakproof"),
    sabotage(
        "a function lent to everybody",
        "grant execute on function door.begin_system to public",
        "functions.callers",
    ),
    sabotage(
        "the mint lent to the tenants",
        "grant execute on function door.set_context to countersign_tenant",
        "functions.callers",
    ),
    sabotage(
        "a function nobody may call",
        "revoke execute on function door.begin_request from countersign_tenant",
        "functions.callers",
    ),
    sabotage(
        "a caller's function made a definer's",
        "alter function door.set_context security definer",
        "functions.definer",
    ),
    sabotage(
        "a guard with its owner's rights",
        "create function tenant.guard_category() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as 'begin return new; end'",
        "functions.definer",
    ),
    sabotage(
        "a guard of the administrator's",
        "create function tenant.guard_category() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as 'begin return new; end'",
        "functions.owner",
    ),
    sabotage(
        "a guard that tenants may call",
        "set local role countersign_owner; create function tenant.guard_category() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as 'begin return new; end'; grant execute on function tenant.guard_category to countersign_tenant; reset role",
        "functions.callers",
    ),
    sabotage("a function of another owner", "alter function door.audit owner to countersign_owner", "functions.owner"),
    sabotage(
        "a policy that forbids parallel plans",
        "alter function door.org_id parallel unsafe",
        "functions.parallel",
    ),
];
