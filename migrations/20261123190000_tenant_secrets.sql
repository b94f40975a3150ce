-- Secrets that an organisation gives and nobody reads again: each is sealed by a data key of that organisation, which a master key outside of this
-- database wraps. The one there is so far is the password of the organisation's own mail server.
insert into reference.guarded_permission (code) values ('mail_server.set'), ('mail_server.remove');
insert into reference.role_template (role, permission)
select role, permission
from unnest(array['admin', 'owner']) role, unnest(array['mail_server.view', 'mail_server.set', 'mail_server.remove', 'mail_server.test']) permission;

create table tenant.mail_server (
    org_id uuid primary key references tenant.organisation,
    host text not null check (length(host) between 4 and 253),
    port int not null check (port in (25, 465, 587, 2525)),
    security text not null check (security in ('tls', 'starttls')),
    user_name text not null check (length(user_name) between 1 and 200),
    from_address text not null check (length(from_address) between 3 and 254),
    changed_at timestamptz not null,
    revision bigint not null default 1
);
comment on table tenant.mail_server is 'By which server an organisation''s orders leave; without a row by the house''s. Its password is the door''s.';
call tenant.adopt('mail_server', plain => array['org_id', 'host', 'port', 'security', 'changed_at', 'revision'],
    personal => array['user_name', 'from_address']);
grant select, insert, update, delete on tenant.mail_server to countersign_tenant;
grant select on tenant.mail_server to countersign_door;
create trigger confirmed after insert or update on tenant.mail_server for each row
    execute function tenant.demand_confirmation('mail_server.set', 'org_id');

set local role countersign_door;

create table door.data_key (
    org_id uuid not null references door.organisation,
    version int not null check (version > 0),
    key_name text not null check (key_name ~ '^[a-z0-9]{1,8}$'),
    wrapped bytea not null check (octet_length(wrapped) = 60),
    created_at timestamptz not null,
    primary key (org_id, version)
);
create index data_key_wrapped_by on door.data_key (key_name);
alter table door.data_key enable row level security;
comment on table door.data_key is 'The keys under which an organisation''s secrets are sealed, each wrapped by a master key that this database does not hold. The newest seals; one that seals nothing any more is destroyed.';

create table door.secret (
    org_id uuid not null,
    of_table text not null check (of_table ~ '^[a-z_]{1,60}$'),
    of_id uuid not null,
    of_column text not null check (of_column ~ '^[a-z_]{1,60}$'),
    key_version int not null,
    bound_to text not null check (length(bound_to) <= 300),
    sealed bytea not null check (octet_length(sealed) between 29 and 4124),
    fingerprint text not null check (fingerprint ~ '^[0-9a-f]{16}$'),
    set_by uuid not null,
    set_at timestamptz not null,
    primary key (org_id, of_table, of_id, of_column),
    constraint secret_data_key_fkey foreign key (org_id, key_version) references door.data_key
);
create index secret_key on door.secret (org_id, key_version);
alter table door.secret enable row level security;
comment on table door.secret is 'What an organisation gave and nobody reads again, with the place it is for; what it is sent to is bound in the seal, and it opens for nothing else.';

-- The key that seals now, held until the end, so that it is not destroyed under whoever seals.
create function door.newest_data_key() returns table (version int, key_name text, wrapped bytea)
language plpgsql security definer rows 1 set search_path = pg_catalog, pg_temp as $$
declare
    own uuid := (door.actor()).org_id;
    tries_max constant int := 3;
begin
    -- The one that was found may be destroyed before it is held: there is a newer one then.
    for i in 1 .. tries_max loop
        return query
            select k.version, k.key_name, k.wrapped
            from door.data_key k
            where k.org_id = own
            order by k.version desc
            limit 1
            for key share;
        exit when found or not exists (select from door.data_key k where k.org_id = own);
    end loop;
end $$;

-- The first key of an organisation; whoever comes second uses that of the first.
create function door.begin_data_key(key_name text, wrapped bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
begin
    insert into door.data_key (org_id, version, key_name, wrapped, created_at)
    values (actor.org_id, 1, begin_data_key.key_name, begin_data_key.wrapped, actor.at)
    on conflict do nothing;
end $$;

-- Keeps a secret in the place of one before, for a caller who has confirmed it; who and when is told by the context alone.
create function door.keep_secret(of_table text, of_id uuid, of_column text, bound_to text, key_version int, sealed bytea, fingerprint text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
begin
    if not door.is_confirmed(actor.permission, of_id) then
        raise exception 'it must be confirmed first' using errcode = 'check_violation', constraint = 'secret_confirmed';
    end if;
    insert into door.secret as s (org_id, of_table, of_id, of_column, bound_to, key_version, sealed, fingerprint, set_by, set_at)
    values (actor.org_id, keep_secret.of_table, keep_secret.of_id, keep_secret.of_column, keep_secret.bound_to, keep_secret.key_version, keep_secret.sealed,
        keep_secret.fingerprint, actor.person_id, actor.at)
    on conflict on constraint secret_pkey do update
    set bound_to = excluded.bound_to, key_version = excluded.key_version, sealed = excluded.sealed, fingerprint = excluded.fingerprint,
        set_by = excluded.set_by, set_at = excluded.set_at;
end $$;

-- Forgets what was kept of one row.
create function door.forget_secrets(of_table text, of_id uuid) returns void
language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
    delete from door.secret s where s.org_id = door.org_id() and s.of_table = forget_secrets.of_table and s.of_id = forget_secrets.of_id;
end;

-- All that is told of a secret: when and by whom it was set, and what tells it from another.
create function door.secret_facts(of_table text, of_id uuid, of_column text) returns table (fingerprint text, set_by uuid, set_by_name text, set_at timestamptz)
language sql stable parallel restricted security definer rows 1 set search_path = pg_catalog, pg_temp
begin atomic
    select s.fingerprint, s.set_by, p.name, s.set_at
    from door.secret s
    join tenant.person p on p.org_id = s.org_id and p.id = s.set_by
    where s.org_id = door.org_id() and s.of_table = secret_facts.of_table and s.of_id = secret_facts.of_id and s.of_column = secret_facts.of_column;
end;
grant execute on function door.newest_data_key, door.begin_data_key, door.keep_secret, door.forget_secrets, door.secret_facts to countersign_tenant;

-- The organisation's own server, for a mail in hand that leaves by it, with the sealed password and the wrapped key that opens it. What lets people in
-- and what tells them of their accounts leaves by the house's: whoever names a server would else read along.
create function door.mail_server_of(of_ticket bytea) returns table (
    org_id uuid, host text, port int, security text, user_name text, from_address text, key_version int, key_name text, wrapped bytea, sealed bytea
)
language plpgsql security definer rows 1 set search_path = pg_catalog, pg_temp as $$
declare
    mail door.mail;
begin
    select m.* into mail
    from door.mail m
    where m.ticket_hash = of_ticket and m.state = 'sending' and m.kind in ('purchase_order', 'mail_server_tested');
    if not found then
        return;
    end if;
    perform door.set_context(mail.org_id, null, null, null, 'mail.send', mail.request_id, null, 'worker');
    return query
        select o.org_id, o.host, o.port, o.security, o.user_name, o.from_address, k.version, k.key_name, k.wrapped, s.sealed
        from tenant.mail_server o
        join door.secret s on s.org_id = o.org_id and s.of_table = 'mail_server' and s.of_id = o.org_id and s.of_column = 'password'
        join door.data_key k on k.org_id = s.org_id and k.version = s.key_version
        where o.org_id = mail.org_id;
end $$;
grant execute on function door.mail_server_of to countersign_worker;

-- Mails the caller a line by the server of their organisation, once: a second try would say nothing more.
create function door.mail_server_test(of_mail uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
begin
    insert into door.mail (id, org_id, person_id, address, kind, facts, request_id, asked_at, expires_at, not_before)
    select of_mail, p.org_id, p.id, p.email, 'mail_server_tested', jsonb_build_object('at', actor.at, 'by', p.name, 'host', o.host), actor.request_id,
        actor.at, actor.at + interval '1 minute', actor.at
    from tenant.mail_server o
    join tenant.person p on p.org_id = o.org_id and p.id = actor.person_id
    where o.org_id = actor.org_id;
end $$;

-- The last mail of that kind since a moment, as its organisation may see it.
create function door.last_server_test(since timestamptz) returns setof door.listed_mail
language sql stable parallel restricted security definer rows 1 set search_path = pg_catalog, pg_temp
begin atomic
    select (door.listed(m)).*
    from door.mail m
    where m.org_id = door.org_id() and m.kind = 'mail_server_tested' and m.asked_at >= since
    order by m.id desc
    limit 1;
end;
grant execute on function door.mail_server_test, door.last_server_test to countersign_tenant;

set local role countersign_owner;
