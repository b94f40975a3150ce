-- Every other operator who could stop it, and those of security, are mailed when a recovery is carried out; and what DNS is asked for is read without holding
-- anybody up.
set local role countersign_door;

-- As before, and nothing is held while the name servers are asked: what was found is compared with what lives then.
create or replace function platform.recovery_to_prove(of_slug text) returns table (recovery_id uuid, domain text, token text)
language plpgsql stable security definer rows 1 set search_path = pg_catalog, pg_temp as $$
begin
    perform platform.caller('platform.tenant_resume');
    return query
        select r.id, r.domain, r.token
        from platform.recovery r join directory.organisation d on d.org_id = r.org_id
        where d.slug = of_slug and r.ended_at is null and r.expires_at > platform.now();
end $$;

-- As before, and their colleagues are told.
create or replace function platform.carry_out_recovery(of_slug text, owner_email text, delay_hours int) returns table (
    recovery_id uuid, org_id uuid, home text, operator_id uuid, operator_name text, operator_email text, domain text, reason text, ticket text, seal bytea
)
language plpgsql security definer rows 1 set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := platform.now();
    own platform.session := platform.caller_held('platform.tenant_resume');
    live platform.recovery := platform.live_recovery(of_slug);
    operator platform.operator;
begin
    if live.id is null or live.carried_out_at is not null then
        return;
    end if;
    perform platform.demand_confirmation(own, 'recovery.carried_out', live.id);
    if split_part(owner_email, '@', 2) is distinct from live.domain then
        raise exception 'the address is of another domain' using errcode = 'check_violation', constraint = 'recovery_domain_differs';
    end if;
    update platform.recovery r
    set carried_out_by = own.operator_id, carried_out_at = at, delay_hours = carry_out_recovery.delay_hours,
        expires_at = at + make_interval(hours => carry_out_recovery.delay_hours) + interval '168 hours'
    where r.id = live.id
    returning r.* into live;
    perform platform.tell_recovery(own, 'recovery.carried_out', live, of_slug, jsonb_build_object('delay_hours', live.delay_hours));
    select o.* into operator from platform.operator o where o.id = own.operator_id;
    perform platform.tell_operator(o.id, 'recovery_carried_out', jsonb_strip_nulls(jsonb_build_object('organisation', of_slug, 'operator', operator.name,
        'email', operator.email, 'reason', live.reason, 'ticket', live.ticket, 'domain', live.domain,
        'takes_effect_at', at + make_interval(hours => live.delay_hours))), null)
    from platform.operator o
    where o.is_active and o.role in ('ops', 'security') and o.id <> own.operator_id;
    return query
        select live.id, live.org_id, d.home, operator.id, operator.name, operator.email, live.domain, live.reason, live.ticket,
            platform.seal(jsonb_build_array('recovery.begin', live.id, live.org_id, operator.id, operator.name, operator.email, owner_email, live.domain,
                live.reason, live.ticket, live.delay_hours)::text)
        from directory.organisation d where d.org_id = live.org_id;
end $$;

reset role;
