-- An organisation is signed up for by whoever reads a mailbox; nothing of a tenant is there before the link in it is used. No login role writes it: the one
-- function that does demands a link that is open, in its own transaction.
set local role countersign_door;

create table door.sign_up (
    id uuid primary key default uuidv7(),
    account_hash bytea not null check (octet_length(account_hash) = 32),
    network inet,
    request_id uuid not null,
    asked_at timestamptz not null,
    wish jsonb,
    link_hash bytea unique check (octet_length(link_hash) = 32),
    expires_at timestamptz,
    ended_at timestamptz,
    constraint sign_up_forgotten_check check ((wish is null) = (ended_at is not null)),
    constraint sign_up_link_check check ((link_hash is null) = (expires_at is null)),
    constraint sign_up_whole_check
        check (wish ?& array['email', 'person_name', 'organisation_name', 'slug', 'base_currency', 'time_zone', 'locale'])
);
create index sign_up_open on door.sign_up (asked_at, id) where link_hash is null and ended_at is null;
create index sign_up_account on door.sign_up (account_hash, asked_at desc);
create index sign_up_network on door.sign_up (network, asked_at desc);
create index sign_up_age on door.sign_up (asked_at);
alter table door.sign_up enable row level security;
comment on table door.sign_up is 'Who wishes for an organisation; what was typed is forgotten once it is founded or too old.';
comment on column door.sign_up.link_hash is 'Of the link in the mail; null until the wish is answered.';

-- Keeps the wish, of an address that has an account and of one that has none alike; or says how many seconds to wait.
create function door.ask_sign_up(
    wish jsonb, account_hash bytea, address text, request_id uuid, account_max int, network_max int, home_max int
) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    near inet := door.neighbourhood(address);
    of_account timestamptz;
    of_network timestamptz;
    of_home timestamptz;
begin
    -- They are rare, and counted one by one.
    perform pg_advisory_xact_lock(hashtextextended('door.ask_sign_up', 0));
    select s.asked_at + interval '1 day' into of_account
    from door.sign_up s
    where s.account_hash = ask_sign_up.account_hash and s.asked_at > at - interval '1 day'
    order by s.asked_at desc
    offset account_max - 1 limit 1;
    select s.asked_at + interval '1 hour' into of_network
    from door.sign_up s
    where s.network = near and s.asked_at > at - interval '1 hour'
    order by s.asked_at desc
    offset network_max - 1 limit 1;
    select s.asked_at + interval '1 day' into of_home
    from door.sign_up s
    where s.asked_at > at - interval '1 day'
    order by s.asked_at desc
    offset home_max - 1 limit 1;
    if of_account is not null or of_network is not null or of_home is not null then
        return greatest(1, ceil(extract(epoch from greatest(of_account, of_network, of_home) - at)));
    end if;
    insert into door.sign_up (account_hash, network, request_id, asked_at, wish)
    values (ask_sign_up.account_hash, near, ask_sign_up.request_id, at, ask_sign_up.wish);
    return null;
end $$;

-- What an open link would found.
create function door.read_sign_up(link_hash bytea) returns table (
    email text, person_name text, organisation_name text, slug text, base_currency text, time_zone text, locale text
)
language sql stable security definer rows 1 set search_path = pg_catalog, pg_temp
begin atomic
    select s.wish ->> 'email', s.wish ->> 'person_name', s.wish ->> 'organisation_name', s.wish ->> 'slug', s.wish ->> 'base_currency',
        s.wish ->> 'time_zone', s.wish ->> 'locale'
    from door.sign_up s
    where s.link_hash = read_sign_up.link_hash and s.ended_at is null and s.expires_at > door.now();
end;

-- Founds what an open link is for, once: `founded`; `spent` when the link opens nothing; `taken` when another organisation has the name, and then the link
-- stays as it was. Who it is and what it is called is what was signed up for; the name that one signs in with may be another.
create function door.found_organisation(
    link_hash bytea, slug text, org_id uuid, person_id uuid, policy_id uuid, policy_name text, policy jsonb, roles jsonb, password_hash text,
    address text, request_id uuid
) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    wish jsonb;
    broken text;
begin
    select s.wish into wish
    from door.sign_up s
    where s.link_hash = found_organisation.link_hash and s.ended_at is null and s.expires_at > at
    for update;
    if not found then
        return 'spent';
    end if;
    -- First of all, for it shows that the organisation is a new one.
    begin
        insert into door.organisation (org_id, slug, created_at) values (found_organisation.org_id, found_organisation.slug, at);
    exception when unique_violation then
        get stacked diagnostics broken = constraint_name;
        if broken <> 'organisation_slug_key' then
            raise;
        end if;
        return 'taken';
    end;
    update door.sign_up s set wish = null, ended_at = at where s.link_hash = found_organisation.link_hash;
    perform door.set_context(found_organisation.org_id, null, null, null, 'sign_up.confirm', found_organisation.request_id,
        found_organisation.address::inet, 'sign_up');
    insert into tenant.organisation (org_id, name, base_currency, time_zone, locale, created_at)
    values (found_organisation.org_id, wish ->> 'organisation_name', wish ->> 'base_currency', wish ->> 'time_zone', wish ->> 'locale', at);
    insert into tenant.person (org_id, id, name, email, created_at)
    values (found_organisation.org_id, found_organisation.person_id, wish ->> 'person_name', wish ->> 'email', at);
    insert into tenant.person_role (org_id, person_id, role, given_at)
    select found_organisation.org_id, found_organisation.person_id, given.role, at from jsonb_object_keys(roles) as given (role);
    insert into tenant.permission_grant (org_id, person_id, permission, source, granted_at)
    select found_organisation.org_id, found_organisation.person_id, held.permission, given.role, at
    from jsonb_each(roles) as given (role, permissions), jsonb_array_elements_text(given.permissions) as held (permission);
    insert into tenant.approval_policy_version (org_id, id, number, name, effective_from, definition, published_at)
    values (found_organisation.org_id, policy_id, 1, policy_name, at, policy, at);
    insert into door.credential (org_id, person_id, password_hash, changed_at)
    values (found_organisation.org_id, found_organisation.person_id, found_organisation.password_hash, at);
    perform door.record_events(jsonb_build_array(
        jsonb_build_object('action', 'organisation.founded', 'entity', 'organisation', 'entity_id', found_organisation.org_id),
        jsonb_build_object('action', 'person.joined', 'entity', 'person', 'entity_id', found_organisation.person_id),
        jsonb_build_object('action', 'approval_policy.published', 'entity', 'approval_policy', 'entity_id', policy_id),
        jsonb_build_object('action', 'password.set', 'entity', 'person', 'entity_id', found_organisation.person_id,
            'detail', jsonb_build_object('purpose', 'sign_up'))));
    return 'founded';
end $$;
grant execute on function door.now, door.ask_sign_up, door.read_sign_up, door.found_organisation to countersign_sign_in;

-- Answers the wish that has waited longest by a mail with the link. Of what a stranger typed it says the name to sign in with alone, in which nothing can be
-- written; whoever has accounts here with that address is told so in it, and nowhere else. Each organisation is asked under its own context, and says no
-- more than its name. False when there is no wish.
create function door.answer_sign_up(mail_id uuid, link_hash bytea, key_name text, sealed bytea, life interval, organisations_max int) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    told_max constant int := 5;
    asked door.sign_up;
    home_of record;
    known jsonb := '[]';
begin
    select s.* into asked
    from door.sign_up s
    where s.link_hash is null and s.ended_at is null
    order by s.asked_at, s.id
    limit 1
    for update skip locked;
    if not found then
        return false;
    end if;
    for home_of in select o.org_id, o.slug from door.organisation o where o.suspended_at is null order by o.org_id desc limit organisations_max loop
        perform door.set_context(home_of.org_id, null, null, null, 'sign_up.create', asked.request_id, null, 'worker');
        if exists (select from tenant.person p where p.org_id = home_of.org_id and p.email = asked.wish ->> 'email' and p.is_active) then
            known := known || jsonb_build_array(jsonb_build_object('slug', home_of.slug,
                'name', (select t.name from tenant.organisation t where t.org_id = home_of.org_id)));
        end if;
        exit when jsonb_array_length(known) >= told_max;
    end loop;
    update door.sign_up s set link_hash = answer_sign_up.link_hash, expires_at = at + life where s.id = asked.id;
    insert into door.mail (id, address, kind, facts, key_name, sealed, request_id, asked_at, expires_at, not_before)
    values (mail_id, asked.wish ->> 'email', 'sign_up',
        jsonb_build_object('at', asked.asked_at, 'network', host(asked.network), 'life_hours', extract(epoch from life)::int / 3600, 'known', known,
            'slug', asked.wish ->> 'slug', 'time_zone', asked.wish ->> 'time_zone'),
        answer_sign_up.key_name, answer_sign_up.sealed, asked.request_id, at, at + life, at);
    return true;
end $$;

-- Forgets what was typed when its link has outlived its day, and in the end the wishes and their mail, a bounded number at a time.
create function door.clear_sign_ups(rows_max int) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    cleared int;
    gone int;
begin
    update door.sign_up s set wish = null, ended_at = at where s.id in (
        select id from door.sign_up where ended_at is null and coalesce(expires_at, asked_at + interval '1 day') < at limit rows_max);
    get diagnostics cleared = row_count;
    delete from door.sign_up s where s.id in (
        select id from door.sign_up where ended_at is not null and asked_at < at - interval '2 days' limit rows_max);
    get diagnostics gone = row_count;
    cleared := cleared + gone;
    delete from door.mail m where m.id in (select id from door.mail where org_id is null and state = 'failed' and ended_at < at - interval '2 days' limit rows_max);
    get diagnostics gone = row_count;
    return cleared + gone;
end $$;
grant execute on function door.answer_sign_up, door.clear_sign_ups to countersign_worker;

-- Mail to somebody whose organisation is not there yet: it has no trail, nobody sees it in a list, and once it is sent it is gone.
alter table door.mail alter column org_id drop not null;
alter table door.mail add constraint mail_organisation_check check (org_id is not null or kind = 'sign_up' and person_id is null);
create index mail_of_nobody on door.mail (ended_at) where org_id is null;

-- As before; what no organisation has yet is written from what stands with it. What somebody waits for with their hand on the door goes before what can wait.
create or replace function door.claim_mail(new_ticket bytea, lease interval) returns table (
    id uuid, kind text, facts jsonb, key_name text, sealed bytea, address text, person_name text, slug text, organisation_name text, time_zone text,
    asked_at timestamptz
)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    attempts_max constant int := 12;
    mail door.mail;
begin
    loop
        select m.* into mail
        from door.mail m
        where (m.state = 'waiting' and m.not_before <= at or m.state = 'sending' and m.leased_until < at)
          and not exists (
            select from door.mail o where o.org_id = m.org_id and o.id <> m.id and o.state = 'sending' and o.leased_until >= at)
        order by m.kind = 'confirmation' desc, m.not_before, m.id
        limit 1
        for update skip locked;
        exit when not found;
        if mail.expires_at <= at then
            perform door.fail_mail(mail, null, 'expired');
        elsif mail.attempts >= attempts_max then
            perform door.fail_mail(mail, null, 'given_up');
        else
            update door.mail m set state = 'sending', ticket_hash = new_ticket, leased_until = at + lease, attempts = m.attempts + 1
            where m.id = mail.id;
            if mail.org_id is null then
                return query
                    select mail.id, mail.kind, mail.facts, mail.key_name, mail.sealed, mail.address, null::text, mail.facts ->> 'slug',
                        mail.facts ->> 'slug', mail.facts ->> 'time_zone', mail.asked_at;
                exit;
            end if;
            perform door.set_context(mail.org_id, null, null, null, 'mail.send', mail.request_id, null, 'worker');
            return query
                select mail.id, mail.kind, mail.facts, mail.key_name, mail.sealed, mail.address, p.name, d.slug, o.name,
                    coalesce(p.time_zone, o.time_zone), mail.asked_at
                from door.organisation d
                join tenant.organisation o on o.org_id = d.org_id
                left join tenant.person p on p.org_id = o.org_id and p.id = mail.person_id
                where d.org_id = mail.org_id;
            exit;
        end if;
    end loop;
end $$;

-- As before; of what no organisation has yet there is no trail to tell.
create or replace function door.fail_mail(mail door.mail, last_reply text, because text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    update door.mail m set state = 'failed', ended_at = door.now(), ticket_hash = null, leased_until = null, reply = coalesce(last_reply, m.reply)
    where m.id = mail.id;
    if mail.org_id is null then
        return;
    end if;
    perform door.set_context(mail.org_id, null, null, null, 'mail.send', mail.request_id, null, 'worker');
    perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'mail.failed', 'entity', 'mail', 'entity_id', mail.id,
        'detail', jsonb_build_object('kind', mail.kind, 'because', because))));
    if mail.kind = 'purchase_order' then
        perform door.settle_mailing(mail, 'failed', coalesce(last_reply, mail.reply));
    end if;
end $$;

-- As before; of what no organisation has yet nothing is kept.
create or replace function door.end_mail(of_ticket bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    mail door.mail;
begin
    delete from door.mail m where m.ticket_hash = of_ticket and m.state = 'sending' and m.org_id is null;
    if found then
        return true;
    end if;
    update door.mail m
    set state = 'sent', ended_at = door.now(), ticket_hash = null, leased_until = null, key_name = null, sealed = null, reply = null, facts = '{}'
    where m.ticket_hash = of_ticket and m.state = 'sending'
    returning m.* into mail;
    if not found then
        return false;
    end if;
    perform door.set_context(mail.org_id, null, null, null, 'mail.send', mail.request_id, null, 'worker');
    perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'mail.sent', 'entity', 'mail', 'entity_id', mail.id,
        'detail', jsonb_build_object('kind', mail.kind))));
    if mail.kind = 'purchase_order' then
        perform door.settle_mailing(mail, 'sent', null);
    end if;
    return true;
end $$;

set local role countersign_owner;
-- What an organisation begins with, and no more of a row than that: nothing that somebody gave, asked for or agreed to.
grant insert (org_id, name, base_currency, time_zone, locale, created_at) on tenant.organisation to countersign_door;
grant insert (org_id, id, name, email, created_at) on tenant.person to countersign_door;
grant insert (org_id, person_id, role, given_at) on tenant.person_role to countersign_door;
grant insert (org_id, person_id, permission, source, granted_at) on tenant.permission_grant to countersign_door;
grant insert (org_id, id, number, name, effective_from, definition, published_at) on tenant.approval_policy_version to countersign_door;
