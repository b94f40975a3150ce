-- Who must agree to a document, and who has: policies in immutable versions, routes, decisions, and what waits for whom.
-- Separation of duties (SOD-01, -02, -12) is refused here too, so that a bug or a direct statement of the API's role is refused.
create table tenant.approval_policy_version (
    org_id uuid not null references tenant.organisation,
    id uuid not null,
    number int not null check (number > 0),
    name text not null,
    effective_from timestamptz not null,
    definition jsonb not null check (jsonb_typeof(definition -> 'steps') = 'array' and definition ->> 'currency' ~ '^[A-Z]{3}$'),
    published_by uuid,
    published_at timestamptz not null,
    primary key (org_id, id),
    constraint approval_policy_version_number_unique unique (org_id, number),
    constraint approval_policy_version_publisher_fkey foreign key (org_id, published_by) references tenant.person
);
create index approval_policy_version_effect on tenant.approval_policy_version (org_id, effective_from desc, number desc);
create index approval_policy_version_publisher on tenant.approval_policy_version (org_id, published_by) where published_by is not null;
comment on table tenant.approval_policy_version is 'Who must agree to which documents, in immutable versions; a document keeps the one it was submitted under.';
call tenant.adopt('approval_policy_version', plain => array['org_id', 'id', 'number', 'name', 'effective_from', 'definition', 'published_by', 'published_at']);
grant select on tenant.approval_policy_version to countersign_tenant;
create trigger immutable before update or delete or truncate on tenant.approval_policy_version
    for each statement execute function door.refuse_rewriting();

create table tenant.approval_route (
    org_id uuid not null references tenant.organisation,
    id uuid not null,
    document_kind text not null check (document_kind in ('requisition', 'purchase_order')),
    document_id uuid not null,
    document_revision bigint not null,
    policy_version_id uuid not null,
    material_digest bytea not null check (octet_length(material_digest) = 32),
    requester_id uuid not null,
    on_behalf_of_id uuid,
    created_by uuid not null,
    submitted_by uuid not null,
    number text,
    title text not null,
    total_minor bigint not null,
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    department_id uuid,
    route jsonb not null check (jsonb_typeof(route -> 'steps') = 'array'),
    left_out jsonb not null default '[]' check (jsonb_typeof(left_out) = 'array'),
    status text not null check (status in ('running', 'approved', 'returned', 'rejected', 'withdrawn', 'cancelled')),
    opened_at timestamptz not null,
    ended_at timestamptz,
    ended_by uuid,
    ended_step smallint,
    ended_note text,
    primary key (org_id, id),
    constraint approval_route_policy_fkey foreign key (org_id, policy_version_id) references tenant.approval_policy_version,
    constraint approval_route_requester_fkey foreign key (org_id, requester_id) references tenant.person,
    constraint approval_route_on_behalf_fkey foreign key (org_id, on_behalf_of_id) references tenant.person,
    constraint approval_route_creator_fkey foreign key (org_id, created_by) references tenant.person,
    constraint approval_route_submitter_fkey foreign key (org_id, submitted_by) references tenant.person,
    constraint approval_route_department_fkey foreign key (org_id, department_id) references tenant.department,
    constraint approval_route_ender_fkey foreign key (org_id, ended_by) references tenant.person,
    constraint approval_route_end_check check ((status = 'running') = (ended_at is null) and (ended_at is null) = (ended_by is null))
);
create unique index approval_route_one_running_unique on tenant.approval_route (org_id, document_id) where status = 'running';
create index approval_route_document on tenant.approval_route (org_id, document_id, id desc);
create index approval_route_policy on tenant.approval_route (org_id, policy_version_id);
create index approval_route_requester on tenant.approval_route (org_id, requester_id);
create index approval_route_on_behalf on tenant.approval_route (org_id, on_behalf_of_id) where on_behalf_of_id is not null;
create index approval_route_creator on tenant.approval_route (org_id, created_by);
create index approval_route_submitter on tenant.approval_route (org_id, submitted_by);
create index approval_route_department on tenant.approval_route (org_id, department_id) where department_id is not null;
create index approval_route_ender on tenant.approval_route (org_id, ended_by) where ended_by is not null;
comment on table tenant.approval_route is 'One way of a document through a policy, frozen when it was submitted; only how it ended is added.';
-- The frozen route names people and the notes are theirs: the trail keeps a commitment, so that they can be erased.
call tenant.adopt('approval_route', plain => array['org_id', 'id', 'document_kind', 'document_id', 'document_revision', 'policy_version_id', 'material_digest',
    'requester_id', 'on_behalf_of_id', 'created_by', 'submitted_by', 'number', 'title', 'total_minor', 'currency', 'department_id', 'status', 'opened_at',
    'ended_at', 'ended_by', 'ended_step'], personal => array['route', 'left_out', 'ended_note']);
grant select, insert, update on tenant.approval_route to countersign_tenant;

create table tenant.approval_decision (
    org_id uuid not null,
    id uuid not null,
    route_id uuid not null,
    step smallint not null check (step > 0),
    person_id uuid not null,
    verdict text not null check (verdict in ('approve', 'return', 'reject')),
    note text,
    revision bigint not null,
    is_carried boolean not null,
    decided_at timestamptz not null,
    primary key (org_id, id),
    constraint approval_decision_route_fkey foreign key (org_id, route_id) references tenant.approval_route,
    constraint approval_decision_person_fkey foreign key (org_id, person_id) references tenant.person,
    constraint approval_decision_reason_check check (verdict = 'approve' or note is not null),
    constraint approval_decision_carried_check check (not is_carried or verdict = 'approve')
);
-- SOD-02: one person counts for at most one step of a chain.
create unique index approval_decision_one_step_unique on tenant.approval_decision (org_id, route_id, person_id) where verdict = 'approve';
create index approval_decision_route on tenant.approval_decision (org_id, route_id);
create index approval_decision_person on tenant.approval_decision (org_id, person_id);
comment on table tenant.approval_decision is 'One person''s verdict on one step; never changed, never taken away.';
call tenant.adopt('approval_decision', plain => array['org_id', 'id', 'route_id', 'step', 'person_id', 'verdict', 'revision', 'is_carried', 'decided_at'],
    personal => array['note']);
grant select, insert on tenant.approval_decision to countersign_tenant;
create trigger append_only before update or delete or truncate on tenant.approval_decision
    for each statement execute function door.refuse_rewriting();

create table tenant.approval_waiting (
    org_id uuid not null,
    route_id uuid not null,
    step smallint not null,
    person_id uuid not null,
    document_id uuid not null,
    step_name text not null,
    since timestamptz not null,
    primary key (org_id, route_id, step, person_id),
    constraint approval_waiting_route_fkey foreign key (org_id, route_id) references tenant.approval_route,
    constraint approval_waiting_person_fkey foreign key (org_id, person_id) references tenant.person
);
create index approval_waiting_route on tenant.approval_waiting (org_id, route_id);
create index approval_waiting_person on tenant.approval_waiting (org_id, person_id);
create index approval_waiting_inbox on tenant.approval_waiting (org_id, person_id, since, route_id, step);
comment on table tenant.approval_waiting is 'What waits for whom: the rows of an approver''s inbox.';
call tenant.adopt('approval_waiting', plain => array['org_id', 'route_id', 'step', 'person_id', 'document_id', 'step_name', 'since']);
grant select, insert, delete on tenant.approval_waiting to countersign_tenant;

create table tenant.approval_editor (
    org_id uuid not null references tenant.organisation,
    document_id uuid not null,
    person_id uuid not null,
    edited_at timestamptz not null,
    primary key (org_id, document_id, person_id),
    constraint approval_editor_person_fkey foreign key (org_id, person_id) references tenant.person
);
create index approval_editor_person on tenant.approval_editor (org_id, person_id);
comment on table tenant.approval_editor is 'Who changed something material in a document since it was first submitted (SOD-12), and when first.';
call tenant.adopt('approval_editor', plain => array['org_id', 'document_id', 'person_id', 'edited_at']);
grant select, insert on tenant.approval_editor to countersign_tenant;
create trigger append_only before update or delete or truncate on tenant.approval_editor
    for each statement execute function door.refuse_rewriting();

-- A refusal by the name of its rule; SQLSTATE CS409, as whatever else the database refuses for the trade's sake.
create function tenant.refuse_approval(rule text, message text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    raise exception using message = message, errcode = 'CS409', constraint = rule;
end $$;

-- The steps of a frozen route that still need somebody; those of the lowest order are open.
create function tenant.approval_steps_left(route_id uuid) returns table (step smallint, step_order int)
language sql stable set search_path = pg_catalog, pg_temp as $$
    select (s ->> 'number')::smallint, (s ->> 'order')::int
    from tenant.approval_route r, jsonb_array_elements(r.route -> 'steps') s
    where r.id = approval_steps_left.route_id
      and (s ->> 'applies')::boolean
      and not exists (select from jsonb_array_elements(r.left_out) l where l ->> 'step' = s ->> 'number')
      and (s ->> 'needed')::bigint > (
          select count(*) from tenant.approval_decision d
          where d.org_id = r.org_id and d.route_id = r.id and d.step = (s ->> 'number')::smallint and d.verdict = 'approve')
$$;

create function tenant.approval_asks(route_id uuid, step smallint, person_id uuid) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
    select exists (
        select from tenant.approval_route r, jsonb_array_elements(r.route -> 'steps') s, jsonb_array_elements(s -> 'candidates') c
        where r.id = approval_asks.route_id and (s ->> 'number')::smallint = approval_asks.step
          and (s ->> 'applies')::boolean and (c ->> 'person')::uuid = approval_asks.person_id)
$$;

-- A route starts running, and nothing of it changes but how far it came; it counts as approved only with every approval it needs.
create function tenant.keep_approval_route() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    progress text[] := array['left_out', 'status', 'ended_at', 'ended_by', 'ended_step', 'ended_note'];
begin
    if tg_op = 'INSERT' then
        if new.status <> 'running' then
            perform tenant.refuse_approval('approval_route_starts_running', 'a route starts running');
        end if;
        return new;
    end if;
    if old.status <> 'running' then
        perform tenant.refuse_approval('approval_route_is_running', 'a route that ended does not change');
    end if;
    if to_jsonb(new) - progress <> to_jsonb(old) - progress then
        perform tenant.refuse_approval('approval_route_is_frozen', 'a route is frozen when it is made');
    end if;
    return new;
end $$;
create trigger keep before insert or update on tenant.approval_route for each row execute function tenant.keep_approval_route();
create trigger keep_all before delete or truncate on tenant.approval_route for each statement execute function door.refuse_rewriting();

create function tenant.check_approval_route() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if exists (
        select from jsonb_array_elements(new.left_out) l
        where not exists (
            select from jsonb_array_elements(new.route -> 'steps') s
            where s ->> 'number' = l ->> 'step' and s ->> 'on_same_person' = 'skip'))
    then
        perform tenant.refuse_approval('approval_route_left_out', 'only a step whose policy says so is left out');
    end if;
    if new.status = 'approved' and exists (select from tenant.approval_steps_left(new.id)) then
        perform tenant.refuse_approval('approval_route_is_complete', 'a step still needs somebody');
    end if;
    return null;
end $$;
create trigger check_progress after insert or update on tenant.approval_route for each row execute function tenant.check_approval_route();

-- SOD-01 and SOD-12, and that only whom the open step asks decides, for themselves.
create function tenant.check_approval_decision() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    route tenant.approval_route;
begin
    select * into route from tenant.approval_route r where r.id = new.route_id for update;
    if not found then
        return new;
    end if;
    if new.person_id in (route.requester_id, route.on_behalf_of_id, route.created_by, route.submitted_by) then
        perform tenant.refuse_approval('approval_decision_own_document', 'nobody decides on a document of their own (SOD-01)');
    end if;
    if new.verdict = 'approve' and exists (
        select from tenant.approval_editor e where e.org_id = new.org_id and e.document_id = route.document_id and e.person_id = new.person_id)
    then
        perform tenant.refuse_approval('approval_decision_edited', 'nobody approves what they edited (SOD-12)');
    end if;
    if route.status <> 'running' then
        perform tenant.refuse_approval('approval_route_is_running', 'this approval has ended');
    end if;
    if not tenant.approval_asks(new.route_id, new.step, new.person_id) then
        perform tenant.refuse_approval('approval_decision_candidate', 'the step does not ask this person');
    end if;
    if new.is_carried then
        if not exists (
            select from tenant.approval_decision d join tenant.approval_route r on r.org_id = d.org_id and r.id = d.route_id
            where d.org_id = new.org_id and d.person_id = new.person_id and d.verdict = 'approve' and d.revision = new.revision
              and d.decided_at = new.decided_at and r.id <> route.id and r.document_id = route.document_id
              and r.material_digest = route.material_digest and r.status <> 'rejected')
        then
            perform tenant.refuse_approval('approval_decision_carried', 'no such approval was given before');
        end if;
    elsif new.person_id is distinct from (select door.person_id()) then
        perform tenant.refuse_approval('approval_decision_in_person', 'nobody decides for somebody else');
    elsif not exists (
        select from tenant.approval_steps_left(new.route_id) s
        where s.step = new.step and s.step_order = (select min(o.step_order) from tenant.approval_steps_left(new.route_id) o))
    then
        perform tenant.refuse_approval('approval_decision_step_is_open', 'this step is not open');
    end if;
    return new;
end $$;
create trigger separate_duties before insert on tenant.approval_decision for each row execute function tenant.check_approval_decision();

-- An inbox shows only what the frozen route asks of its owner.
create function tenant.check_approval_waiting() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if not tenant.approval_asks(new.route_id, new.step, new.person_id) then
        perform tenant.refuse_approval('approval_waiting_candidate', 'the step does not ask this person');
    end if;
    return new;
end $$;
create trigger check_candidate before insert on tenant.approval_waiting for each row execute function tenant.check_approval_waiting();

revoke execute on function tenant.refuse_approval, tenant.approval_steps_left, tenant.approval_asks, tenant.keep_approval_route,
    tenant.check_approval_route, tenant.check_approval_decision, tenant.check_approval_waiting from public;
grant execute on function tenant.refuse_approval, tenant.approval_steps_left, tenant.approval_asks to countersign_tenant;
