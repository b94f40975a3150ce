-- A password is reset by a link that is mailed; 20261123020100_links.sql has what the link does. Whoever asks is answered before anybody looks whether there is such an account.
set local role countersign_door;

create table door.reset_request (
    id uuid primary key default uuidv7(),
    account_hash bytea not null,
    slug text,
    email text,
    network inet,
    request_id uuid not null,
    asked_at timestamptz not null,
    answered_at timestamptz,
    constraint reset_request_answered_check check ((slug is null) = (answered_at is not null) and (slug is null) = (email is null))
);
create index reset_request_open on door.reset_request (asked_at, id) where answered_at is null;
create index reset_request_account on door.reset_request (account_hash, asked_at desc);
create index reset_request_network on door.reset_request (network, asked_at desc);
alter table door.reset_request enable row level security;
comment on table door.reset_request is 'Who was typed by whoever forgot a password; the typed name is forgotten once it was looked up, for it may be anybody''s.';

create index one_time_link_age on door.one_time_link (expires_at);

-- Keeps the wish for a new link, of a known account and of none alike; or says how many seconds to wait.
create function door.ask_reset(
    slug text, email text, account_hash bytea, address text, request_id uuid, account_max int, network_max int, within interval
) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    near inet := door.neighbourhood(address);
    of_account timestamptz;
    of_network timestamptz;
begin
    perform pg_advisory_xact_lock(hashtextextended(encode(ask_reset.account_hash, 'hex'), 1));
    select r.asked_at into of_account
    from door.reset_request r
    where r.account_hash = ask_reset.account_hash and r.asked_at > at - within
    order by r.asked_at desc
    offset account_max - 1 limit 1;
    select r.asked_at into of_network
    from door.reset_request r
    where r.network = near and r.asked_at > at - within
    order by r.asked_at desc
    offset network_max - 1 limit 1;
    if of_account is not null or of_network is not null then
        return greatest(1, ceil(extract(epoch from greatest(of_account, of_network) + within - at)));
    end if;
    insert into door.reset_request (account_hash, slug, email, network, request_id, asked_at)
    values (ask_reset.account_hash, ask_reset.slug, ask_reset.email, near, ask_reset.request_id, at);
    return null;
end $$;
grant execute on function door.ask_reset to countersign_sign_in;

-- Answers the wish that has waited longest: by a link and its mail if there is such an account, else by nothing. False when there is no wish.
create function door.answer_reset(mail_id uuid, link_hash bytea, key_name text, sealed bytea, life interval) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    asked door.reset_request;
    of_org uuid;
    person record;
begin
    select r.* into asked
    from door.reset_request r
    where r.answered_at is null
    order by r.asked_at, r.id
    limit 1
    for update skip locked;
    if not found then
        return false;
    end if;
    update door.reset_request r set answered_at = at, slug = null, email = null where r.id = asked.id;
    select o.org_id into of_org from door.organisation o where o.slug = asked.slug and o.suspended_at is null;
    if not found then
        return true;
    end if;
    perform door.set_context(of_org, null, null, null, 'password.ask_reset', asked.request_id, asked.network, 'sign_in');
    -- Whoever gets another address at the same moment gets no link at the one of before, which nothing would void.
    select p.id, p.email into person
    from tenant.person p
    where p.org_id = of_org and p.email = asked.email and p.is_active
    for share;
    if found then
        insert into door.one_time_link (hash, org_id, person_id, purpose, created_at, expires_at)
        values (link_hash, of_org, person.id, 'password_reset', at, at + life);
        insert into door.mail (id, org_id, person_id, address, kind, facts, key_name, sealed, request_id, asked_at, expires_at, not_before)
        values (mail_id, of_org, person.id, person.email, 'password_reset',
                jsonb_build_object('at', asked.asked_at, 'network', host(asked.network), 'life_minutes', extract(epoch from life)::int / 60),
                answer_reset.key_name, answer_reset.sealed, asked.request_id, at, at + life, at);
        perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'password.reset_asked', 'entity', 'person',
            'entity_id', person.id)));
    end if;
    return true;
end $$;

-- Removes mail, links and wishes that have outlived their use, a bounded number at a time; a secret that was never sent goes with its link.
create function door.clear_mail(rows_max int) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    cleared int := 0;
    gone int;
begin
    update door.mail m set key_name = null, sealed = null where m.id in (
        select id from door.mail where state = 'failed' and sealed is not null and expires_at < door.now() limit rows_max);
    get diagnostics gone = row_count;
    cleared := cleared + gone;
    delete from door.mail m where m.id in (
        select id from door.mail where state in ('sent', 'failed') and ended_at < door.now() - interval '90 days' limit rows_max);
    get diagnostics gone = row_count;
    cleared := cleared + gone;
    delete from door.one_time_link l where l.hash in (
        select hash from door.one_time_link where expires_at < door.now() - interval '7 days' limit rows_max);
    get diagnostics gone = row_count;
    cleared := cleared + gone;
    delete from door.reset_request r where r.id in (
        select id from door.reset_request where answered_at < door.now() - interval '2 days' limit rows_max);
    get diagnostics gone = row_count;
    return cleared + gone;
end $$;
grant execute on function door.answer_reset, door.clear_mail to countersign_worker;

set local role countersign_owner;
