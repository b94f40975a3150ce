-- Mail of a suspended organisation waits until it is let in again; and whoever shows a passkey of one is told why it opens nothing, as by any other way in.
set local role countersign_door;

-- As before; of a suspended organisation only what tells its owners how it stands.
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
          and not exists (select from door.organisation o where o.org_id = m.org_id and o.suspended_at is not null and m.kind not like 'organisation\_%')
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

-- What waited while an organisation was suspended is sent in the time that was left to it. A link lives as long as it ever did: its mail is not worth more.
create function door.let_mail_wait(of_org uuid, until timestamptz) returns int
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    since timestamptz := (select o.suspended_at from door.organisation o where o.org_id = of_org);
    waited int;
begin
    update door.mail m set expires_at = m.expires_at + (until - greatest(since, m.asked_at))
    where m.org_id = of_org and m.state in ('waiting', 'sending') and m.sealed is null and m.kind not like 'organisation\_%' and m.expires_at > since;
    get diagnostics waited = row_count;
    return waited;
end $$;

-- As before; what waited in the outbox goes on when it is let in again.
create or replace function door.change_standing(
    change_id uuid, act text, of_org uuid, asked_by uuid, carried_out_by uuid, reason text, seal bytea, request_id uuid
) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    key bytea := (select k.secret from door.warrant_key k);
    said bytea := convert_to(concat_ws('|', act, change_id, of_org, asked_by, carried_out_by, reason), 'utf8');
    ended int;
    mails int;
begin
    if seal is distinct from sha256(key || sha256(key || said)) or key is null then
        raise exception 'nobody decided this' using errcode = 'CS403';
    end if;
    perform from door.organisation o where o.org_id = of_org for update;
    if not found then
        return false;
    end if;
    insert into door.standing_change (id, org_id, act, asked_by, carried_out_by, carried_out_at)
    values (change_id, of_org, change_standing.act, change_standing.asked_by, change_standing.carried_out_by, at)
    on conflict (id) do nothing;
    if not found then
        return true;
    end if;
    mails := case change_standing.act when 'resume' then door.let_mail_wait(of_org, at) end;
    update door.organisation o set suspended_at = case change_standing.act when 'suspend' then at end where o.org_id = of_org;
    -- When it is let in again too, for a sign-in may have been under way while it was suspended.
    update door.session s set ended_at = at, ended_because = 'organisation_suspended' where s.org_id = of_org and s.ended_at is null and not s.is_key;
    get diagnostics ended = row_count;
    update door.access_secret a set expires_at = at
    from door.session s
    where s.id = a.session_id and s.org_id = of_org and s.is_key and not a.is_key and a.expires_at > at;
    update door.sign_in i set ended_at = at where i.org_id = of_org and i.ended_at is null;
    perform door.set_context(of_org, null, null, null, case change_standing.act when 'suspend' then 'platform.tenant_suspend' else 'platform.tenant_resume' end, change_standing.request_id, null, 'operator');
    perform door.record_events(jsonb_build_array(jsonb_build_object(
        'action', case change_standing.act when 'suspend' then 'organisation.suspended' else 'organisation.resumed' end,
        'entity', 'organisation', 'entity_id', of_org,
        'detail', jsonb_strip_nulls(jsonb_build_object('reason', change_standing.reason, 'change', change_id, 'asked_by', change_standing.asked_by,
            'carried_out_by', change_standing.carried_out_by, 'ended', nullif(ended, 0),
            'mails', nullif(mails, 0))))));
    perform set_config('door.context', '', true);
    return true;
end $$;

-- As before, and of a suspended organisation too: whoever proves by it who they are is told why they are not let in, for opening a session refuses them.
create or replace function door.find_passkey(credential_id bytea, user_handle bytea) returns table (
    passkey_id uuid, credential jsonb, counter bigint, is_backed_up boolean, org_id uuid, person_id uuid, slug text, email text, changed_at timestamptz,
    at timestamptz
)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    kept record;
begin
    select k.id, k.org_id, k.person_id, k.credential, k.counter, k.is_backed_up, o.slug into kept
    from door.passkey k join door.organisation o on o.org_id = k.org_id
    where k.credential_id = find_passkey.credential_id and (find_passkey.user_handle is null or k.user_handle = find_passkey.user_handle);
    if found then
        perform door.set_context(kept.org_id, kept.person_id, null, null, 'session.with_passkey', uuidv7(), null, 'sign_in');
        return query
            select kept.id, kept.credential, kept.counter, kept.is_backed_up, p.org_id, p.id, kept.slug, p.email, c.changed_at, door.now()
            from tenant.person p join door.credential c on c.org_id = p.org_id and c.person_id = p.id
            where p.org_id = kept.org_id and p.id = kept.person_id and p.is_active;
    end if;
end $$;

set local role countersign_owner;
