-- What was asked for is taken back before anybody carries it out: by whoever asked, or by another operator who may ask for it.
set local role countersign_door;

alter table platform.standing_change
    add column withdrawn_by uuid references platform.operator,
    add constraint standing_change_withdrawn check (withdrawn_by is null or lapsed_at is not null);
comment on column platform.standing_change.withdrawn_by is 'Who took it back, at the moment when it lapsed.';

-- Takes back what waits; no row where nothing does.
create function platform.withdraw_standing(of_slug text, act text) returns table (
    change_id uuid, reason text, asked_by uuid, asked_at timestamptz, expires_at timestamptz, withdrawn_by uuid, withdrawn_at timestamptz
)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := platform.now();
    own platform.session := platform.caller(coalesce(platform.permission_for(withdraw_standing.act), 'none'));
    of_org uuid := (select d.org_id from directory.organisation d where d.slug = of_slug);
    gone platform.standing_change;
begin
    perform pg_advisory_xact_lock(hashtextextended('platform.standing' || of_org, 0));
    update platform.standing_change c
    set withdrawn_by = own.operator_id, lapsed_at = at
    where c.org_id = of_org and c.act = withdraw_standing.act and c.carried_out_at is null and c.lapsed_at is null and c.expires_at > at
    returning c.* into gone;
    if not found then
        return;
    end if;
    perform platform.tell_of(own, case gone.act when 'suspend' then 'suspension.withdrawn' else 'resumption.withdrawn' end, 'organisation', of_org,
        jsonb_build_object('organisation', of_slug, 'reason', gone.reason, 'change', gone.id, 'asked_by', gone.asked_by));
    return query select gone.id, gone.reason, gone.asked_by, gone.asked_at, gone.expires_at, gone.withdrawn_by, gone.lapsed_at;
end $$;
grant execute on function platform.withdraw_standing to countersign_operator;

reset role;
