-- An address is changed once both mailboxes have said yes, the one of before and the new one, in any order; until then nothing changes.
set local role countersign_door;

create table door.email_change (
    id uuid primary key default uuidv7(),
    org_id uuid not null references door.organisation,
    person_id uuid not null,
    session_id uuid not null,
    email text check (length(email) between 3 and 254 and email = lower(email)),
    asked_at timestamptz not null,
    expires_at timestamptz not null,
    ended_at timestamptz,
    constraint email_change_forgotten_check check ((email is null) = (ended_at is not null))
);
create unique index email_change_open on door.email_change (org_id, person_id) where ended_at is null;
create index email_change_person on door.email_change (org_id, person_id, asked_at desc);
create index email_change_expiry on door.email_change (expires_at) where ended_at is null;
create index email_change_age on door.email_change (asked_at) where ended_at is not null;
alter table door.email_change enable row level security;
comment on table door.email_change is 'Who wishes for which address; the address is forgotten as soon as the wish is done, refused, cancelled or too old.';
comment on column door.email_change.session_id is 'The sign-in that asked, which goes on when the others end.';

create table door.email_link (
    hash bytea primary key check (octet_length(hash) = 32),
    change_id uuid not null references door.email_change on delete cascade,
    side text not null check (side in ('old', 'new')),
    used_at timestamptz,
    constraint email_link_one_for_a_side unique (change_id, side)
);
alter table door.email_link enable row level security;
comment on table door.email_link is 'The two links of a wish, one to each mailbox; apart from the links that set a password, so that none is ever taken for the other.';

alter table door.session drop constraint session_ended_because_check;
alter table door.session add constraint session_ended_because_check check (ended_because in ('signed_out', 'ended_by_administrator', 'refresh_token_reused',
    'password_changed', 'second_factor_changed', 'deactivated', 'expired', 'email_changed', 'email_refused'));

-- The wish of a person, if one waits: none that has outlived its hour, nor one from before the password of today.
create function door.open_email_change(of_org uuid, of_person uuid) returns setof door.email_change
language sql stable rows 1 set search_path = pg_catalog, pg_temp
begin atomic
    select c.*
    from door.email_change c join door.organisation o on o.org_id = c.org_id
    where c.org_id = of_org and c.person_id = of_person and c.ended_at is null and c.expires_at > door.now() and o.suspended_at is null
      and not exists (select from door.credential k where k.org_id = c.org_id and k.person_id = c.person_id and k.changed_at > c.asked_at);
end;

-- Keeps the caller's wish for another address; the one before is void with its links. False when there were too many lately.
create function door.ask_email_change(new_email text, life interval, wishes_max int, within interval) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
    wishes int;
begin
    select count(*) into wishes
    from door.email_change c
    where c.org_id = actor.org_id and c.person_id = actor.person_id and c.asked_at > actor.at - within;
    if wishes >= wishes_max then
        return false;
    end if;
    update door.email_change c set email = null, ended_at = actor.at
    where c.org_id = actor.org_id and c.person_id = actor.person_id and c.ended_at is null;
    insert into door.email_change (org_id, person_id, session_id, email, asked_at, expires_at)
    values (actor.org_id, actor.person_id, actor.session_id, new_email, actor.at, actor.at + life);
    return true;
end $$;

-- Mails the link of one side of the caller's wish to the mailbox of that side; to no other address can one be made.
create function door.mail_email_link(to_side text, link_hash bytea, mail_id uuid, key_name text, sealed bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
    wish door.email_change;
begin
    select c.* into strict wish from door.open_email_change(actor.org_id, actor.person_id) c;
    insert into door.email_link (hash, change_id, side) values (link_hash, wish.id, to_side);
    insert into door.mail (id, org_id, person_id, address, kind, facts, key_name, sealed, request_id, asked_at, expires_at, not_before)
    select mail_id, p.org_id, p.id, case to_side when 'new' then wish.email else p.email end, 'email_' || to_side,
        jsonb_build_object('at', wish.asked_at, 'network', host(actor.network), 'old', p.email, 'new', wish.email,
            'life_minutes', extract(epoch from wish.expires_at - wish.asked_at)::int / 60),
        mail_email_link.key_name, mail_email_link.sealed, actor.request_id, actor.at, wish.expires_at, actor.at
    from tenant.person p
    where p.org_id = wish.org_id and p.id = wish.person_id;
end $$;

-- How the caller's own wish stands.
create function door.own_email_change() returns table (email text, asked_at timestamptz, expires_at timestamptz, old_confirmed boolean, new_confirmed boolean)
language plpgsql stable parallel restricted security definer rows 1 set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
begin
    return query
        select c.email, c.asked_at, c.expires_at,
            exists (select from door.email_link l where l.change_id = c.id and l.side = 'old' and l.used_at is not null),
            exists (select from door.email_link l where l.change_id = c.id and l.side = 'new' and l.used_at is not null)
        from door.open_email_change(actor.org_id, actor.person_id) c;
end $$;

-- Gives up the caller's own wish; false when none waits.
create function door.cancel_email_change() returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
begin
    update door.email_change c set email = null, ended_at = actor.at
    where c.id in (select w.id from door.open_email_change(actor.org_id, actor.person_id) w);
    return found;
end $$;
grant execute on function door.ask_email_change, door.mail_email_link, door.own_email_change, door.cancel_email_change to countersign_tenant;

-- What a link of a wish would do; reading it does nothing.
create function door.read_email_link(link_hash bytea) returns table (
    slug text, organisation_name text, person_name text, old_email text, new_email text, side text, is_last boolean
)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    link record;
begin
    select c.org_id, c.person_id, c.id, l.side, o.slug into link
    from door.email_link l join door.email_change c on c.id = l.change_id join door.organisation o on o.org_id = c.org_id
    where l.hash = link_hash and l.used_at is null;
    if found then
        perform door.set_context(link.org_id, link.person_id, null, null, 'email_link.read', uuidv7(), null, 'link');
        return query
            select link.slug, o.name, p.name, p.email, w.email, link.side,
                exists (select from door.email_link b where b.change_id = w.id and b.used_at is not null)
            from door.open_email_change(link.org_id, link.person_id) w
            join tenant.person p on p.org_id = w.org_id and p.id = w.person_id
            join tenant.organisation o on o.org_id = p.org_id
            where w.id = link.id and p.is_active;
    end if;
end $$;

-- Ends what was open under the address of before: the wish, links and begun sign-ins, known browsers, and sessions but one. Says which sessions.
create function door.leave_email(wish door.email_change, but_session uuid, because text) returns uuid[]
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    ended uuid[];
begin
    update door.email_change c set email = null, ended_at = at where c.id = wish.id;
    update door.one_time_link l set used_at = at where l.org_id = wish.org_id and l.person_id = wish.person_id and l.used_at is null;
    -- A sign-in that completes at this moment is seen below, or finds its beginning ended.
    perform from door.credential c where c.org_id = wish.org_id and c.person_id = wish.person_id for update;
    update door.sign_in i set ended_at = at where i.secret_hash in (
        select s.secret_hash from door.sign_in s
        where s.org_id = wish.org_id and s.person_id = wish.person_id and s.ended_at is null
        for update skip locked);
    delete from door.known_device d where d.org_id = wish.org_id and d.person_id = wish.person_id;
    with gone as (
        update door.session s set ended_at = at, ended_because = because
        where s.org_id = wish.org_id and s.person_id = wish.person_id and s.ended_at is null and s.id is distinct from but_session
        returning s.id
    )
    select coalesce(array_agg(g.id order by g.id), '{}') into ended from gone g;
    return ended;
end $$;

-- Changes the address of somebody whose two mailboxes have agreed, and tells both.
create function door.change_email(wish door.email_change, request_id uuid, address text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    old_email text;
    ended uuid[];
begin
    select p.email into strict old_email from tenant.person p where p.org_id = wish.org_id and p.id = wish.person_id;
    update tenant.person p set email = wish.email, revision = p.revision + 1 where p.org_id = wish.org_id and p.id = wish.person_id;
    ended := door.leave_email(wish, wish.session_id, 'email_changed');
    -- Tries are counted by the address: under the new one nobody has guessed yet.
    delete from door.guarded_account g where g.org_id = wish.org_id and g.person_id = wish.person_id;
    insert into door.mail (id, org_id, person_id, address, kind, facts, request_id, asked_at, expires_at, not_before)
    select uuidv7(), wish.org_id, wish.person_id, mailbox, 'email_changed',
        jsonb_build_object('at', at, 'network', host(change_email.address::inet), 'old', old_email, 'new', wish.email), change_email.request_id, at,
        at + interval '3 days', at
    from unnest(array[old_email, wish.email]) mailbox;
    perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'person.email_changed', 'entity', 'person', 'entity_id', wish.person_id,
        'detail', jsonb_build_object('ended', ended))));
end $$;

-- Uses one of the two links up: `confirmed` while the other waits, `changed` with the second, `taken` when somebody else of the organisation has the
-- address by now, and then everything stays as it was. Null when the link opens nothing.
create function door.confirm_email(link_hash bytea, address text, request_id uuid) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    link record;
    wish door.email_change;
    is_last boolean;
    broken text;
begin
    select c.org_id, c.person_id, c.id, l.side into link
    from door.email_link l join door.email_change c on c.id = l.change_id
    where l.hash = link_hash;
    if not found then
        return null;
    end if;
    perform door.set_context(link.org_id, link.person_id, null, null, 'email_link.confirm', request_id, address::inet, 'link');
    -- The account before its wish, as whoever asks for another address does.
    perform from tenant.person p where p.org_id = link.org_id and p.id = link.person_id and p.is_active for update;
    if not found then
        return null;
    end if;
    select w.* into wish from door.open_email_change(link.org_id, link.person_id) w where w.id = link.id;
    if not found then
        return null;
    end if;
    begin
        update door.email_link l set used_at = door.now() where l.hash = link_hash and l.used_at is null;
        if not found then
            return null;
        end if;
        -- Both, not all that there are.
        select count(*) filter (where l.used_at is not null) = 2 into is_last from door.email_link l where l.change_id = wish.id;
        perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'person.email_confirmed', 'entity', 'person',
            'entity_id', link.person_id, 'detail', jsonb_build_object('side', link.side))));
        if is_last then
            perform door.change_email(wish, request_id, address);
        end if;
    exception when unique_violation then
        get stacked diagnostics broken = constraint_name;
        if broken <> 'person_email_unique' then
            raise;
        end if;
        return 'taken';
    end;
    return case when is_last then 'changed' else 'confirmed' end;
end $$;

-- Whoever holds the mailbox of before says that it was not them: the wish ends, and every session with it. False when the link opens nothing, or is the
-- other mailbox's.
create function door.refuse_email(link_hash bytea, address text, request_id uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    link record;
    wish door.email_change;
    ended uuid[];
begin
    select c.org_id, c.person_id, c.id into link
    from door.email_link l join door.email_change c on c.id = l.change_id
    where l.hash = link_hash and l.side = 'old';
    if not found then
        return false;
    end if;
    perform door.set_context(link.org_id, link.person_id, null, null, 'email_link.refuse', request_id, address::inet, 'link');
    perform from tenant.person p where p.org_id = link.org_id and p.id = link.person_id and p.is_active for update;
    if not found then
        return false;
    end if;
    select w.* into wish from door.open_email_change(link.org_id, link.person_id) w where w.id = link.id;
    if not found then
        return false;
    end if;
    update door.email_link l set used_at = door.now() where l.hash = link_hash and l.used_at is null;
    if not found then
        return false;
    end if;
    ended := door.leave_email(wish, null, 'email_refused');
    perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'person.email_refused', 'entity', 'person', 'entity_id', link.person_id,
        'detail', jsonb_build_object('ended', ended))));
    return true;
end $$;
grant execute on function door.read_email_link, door.confirm_email, door.refuse_email to countersign_sign_in;

-- Forgets the addresses of wishes that have outlived their hour, and in the end the wishes, a bounded number at a time.
create function door.clear_email_changes(rows_max int) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    cleared int;
    gone int;
begin
    update door.email_change c set email = null, ended_at = door.now() where c.id in (
        select id from door.email_change where ended_at is null and expires_at < door.now() limit rows_max);
    get diagnostics cleared = row_count;
    delete from door.email_change c where c.id in (
        select id from door.email_change where ended_at is not null and asked_at < door.now() - interval '2 days' limit rows_max);
    get diagnostics gone = row_count;
    return cleared + gone;
end $$;
grant execute on function door.clear_email_changes to countersign_worker;

set local role countersign_owner;
-- No statement of the service's own role sets an address, a name or whether an account is active: people set what their profile holds.
revoke update on tenant.person from countersign_tenant;
grant update (locale, time_zone, revision) on tenant.person to countersign_tenant;
grant update (email) on tenant.person to countersign_door;
