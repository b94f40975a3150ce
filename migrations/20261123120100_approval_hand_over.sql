-- Whoever leaves hands over what waits for their approval: a route stays frozen as it was made, and beside it stands who is asked in whose place.
create table tenant.approval_hand_over (
    org_id uuid not null,
    route_id uuid not null,
    step smallint not null check (step > 0),
    from_id uuid not null,
    to_id uuid,
    handed_by uuid not null,
    handed_at timestamptz not null,
    primary key (org_id, route_id, step, from_id),
    constraint approval_hand_over_route_fkey foreign key (org_id, route_id) references tenant.approval_route,
    constraint approval_hand_over_from_fkey foreign key (org_id, from_id) references tenant.person,
    constraint approval_hand_over_to_fkey foreign key (org_id, to_id) references tenant.person,
    constraint approval_hand_over_handed_by_fkey foreign key (org_id, handed_by) references tenant.person,
    constraint approval_hand_over_to_another check (to_id <> from_id)
);
create index approval_hand_over_from on tenant.approval_hand_over (org_id, from_id);
create index approval_hand_over_to on tenant.approval_hand_over (org_id, to_id) where to_id is not null;
create index approval_hand_over_handed_by on tenant.approval_hand_over (org_id, handed_by);
comment on table tenant.approval_hand_over is 'Who is asked at a step in the place of somebody who left; never changed, never taken away.';
comment on column tenant.approval_hand_over.to_id is 'Null where the others whom the step asks are enough.';
call tenant.adopt('approval_hand_over', plain => array['org_id', 'route_id', 'step', 'from_id', 'to_id', 'handed_by', 'handed_at']);
grant select, insert on tenant.approval_hand_over to countersign_tenant;
create trigger append_only before update or delete or truncate on tenant.approval_hand_over
    for each statement execute function door.refuse_rewriting();

-- As before, but who handed a step over is asked there no more, and who stands in their place is.
create or replace function tenant.approval_asks(route_id uuid, step smallint, person_id uuid) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
    select exists (
            select from tenant.approval_route r, jsonb_array_elements(r.route -> 'steps') s
            where r.id = approval_asks.route_id and (s ->> 'number')::smallint = approval_asks.step and (s ->> 'applies')::boolean
              and (exists (select from jsonb_array_elements(s -> 'candidates') c where (c ->> 'person')::uuid = approval_asks.person_id)
                  or exists (
                      select from tenant.approval_hand_over h
                      where h.org_id = r.org_id and h.route_id = r.id and h.step = approval_asks.step and h.to_id = approval_asks.person_id)))
        and not exists (
            select from tenant.approval_hand_over h
            where h.route_id = approval_asks.route_id and h.step = approval_asks.step and h.from_id = approval_asks.person_id)
$$;

-- A step is handed to somebody active who may approve such documents and has no part in this one; by whoever may deactivate people. Whoever leaves by
-- themselves hands nothing to anybody.
create function tenant.guard_approval_hand_over() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    person uuid := door.person_id();
    route tenant.approval_route;
begin
    if person is null then
        return new; -- The installation itself, which only the migrator can be.
    end if;
    if new.handed_by is distinct from person or new.handed_at is distinct from door.now() then
        perform tenant.refuse_approval('approval_hand_over_in_own_name', 'handed over in another''s name, or at another time');
    elsif not (door.may('person.deactivate') or new.to_id is null and new.from_id = person and door.may('profile.leave')) then
        perform tenant.refuse_approval('approval_hand_over_permission', 'only who may deactivate people hands their work over');
    end if;
    select * into route from tenant.approval_route r where r.org_id = new.org_id and r.id = new.route_id for update;
    if route.status is distinct from 'running' then
        perform tenant.refuse_approval('approval_route_is_running', 'this approval has ended');
    elsif not tenant.approval_asks(new.route_id, new.step, new.from_id) then
        perform tenant.refuse_approval('approval_hand_over_asked', 'the step does not ask whom it is taken from');
    elsif new.to_id is null then
        return new;
    end if;
    if new.to_id = person then
        perform tenant.refuse_approval('approval_hand_over_to_oneself', 'nobody takes over by themselves what another was to approve');
    elsif new.to_id in (route.requester_id, route.on_behalf_of_id, route.created_by, route.submitted_by) or exists (
        select from tenant.approval_editor e where e.org_id = new.org_id and e.document_id = route.document_id and e.person_id = new.to_id)
    then
        perform tenant.refuse_approval('approval_hand_over_own_document', 'nobody decides on a document that they have a part in (SOD-01, SOD-12)');
    elsif exists (
        select from tenant.approval_policy_version v join tenant.approval_policy_draft d on d.org_id = v.org_id and d.id = v.draft_id
        where v.org_id = new.org_id and v.id = route.policy_version_id and v.effective_from > route.opened_at - interval '30 days'
          and new.to_id = any (d.changed_by))
    then
        perform tenant.refuse_approval('approval_hand_over_own_policy', 'nobody approves by a new policy of their own (SOD-07)');
    elsif tenant.approval_asks(new.route_id, new.step, new.to_id) or exists (
        select from tenant.approval_hand_over h
        where h.org_id = new.org_id and h.route_id = new.route_id and h.step = new.step and h.from_id = new.to_id)
    then
        perform tenant.refuse_approval('approval_hand_over_asked_already', 'the step asks them already, or did');
    elsif exists (
        select from tenant.approval_decision d
        where d.org_id = new.org_id and d.route_id = new.route_id and d.person_id = new.to_id and d.verdict = 'approve')
    then
        perform tenant.refuse_approval('approval_hand_over_counts', 'one person counts for at most one step (SOD-02)');
    elsif not exists (
        select from tenant.person p join tenant.permission_grant g on g.org_id = p.org_id and g.person_id = p.id
        where p.org_id = new.org_id and p.id = new.to_id and p.is_active and g.permission = route.document_kind || '.approve'
          and (g.expires_at is null or g.expires_at > door.now()))
    then
        perform tenant.refuse_approval('approval_hand_over_may_not', 'only who may approve is asked');
    end if;
    return new;
end $$;
create trigger guard before insert on tenant.approval_hand_over for each row execute function tenant.guard_approval_hand_over();

-- Only whoever leaves hands over: by the end of the change they are not active any more.
create function tenant.check_approval_left() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if door.person_id() is not null and exists (
        select from tenant.person p where p.org_id = new.org_id and p.id = new.from_id and p.is_active)
    then
        perform tenant.refuse_approval('approval_hand_over_left', 'only whoever leaves hands their work over');
    end if;
    return null;
end $$;
create constraint trigger check_left after insert on tenant.approval_hand_over
    deferrable initially deferred for each row execute function tenant.check_approval_left();

-- Nobody decides who has left; a decision of before that is carried over stays theirs.
create function tenant.check_approver_is_active() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if door.person_id() is not null and not new.is_carried and not exists (
        select from tenant.person p where p.org_id = new.org_id and p.id = new.person_id and p.is_active)
    then
        perform tenant.refuse_approval('approval_decision_active', 'nobody decides who has left');
    end if;
    return new;
end $$;
create trigger who_is_active before insert on tenant.approval_decision for each row execute function tenant.check_approver_is_active();
revoke execute on function tenant.guard_approval_hand_over, tenant.check_approval_left, tenant.check_approver_is_active from public;

-- Whoever takes over what somebody asked for stands beside it; who asked stays who asked.
alter table tenant.watcher drop constraint watcher_because_check;
alter table tenant.watcher add constraint watcher_because_check
    check (because in ('requester', 'on_behalf', 'approver', 'asked', 'mentioned', 'successor'));
