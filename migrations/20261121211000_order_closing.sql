-- What will not come any more of an issued order is closed short, line by line, and can be reopened by a second person. What is closed of an
-- order goes back to the requisition that it answers; reopening takes it from there again, never more than was approved.
alter table tenant.purchase_order_line
    add column short_closed_quantity numeric(18, 6) not null default 0,
    add column short_closed_at timestamptz,
    add column short_closed_by_id uuid,
    add column short_closed_because text constraint purchase_order_line_short_closed_because_check check (char_length(short_closed_because) between 1 and 500),
    add constraint purchase_order_line_short_closed_by_fkey foreign key (org_id, short_closed_by_id) references tenant.person,
    add constraint purchase_order_line_short_closed_whole_check
        check ((short_closed_by_id is null) = (short_closed_at is null) and (short_closed_because is null) = (short_closed_at is null)
            and short_closed_quantity between 0 and quantity and (short_closed_at is null) = (short_closed_quantity = 0));
create index purchase_order_line_short_closed_by on tenant.purchase_order_line (org_id, short_closed_by_id) where short_closed_by_id is not null;
comment on column tenant.purchase_order_line.short_closed_quantity is 'How much of the line will not come any more; the rest is still expected.';
select door.classify('purchase_order_line', plain => array['short_closed_quantity', 'short_closed_at', 'short_closed_by_id', 'short_closed_because']);

create or replace function tenant.ordered_of(of_organisation uuid, line uuid) returns numeric
language sql stable parallel restricted security invoker set search_path = pg_catalog, pg_temp as $$
    select coalesce(sum(ol.quantity - ol.short_closed_quantity), 0)
    from tenant.purchase_order_line ol
    join tenant.purchase_order po on (po.org_id, po.id) = (ol.org_id, ol.order_id)
    where (ol.org_id, ol.requisition_line_id) = (of_organisation, line) and po.lifecycle not in ('rejected', 'cancelled')
$$;

-- As before; what is closed of an order's line settles its requisition like a smaller quantity.
create or replace function tenant.settle_by_order_lines() returns trigger
language plpgsql security invoker set search_path = pg_catalog, pg_temp as $$
declare
    touched uuid[];
begin
    if tg_op = 'INSERT' then
        select array_agg(n.requisition_line_id) filter (where n.requisition_line_id is not null) into touched from new_lines n;
    elsif tg_op = 'DELETE' then
        select array_agg(o.requisition_line_id) filter (where o.requisition_line_id is not null) into touched from old_lines o;
    else
        -- Only what changed in quantity or origin: an edited text settles nothing.
        select array_agg(t.requisition_line_id) into touched
        from (
            select unnest(array[n.requisition_line_id, o.requisition_line_id]) as requisition_line_id
            from new_lines n
            join old_lines o on (o.org_id, o.id) = (n.org_id, n.id)
            where (n.quantity - n.short_closed_quantity, n.requisition_line_id)
                is distinct from (o.quantity - o.short_closed_quantity, o.requisition_line_id)
        ) t
        where t.requisition_line_id is not null;
    end if;
    if touched is not null then
        perform tenant.settle_requisitions(array(select distinct l.requisition_id from tenant.requisition_line l where l.id = any (touched)));
    end if;
    return null;
end $$;

-- A draft's lines are edited; an issued order's are closed short and reopened, and nothing else of them changes. Who reopens is a second
-- person: neither who closed it nor who asked for the order or drafted it.
create or replace function tenant.guard_purchase_order_line() returns trigger
language plpgsql security invoker set search_path = pg_catalog, pg_temp as $$
declare
    line tenant.purchase_order_line := case when tg_op = 'DELETE' then old else new end;
    person uuid := door.person_id();
    free text[] := array['short_closed_quantity', 'short_closed_at', 'short_closed_by_id', 'short_closed_because'];
    ordered record;
    broken text;
begin
    select o.lifecycle, array[o.requester_id, o.on_behalf_of_id, o.created_by] as asking into ordered
    from tenant.purchase_order o
    where (o.org_id, o.id) = (line.org_id, line.order_id);
    if ordered.lifecycle = 'draft' then
        broken := case
            when line.short_closed_at is not null then 'purchase_order_line_frozen'
            when tg_op = 'UPDATE' and (new.order_id, new.id) <> (old.order_id, old.id) then 'purchase_order_line_frozen' end;
    elsif tg_op <> 'UPDATE' or ordered.lifecycle is null or ordered.lifecycle not in ('issued', 'acknowledged', 'short_closed') then
        broken := 'purchase_order_line_frozen';
    elsif to_jsonb(new) - free <> to_jsonb(old) - free then
        broken := 'purchase_order_line_frozen';
    else
        broken := case
            when old.short_closed_at is not null and new.short_closed_at is not null then 'purchase_order_line_closed_once'
            when old.short_closed_at is null and new.short_closed_by_id <> person then 'purchase_order_line_in_person'
            when new.short_closed_at is null and (old.short_closed_by_id = person or person = any (ordered.asking))
                then 'purchase_order_reopened_by_second' end;
    end if;
    if broken is not null then
        raise exception 'a line of order %: %', line.order_id, broken
            using errcode = 'check_violation', schema = 'tenant', table = 'purchase_order_line', constraint = broken;
    end if;
    return line;
end $$;

-- The same guards as before; an order is short closed exactly when nothing of its lines is expected any more, and can come back from it.
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
            when old.submitted_by is distinct from new.submitted_by and new.submitted_by <> person
                or old.issued_by is distinct from new.issued_by and new.issued_by <> person
                or old.acknowledged_by is distinct from new.acknowledged_by and new.acknowledged_by <> person
                or old.cancelled_by is distinct from new.cancelled_by and new.cancelled_by <> person then 'purchase_order_in_person'
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
