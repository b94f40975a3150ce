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
