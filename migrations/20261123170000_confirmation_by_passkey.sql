-- What must be said twice is confirmed by a passkey too: what its device signs is made of the intent's digest, so that it confirms that intent alone.
-- Each intent is confirmed in one way, by a code or by a passkey; a code that nobody asked for would be a second way in.
set local role countersign_door;

alter table door.intent alter column code_mark drop not null;
alter table door.intent add column passkey_nonce bytea check (octet_length(passkey_nonce) = 32);
alter table door.intent add column passkey_mark bytea check (octet_length(passkey_mark) = 32);
alter table door.intent add constraint intent_way_check
    check ((code_mark is null) = (passkey_mark is not null) and (passkey_mark is null) = (passkey_nonce is null));
comment on column door.intent.passkey_nonce is 'Chance that is hashed with the digest to what a passkey signs, so that the same act asked for twice is never the same to sign.';
comment on column door.intent.passkey_mark is 'Of what a passkey is to sign: an HMAC under a key that is derived from the ring, as of a code. The database cannot judge what was signed; this way nobody uses the intent up but the service that did.';

-- Keeps what the caller is about to do in the place of one before, and mails them every word of it. At most five in a quarter of an hour that were not
-- confirmed, for who confirms reads the mailbox; then how long to wait.
create function door.keep_intent(
    intent_id uuid, of_target uuid, of_digest bytea, of_code bytea, of_nonce bytea, of_passkey bytea, of_link bytea, of_title text, lines text[],
    device text, life interval, mail_id uuid, mail_kind text, mail_life interval, mail_key text, mail_sealed bytea
) returns table (expires_at timestamptz, sent_to text, retry_after_s int)
language plpgsql rows 1 set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
    within constant interval := interval '15 minutes';
    asked int;
    first_at timestamptz;
begin
    -- Two at once wait for each other, so that each counts the other.
    perform pg_advisory_xact_lock(hashtextextended('intent' || actor.org_id || actor.person_id, 0));
    select count(*), min(i.asked_at) into asked, first_at
    from door.intent i
    where i.org_id = actor.org_id and i.person_id = actor.person_id and i.asked_at > actor.at - within and i.state <> 'given';
    if asked >= 5 then
        return query select actor.at, ''::text, greatest(1, ceil(extract(epoch from first_at + within - actor.at)))::int;
        return;
    end if;
    update door.intent i set state = 'replaced', ended_at = actor.at
    where i.org_id = actor.org_id and i.person_id = actor.person_id and i.session_id = actor.session_id and i.operation = actor.permission
      and i.state = 'live';
    insert into door.intent (id, org_id, person_id, session_id, operation, target_id, digest, code_mark, passkey_nonce, passkey_mark, link_hash, title,
        asked_at, expires_at)
    values (intent_id, actor.org_id, actor.person_id, actor.session_id, actor.permission, of_target, of_digest, of_code, of_nonce, of_passkey, of_link,
        of_title, actor.at, actor.at + life);
    insert into door.mail (id, org_id, person_id, address, kind, facts, key_name, sealed, request_id, asked_at, expires_at, not_before)
    select mail_id, p.org_id, p.id, p.email, mail_kind,
        jsonb_build_object('at', actor.at, 'network', host(actor.network), 'device', device, 'title', of_title, 'lines', to_jsonb(lines),
            'life_minutes', extract(epoch from life)::int / 60),
        mail_key, mail_sealed, actor.request_id, actor.at, actor.at + mail_life, actor.at
    from tenant.person p
    where p.org_id = actor.org_id and p.id = actor.person_id;
    return query
        select actor.at + life, p.email, null::int from tenant.person p where p.org_id = actor.org_id and p.id = actor.person_id;
end $$;

-- As before.
create or replace function door.ask_intent(
    intent_id uuid, of_target uuid, of_digest bytea, of_mark bytea, of_link bytea, of_title text, lines text[], device text, life interval,
    mail_id uuid, mail_key text, mail_sealed bytea
) returns table (expires_at timestamptz, sent_to text, retry_after_s int)
language plpgsql security definer rows 1 set search_path = pg_catalog, pg_temp as $$
begin
    return query
        select k.expires_at, k.sent_to, k.retry_after_s
        from door.keep_intent(intent_id, of_target, of_digest, of_mark, null, null, of_link, of_title, lines, device, life, mail_id, 'confirmation',
            life, mail_key, mail_sealed) k;
end $$;

-- The same to be confirmed by a passkey. The mail says every word of it and has the link, but no code; it is worth sending for as long as the link opens.
create function door.ask_intent_by_passkey(
    intent_id uuid, of_target uuid, of_digest bytea, of_nonce bytea, of_mark bytea, of_link bytea, of_title text, lines text[], device text,
    life interval, mail_id uuid, mail_key text, mail_sealed bytea
) returns table (expires_at timestamptz, sent_to text, retry_after_s int)
language plpgsql security definer rows 1 set search_path = pg_catalog, pg_temp as $$
begin
    return query
        select k.expires_at, k.sent_to, k.retry_after_s
        from door.keep_intent(intent_id, of_target, of_digest, null, of_nonce, of_mark, of_link, of_title, lines, device, life, mail_id,
            'confirmation_by_passkey', interval '1 day', mail_key, mail_sealed) k;
end $$;

-- By which passkeys the caller may confirm, as their devices know them; empty where they have none.
create function door.own_credential_ids() returns bytea[]
language plpgsql stable parallel restricted security definer set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
begin
    return array(
        select k.credential_id from door.passkey k where k.org_id = actor.org_id and k.person_id = actor.person_id order by k.created_at, k.id);
end $$;

-- The caller's intent of this operation that lives and is to be confirmed by a passkey, until the transaction ends; none otherwise.
create function door.own_intent_by_passkey(of_intent uuid) returns door.intent
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
    intent door.intent;
begin
    select i.* into intent
    from door.intent i
    where i.id = of_intent and i.org_id = actor.org_id and i.person_id = actor.person_id and i.session_id = actor.session_id
      and i.operation = actor.permission and i.state = 'live' and i.expires_at > actor.at and i.passkey_mark is not null
    for update;
    return intent;
end $$;

-- What a passkey that was shown for the caller's intent is judged by; without a key where it is none of theirs, and no row where there is no such intent.
create function door.find_intent_passkey(of_intent uuid, of_credential bytea) returns table (
    nonce bytea, digest bytea, passkey_id uuid, credential jsonb, counter bigint, is_backed_up boolean
)
language plpgsql security definer rows 1 set search_path = pg_catalog, pg_temp as $$
declare
    intent door.intent := door.own_intent_by_passkey(of_intent);
begin
    if intent.id is not null then
        return query
            select intent.passkey_nonce, intent.digest, k.id, k.credential, k.counter, k.is_backed_up
            from (values (true)) as one (is_one)
            left join door.passkey k on k.org_id = intent.org_id and k.person_id = intent.person_id and k.credential_id = of_credential;
    end if;
end $$;

-- Whether what was signed may be used, as of a code: null when it may, else how many more wrong ones are looked at, and -1 where there is no such intent.
-- A passkey of the caller's whose device has counted back is told to them, and ends the intent's tries.
create function door.try_intent_by_passkey(of_intent uuid, marks bytea[], suspected uuid) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    intent door.intent := door.own_intent_by_passkey(of_intent);
    is_copied boolean;
begin
    if intent.id is null then
        return -1;
    elsif intent.tries < 5 and intent.passkey_mark = any (marks) then
        return null;
    end if;
    is_copied := intent.tries < 5 and exists (
        select from door.passkey k where k.id = suspected and k.org_id = intent.org_id and k.person_id = intent.person_id);
    update door.intent i set tries = case when is_copied then 5 else i.tries + 1 end where i.id = intent.id;
    if is_copied then
        perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'passkey.suspected', 'entity', 'person', 'entity_id', intent.person_id,
            'detail', jsonb_build_object('passkey_id', suspected))));
        return 0;
    end if;
    return 4 - intent.tries;
end $$;

-- Uses the caller's intent up for what this transaction does, and notes that the passkey was shown: says what `redeem_intent` says.
create function door.redeem_intent_by_passkey(
    of_intent uuid, of_target uuid, of_digest bytea, marks bytea[], of_passkey uuid, counted bigint, backed_up boolean
) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
    intent door.intent := door.own_intent_by_passkey(of_intent);
begin
    if intent.id is null or intent.tries >= 5 then
        return 'over';
    elsif (intent.target_id, intent.digest) is distinct from (of_target, of_digest) then
        return 'changed';
    elsif intent.passkey_mark = any (marks) and door.use_passkey(of_passkey, actor.org_id, actor.person_id, counted, backed_up, actor.at) then
        update door.intent i set state = 'given', ended_at = actor.at, given_in = pg_current_xact_id() where i.id = intent.id;
        return 'given';
    end if;
    return 'over';
end $$;
grant execute on function door.ask_intent_by_passkey, door.own_credential_ids, door.find_intent_passkey, door.try_intent_by_passkey,
    door.redeem_intent_by_passkey to countersign_tenant;

set local role countersign_owner;
