-- Separation of duties where only the service's own rules held it (docs/separation-of-duties.md): a route or a submission in another's name, an edit
-- that nobody noted, a policy's author who approves under it, and whoever names heads and names themselves.

-- A document is submitted in one's own name, and counts as approved only where each route that approved it as it is has an approval of somebody whose it
-- is not, and none of whose it is. The document says whose it is, not its route: a route that names others, or asks nobody, approves nothing.
create function tenant.separate_duties() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    person uuid := door.person_id();
    document jsonb := to_jsonb(new);
    submitter uuid := coalesce(document ->> 'submitted_by', document ->> 'submitted_by_id')::uuid;
    whose uuid[] := array_remove(array[new.requester_id, new.on_behalf_of_id, (document ->> 'created_by')::uuid, submitter], null);
begin
    if person is null then
        return null; -- The installation itself, which only the migrator can be.
    end if;
    if old.lifecycle = 'draft' and submitter is distinct from person then
        perform tenant.refuse(tg_table_name || '_submitted_in_person', 'nobody submits for somebody else');
    end if;
    if new.lifecycle = 'approved' and not coalesce((
        select bool_and(coalesce((
            select bool_and(d.person_id <> all (whose))
            from tenant.approval_decision d
            where d.org_id = r.org_id and d.route_id = r.id and d.verdict = 'approve'), false))
        from tenant.approval_route r
        where r.org_id = new.org_id and r.document_id = new.id and r.status = 'approved' and r.material_digest = new.material_digest), false)
    then
        perform tenant.refuse(tg_table_name || '_approved_by_others', 'approved by nobody else than whose it is (SOD-01)');
    end if;
    return null;
end $$;
revoke execute on function tenant.separate_duties from public;
create trigger separate_duties after update of lifecycle on tenant.purchase_order for each row
    when (old.lifecycle in ('draft', 'pending_approval') and new.lifecycle = 'approved' or old.lifecycle = 'draft' and new.lifecycle = 'pending_approval')
    execute function tenant.separate_duties();
create trigger separate_duties after update of lifecycle on tenant.requisition for each row
    when (old.lifecycle in ('draft', 'in_approval') and new.lifecycle = 'approved' or old.lifecycle = 'draft' and new.lifecycle = 'in_approval')
    execute function tenant.separate_duties();

-- As before, and nobody takes out who submitted it, for edits are noted of what was submitted alone.
create or replace function tenant.guard_purchase_order() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    person uuid := door.person_id();
    broken text;
    moves text[];
    free text[] := array['lifecycle', 'revision', 'number', 'submitted_by', 'submitted_at', 'approved_at', 'issued_at', 'issued_by', 'acknowledged_at',
        'acknowledged_by', 'acknowledgement', 'acknowledgement_note', 'cancelled_at', 'cancelled_by', 'cancellation_reason', 'receiving_hold_reason',
        'receiving_held_by', 'receiving_held_at', 'billing_hold_reason', 'billing_held_by', 'billing_held_at'];
begin
    if tg_op = 'INSERT' then
        broken := case
            when new.lifecycle <> 'draft' or new.revision <> 1 or new.submitted_at is not null then 'purchase_order_begins_as_draft'
            when new.created_by <> person then 'purchase_order_in_person' end;
    else
        moves := case old.lifecycle
            when 'draft' then array['draft', 'pending_approval', 'approved', 'cancelled']
            when 'pending_approval' then array['pending_approval', 'approved', 'draft', 'rejected', 'cancelled']
            when 'approved' then array['approved', 'issued', 'cancelled']
            when 'issued' then array['issued', 'acknowledged', 'completed', 'short_closed', 'cancelled']
            when 'acknowledged' then array['acknowledged', 'completed', 'short_closed', 'cancelled']
            when 'short_closed' then array['short_closed', case when new.acknowledged_at is null then 'issued' else 'acknowledged' end]
            else array[old.lifecycle] end;
        broken := case
            when not new.lifecycle = any (moves) then 'purchase_order_transition'
            when new.revision <> old.revision + 1 then 'purchase_order_revision'
            when (new.id, new.created_by, new.created_at, new.requester_id) <> (old.id, old.created_by, old.created_at, old.requester_id)
                then 'purchase_order_origin'
            when old.number is not null and (new.number, new.issued_at, new.issued_by) is distinct from (old.number, old.issued_at, old.issued_by)
                then 'purchase_order_number_stays'
            when old.lifecycle <> 'draft' and to_jsonb(new) - free <> to_jsonb(old) - free then 'purchase_order_frozen'
            when person is not null and (old.submitted_by is distinct from new.submitted_by and new.submitted_by is distinct from person
                or old.issued_by is distinct from new.issued_by and new.issued_by is distinct from person
                or old.acknowledged_by is distinct from new.acknowledged_by and new.acknowledged_by is distinct from person
                or old.cancelled_by is distinct from new.cancelled_by and new.cancelled_by is distinct from person) then 'purchase_order_in_person'
            when old.lifecycle = 'draft' and new.lifecycle in ('pending_approval', 'approved') and new.net_minor is distinct from (
                select sum(l.net_minor) + tenant.adjusted_by(new.adjustments)
                from tenant.purchase_order_line l where l.org_id = new.org_id and l.order_id = new.id)
                then 'purchase_order_lines_add_up'
            when old.lifecycle is distinct from new.lifecycle and new.lifecycle = 'approved' and 'approved' is distinct from (
                select r.status from tenant.approval_route r
                where r.org_id = new.org_id and r.document_id = new.id and r.material_digest = new.material_digest
                order by r.id desc limit 1)
                then 'purchase_order_was_approved'
            when (old.lifecycle = 'short_closed') <> (new.lifecycle = 'short_closed') and (new.lifecycle = 'short_closed') <> (
                select bool_and(l.short_closed_quantity = l.quantity)
                from tenant.purchase_order_line l where l.org_id = new.org_id and l.order_id = new.id)
                then 'purchase_order_settled'
            when old.issued_at is null and new.issued_at is not null and not exists (
                select from tenant.printed_order p where p.org_id = new.org_id and p.order_id = new.id and p.revision = new.revision)
                then 'purchase_order_was_printed' end;
    end if;
    if broken is not null then
        raise exception 'purchase order %: %', new.id, broken
            using errcode = 'check_violation', schema = 'tenant', table = 'purchase_order', constraint = broken;
    end if;
    return new;
end $$;

-- SOD-12: whoever changes what matters to the approvers, once it was submitted, is noted by the change itself; api/purchasing says what matters.
create function tenant.note_editor() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if door.person_id() is not null then
        insert into tenant.approval_editor (org_id, document_id, person_id, edited_at)
        values (new.org_id, new.id, door.person_id(), door.now())
        on conflict (org_id, document_id, person_id) do nothing;
    end if;
    return null;
end $$;
revoke execute on function tenant.note_editor from public;
create trigger note_editor after update on tenant.purchase_order for each row
    when (old.lifecycle = 'draft' and old.submitted_at is not null and (new.supplier_id, new.department_id, new.currency, new.adjustments)
        is distinct from (old.supplier_id, old.department_id, old.currency, old.adjustments))
    execute function tenant.note_editor();
create trigger note_editor after update on tenant.requisition for each row
    when (old.lifecycle = 'draft' and old.submitted_at is not null and (new.supplier_id, new.department_id, new.currency, new.adjustments)
        is distinct from (old.supplier_id, old.department_id, old.currency, old.adjustments))
    execute function tenant.note_editor();

-- The same of their lines, once a statement.
create function tenant.note_editor_of_order_lines() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    person uuid := door.person_id();
    touched uuid[];
begin
    if person is null then
        return null;
    elsif tg_op = 'INSERT' then
        select array_agg(distinct n.order_id) into touched from new_lines n;
    elsif tg_op = 'DELETE' then
        select array_agg(distinct o.order_id) into touched from old_lines o;
    else
        select array_agg(distinct n.order_id) into touched
        from new_lines n
        join old_lines o on (o.org_id, o.id) = (n.org_id, n.id)
        where (n.position, n.description, n.category_id, n.quantity, n.unit, n.unit_price, n.price_base, n.tax_code_id, n.adjustments)
            is distinct from (o.position, o.description, o.category_id, o.quantity, o.unit, o.unit_price, o.price_base, o.tax_code_id, o.adjustments);
    end if;
    insert into tenant.approval_editor (org_id, document_id, person_id, edited_at)
    select o.org_id, o.id, person, door.now()
    from tenant.purchase_order o
    where o.id = any (touched) and o.lifecycle = 'draft' and o.submitted_at is not null
    on conflict (org_id, document_id, person_id) do nothing;
    return null;
end $$;
revoke execute on function tenant.note_editor_of_order_lines from public;
create trigger note_editor_inserted after insert on tenant.purchase_order_line
    referencing new table as new_lines for each statement execute function tenant.note_editor_of_order_lines();
create trigger note_editor_updated after update on tenant.purchase_order_line
    referencing old table as old_lines new table as new_lines for each statement execute function tenant.note_editor_of_order_lines();
create trigger note_editor_deleted after delete on tenant.purchase_order_line
    referencing old table as old_lines for each statement execute function tenant.note_editor_of_order_lines();

create function tenant.note_editor_of_requisition_lines() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    person uuid := door.person_id();
    touched uuid[];
begin
    if person is null then
        return null;
    elsif tg_op = 'INSERT' then
        select array_agg(distinct n.requisition_id) into touched from new_lines n;
    elsif tg_op = 'DELETE' then
        select array_agg(distinct o.requisition_id) into touched from old_lines o;
    else
        select array_agg(distinct n.requisition_id) into touched
        from new_lines n
        join old_lines o on (o.org_id, o.id) = (n.org_id, n.id)
        where (n.position, n.description, n.supplier_id, n.category_id, n.quantity, n.unit, n.unit_price, n.price_base, n.tax_code_id, n.adjustments)
            is distinct from (o.position, o.description, o.supplier_id, o.category_id, o.quantity, o.unit, o.unit_price, o.price_base, o.tax_code_id, o.adjustments);
    end if;
    insert into tenant.approval_editor (org_id, document_id, person_id, edited_at)
    select r.org_id, r.id, person, door.now()
    from tenant.requisition r
    where r.id = any (touched) and r.lifecycle = 'draft' and r.submitted_at is not null
    on conflict (org_id, document_id, person_id) do nothing;
    return null;
end $$;
revoke execute on function tenant.note_editor_of_requisition_lines from public;
create trigger note_editor_inserted after insert on tenant.requisition_line
    referencing new table as new_lines for each statement execute function tenant.note_editor_of_requisition_lines();
create trigger note_editor_updated after update on tenant.requisition_line
    referencing old table as old_lines new table as new_lines for each statement execute function tenant.note_editor_of_requisition_lines();
create trigger note_editor_deleted after delete on tenant.requisition_line
    referencing old table as old_lines for each statement execute function tenant.note_editor_of_requisition_lines();

-- A route is opened at this moment and by the policy in force: what SOD-07 goes by is not its writer's to choose.
create function tenant.guard_new_approval_route() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if door.person_id() is not null and (new.opened_at <> door.now() or new.policy_version_id is distinct from (
        select v.id
        from tenant.approval_policy_version v
        where v.org_id = new.org_id and v.effective_from <= new.opened_at
          and not exists (select from tenant.approval_policy_withdrawal w where w.org_id = v.org_id and w.version_id = v.id)
        order by v.effective_from desc, v.number desc
        limit 1))
    then
        perform tenant.refuse_approval('approval_route_in_force', 'a route is opened now, by the policy in force');
    end if;
    return new;
end $$;
revoke execute on function tenant.guard_new_approval_route from public;
create trigger guard before insert on tenant.approval_route for each row execute function tenant.guard_new_approval_route();

-- As before, and SOD-07: whoever wrote some of a policy approves nothing that was routed by it in its first 30 days.
create or replace function tenant.check_approval_decision() returns trigger
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
    if new.verdict = 'approve' and exists (
        select from tenant.approval_policy_version v join tenant.approval_policy_draft d on d.org_id = v.org_id and d.id = v.draft_id
        where v.org_id = new.org_id and v.id = route.policy_version_id and v.effective_from > route.opened_at - interval '30 days'
          and new.person_id = any (d.changed_by))
    then
        perform tenant.refuse_approval('approval_decision_own_policy', 'nobody approves by a new policy of their own (SOD-07)');
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

-- SOD-07: whoever says who heads a department does not name themselves, for a head approves.
create function tenant.guard_head() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if new.head_id = door.person_id() and (tg_op = 'INSERT' or new.head_id is distinct from old.head_id) then
        perform tenant.refuse('department_not_headed_by_oneself', 'nobody makes themselves the head of a department');
    end if;
    return new;
end $$;
revoke execute on function tenant.guard_head from public;
create trigger guard_head before insert or update of head_id on tenant.department for each row execute function tenant.guard_head();

-- As before; a permission that has ended publishes nothing.
create or replace function tenant.guard_policy_version() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    person uuid := door.person_id();
    draft tenant.approval_policy_draft;
    newest tenant.approval_policy_version;
begin
    if person is null then
        return new; -- The installation itself, which only the migrator can be.
    end if;
    select * into draft from tenant.approval_policy_draft d where d.id = new.draft_id for update;
    if not found or draft.status <> 'proposed' then
        perform tenant.refuse_approval('approval_policy_version_proposed', 'only a proposed draft is published');
    end if;
    if new.published_by is distinct from person then
        perform tenant.refuse_approval('approval_policy_version_in_person', 'nobody publishes for somebody else');
    end if;
    if not door.may('approval_policy.publish') then
        perform tenant.refuse_approval('approval_policy_version_permission', 'only who may publish does');
    end if;
    if person = any (draft.changed_by) then
        perform tenant.refuse_approval('approval_policy_version_second_person', 'nobody publishes what they wrote');
    end if;
    if (new.name, new.definition) is distinct from (draft.name, draft.definition) then
        perform tenant.refuse_approval('approval_policy_version_as_proposed', 'what is published is what was proposed');
    end if;
    select * into newest from tenant.approval_policy_version v where v.id = tenant.newest_policy_version();
    if newest.id is distinct from draft.based_on_id
        or new.number <> (select max(v.number) + 1 from tenant.approval_policy_version v)
        or new.effective_from < greatest(newest.effective_from, door.now())
        or new.published_at <> door.now()
    then
        perform tenant.refuse_approval('approval_policy_version_in_sequence', 'a version follows the newest, and never takes effect in the past');
    end if;
    return new;
end $$;
