-- The door turns a session into a tenant context that cannot be forged (docs/architecture.md, "The database").
-- Its tables have row security enabled, not forced, and no policy: the door, as owner, reads them; everybody else sees nothing,
-- even after a grant given by mistake.
alter default privileges revoke execute on functions from public;
create schema tenant;
create schema reference;
grant usage on schema tenant, reference to countersign_tenant, countersign_sign_in, countersign_operator, countersign_worker,
    countersign_backup, countersign_door, countersign_audit;

set local role countersign_door;
create schema door;
grant usage on schema door to countersign_owner, countersign_migrator, countersign_audit, countersign_tenant, countersign_sign_in,
    countersign_operator, countersign_worker;
alter default privileges for role countersign_door revoke execute on functions from public;

create table door.key (
    is_only boolean primary key default true check (is_only),
    secret bytea not null check (octet_length(secret) = 32)
);
comment on table door.key is 'The key under which contexts are sealed; it never leaves this database.';
insert into door.key (secret) values (sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())));

create table door.home (
    is_only boolean primary key default true check (is_only),
    code text not null check (code ~ '^[a-z]{2,4}[0-9]{1,2}$')
);
comment on table door.home is 'Which home this database is; every secret minted here begins with its code.';
insert into door.home (code) values ('eu1');

create table door.organisation (
    org_id uuid primary key,
    slug text not null unique check (slug ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
    created_at timestamptz not null,
    suspended_at timestamptz
);
comment on table door.organisation is 'The organisations that live in this home.';

create table door.credential (
    org_id uuid not null references door.organisation,
    person_id uuid not null,
    password_hash text not null check (password_hash like '$argon2id$%'),
    changed_at timestamptz not null,
    primary key (org_id, person_id)
);
comment on table door.credential is 'What a person proves themselves by.';

create table door.allow_list (
    org_id uuid not null references door.organisation,
    person_id uuid not null,
    permissions text[] not null default '{}',
    epoch bigint not null default 1,
    primary key (org_id, person_id)
);
comment on table door.allow_list is 'What a person may do, compiled from the grants; the epoch rises with every change.';

create table door.session (
    id uuid primary key,
    org_id uuid not null references door.organisation,
    person_id uuid not null,
    created_at timestamptz not null,
    last_used_at timestamptz not null,
    idle_limit interval not null,
    expires_at timestamptz not null,
    network inet,
    device text,
    ended_at timestamptz,
    ended_because text check (ended_because in ('signed_out', 'ended_by_administrator', 'refresh_token_reused', 'password_changed', 'deactivated', 'expired')),
    check ((ended_at is null) = (ended_because is null))
);
create index session_person on door.session (org_id, person_id) where ended_at is null;
comment on table door.session is 'A sign-in; its id opens nothing.';

create table door.access_secret (
    hash bytea primary key check (octet_length(hash) = 32),
    session_id uuid not null references door.session on delete cascade,
    expires_at timestamptz not null
);
create index access_secret_expiry on door.access_secret (expires_at);
comment on table door.access_secret is 'The hash of each live access token''s jti; several may live at once, one a browser tab.';

create table door.refresh_token (
    hash bytea primary key check (octet_length(hash) = 32),
    session_id uuid not null references door.session on delete cascade,
    issued_at timestamptz not null,
    rotated_at timestamptz
);
create index refresh_token_session on door.refresh_token (session_id);
comment on table door.refresh_token is 'The family of a session: each is used once, and a late second use ends the session.';

create table door.one_time_link (
    hash bytea primary key check (octet_length(hash) = 32),
    org_id uuid not null references door.organisation,
    person_id uuid not null,
    purpose text not null check (purpose in ('first_sign_in')),
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz
);
comment on table door.one_time_link is 'A link that opens one thing once.';

create table door.attempt (
    id uuid primary key default uuidv7(),
    org_id uuid,
    account_hash bytea not null,
    network inet,
    attempted_at timestamptz not null,
    has_succeeded boolean not null
);
create index attempt_account on door.attempt (account_hash, attempted_at desc);
create index attempt_network on door.attempt (network, attempted_at desc);
comment on table door.attempt is 'Each try to sign in; the account is kept as a hash, for it may be anybody''s typing.';

create table door.idempotency (
    org_id uuid not null references door.organisation,
    person_id uuid not null,
    key text not null check (length(key) between 8 and 128),
    operation text not null,
    body_digest bytea not null,
    status smallint not null,
    location text,
    response bytea not null,
    created_at timestamptz not null,
    primary key (org_id, person_id, key)
);
create index idempotency_age on door.idempotency (created_at);
comment on table door.idempotency is 'What an intention was answered with, for at least 48 hours.';

create table door.column_class (
    table_name text not null,
    column_name text not null,
    class text not null check (class in ('plain', 'personal', 'secret')),
    primary key (table_name, column_name)
);
comment on table door.column_class is 'How the trail treats each column: plain as it is, personal apart and erasable, secret never.';

do $$
declare
    each_table text;
begin
    for each_table in select tablename from pg_tables where schemaname = 'door' loop
        execute format('alter table door.%I enable row level security', each_table);
    end loop;
end $$;

set local role countersign_owner;
