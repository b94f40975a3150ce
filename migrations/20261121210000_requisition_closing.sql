-- What is not wanted any more of an approved requisition is closed short, line by line, and can be reopened: for each line
-- ordered + closed short + remaining = approved, always (docs/requisitions-to-orders.md).
alter table tenant.requisition_line
    add column short_closed_quantity numeric(18, 6) not null default 0,
    add column short_closed_at timestamptz,
    add column short_closed_by_id uuid,
    add column short_closed_because text constraint requisition_line_short_closed_because_check check (char_length(short_closed_because) between 1 and 500),
    add constraint requisition_line_short_closed_by_fkey foreign key (org_id, short_closed_by_id) references tenant.person,
    add constraint requisition_line_short_closed_whole_check
        check ((short_closed_by_id is null) = (short_closed_at is null) and (short_closed_because is null) = (short_closed_at is null)
            and short_closed_quantity between 0 and quantity and (short_closed_at is not null or short_closed_quantity = 0));
create index requisition_line_short_closed_by on tenant.requisition_line (org_id, short_closed_by_id) where short_closed_by_id is not null;
comment on column tenant.requisition_line.short_closed_quantity is 'How much of a closed line nobody orders any more: all that does not stand in orders that live.';
select door.classify('requisition_line', plain => array['short_closed_quantity', 'short_closed_at', 'short_closed_by_id', 'short_closed_because']);

alter table tenant.requisition
    drop constraint requisition_lifecycle_check,
    add constraint requisition_lifecycle_check
        check (lifecycle in ('draft', 'in_approval', 'approved', 'partially_ordered', 'ordered', 'short_closed', 'rejected', 'cancelled'));
create index requisition_to_order on tenant.requisition (org_id, id desc) where lifecycle in ('approved', 'partially_ordered');

-- How much of a requisition's line stands in orders that live.
create function tenant.ordered_of(of_organisation uuid, line uuid) returns numeric
language sql stable parallel restricted security invoker set search_path = pg_catalog, pg_temp as $$
    select coalesce(sum(ol.quantity), 0)
    from tenant.purchase_order_line ol
    join tenant.purchase_order po on (po.org_id, po.id) = (ol.org_id, ol.order_id)
    where (ol.org_id, ol.requisition_line_id) = (of_organisation, line) and po.lifecycle not in ('rejected', 'cancelled')
$$;
revoke execute on function tenant.ordered_of from public;
grant execute on function tenant.ordered_of to countersign_tenant;

-- Where an approved requisition stands, which follows from its lines alone.
create function tenant.requisition_standing(of_organisation uuid, requisition uuid) returns text
language sql stable parallel restricted security invoker set search_path = pg_catalog, pg_temp as $$
    select case
        when bool_and(o.ordered = l.quantity) then 'ordered'
        when bool_and(o.ordered = l.quantity or l.short_closed_at is not null) then 'short_closed'
        when bool_or(o.ordered > 0) then 'partially_ordered'
        else 'approved' end
    from tenant.requisition_line l
    cross join lateral (select tenant.ordered_of(l.org_id, l.id) as ordered) o
    where (l.org_id, l.requisition_id) = (of_organisation, requisition)
$$;
revoke execute on function tenant.requisition_standing from public;
grant execute on function tenant.requisition_standing to countersign_tenant;

-- As before, and with the closing: what an order gives back of a closed line is closed too, and nothing is ordered of it.
create or replace function tenant.settle_requisitions(requisition_ids uuid[]) returns void
language plpgsql security invoker set search_path = pg_catalog, pg_temp as $$
declare
    asked record;
    sums record;
    broken text;
begin
    for asked in
        select r.org_id, r.id, r.lifecycle in ('approved', 'partially_ordered', 'ordered', 'short_closed') as is_approved
        from tenant.requisition r where r.id = any (requisition_ids) order by r.id for update
    loop
        select bool_or(o.ordered > 0) as is_ordered, bool_or(o.ordered > l.quantity) as is_above,
            bool_or(l.short_closed_at is not null and o.ordered > l.quantity - l.short_closed_quantity) as is_closed,
            bool_or(l.short_closed_at is not null and o.ordered < l.quantity - l.short_closed_quantity) as gives_back
        into sums
        from tenant.requisition_line l
        cross join lateral (select tenant.ordered_of(l.org_id, l.id) as ordered) o
        where l.org_id = asked.org_id and l.requisition_id = asked.id;
        broken := case
            when sums.is_above then 'requisition_line_ordered_check'
            when sums.is_closed then 'requisition_line_short_closed_check'
            when sums.is_ordered and not asked.is_approved then 'requisition_line_approved_check' end;
        if broken is not null then
            raise exception 'orders of requisition %: %', asked.id, broken
                using errcode = 'check_violation', schema = 'tenant', table = 'purchase_order_line', constraint = broken;
        end if;
        if sums.gives_back then
            update tenant.requisition_line l
            set short_closed_quantity = l.quantity - tenant.ordered_of(l.org_id, l.id)
            where l.org_id = asked.org_id and l.requisition_id = asked.id and l.short_closed_at is not null
                and l.short_closed_quantity <> l.quantity - tenant.ordered_of(l.org_id, l.id);
        end if;
        if asked.is_approved then
            update tenant.requisition r
            set lifecycle = tenant.requisition_standing(asked.org_id, asked.id), revision = r.revision + 1, updated_at = door.now()
            where (r.org_id, r.id) = (asked.org_id, asked.id);
        end if;
    end loop;
end $$;

-- Closing and reopening are the only changes of a line after its draft; its requisition settles by them as by an order.
create or replace function tenant.guard_requisition_line() returns trigger
language plpgsql security invoker set search_path = pg_catalog, pg_temp as $$
declare
    line tenant.requisition_line := case when tg_op = 'DELETE' then old else new end;
    person uuid := door.person_id();
    free text[] := array['short_closed_quantity', 'short_closed_at', 'short_closed_by_id', 'short_closed_because'];
    asked record;
    broken text;
begin
    if person is null then
        return line; -- The installation itself, which only the migrator can be.
    end if;
    select r.lifecycle, array[r.requester_id, r.on_behalf_of_id, r.submitted_by_id] as asking into asked
    from tenant.requisition r
    where (r.org_id, r.id) = (line.org_id, line.requisition_id);
    if asked.lifecycle = 'draft' and line.short_closed_at is null then
        return line;
    end if;
    if tg_op <> 'UPDATE' or not asked.lifecycle in ('approved', 'partially_ordered', 'ordered', 'short_closed') then
        broken := 'requisition_line_stays';
    elsif to_jsonb(new) - free <> to_jsonb(old) - free then
        broken := 'requisition_line_stays';
    else
        -- Whoever orders of it meanwhile is waited for.
        perform from tenant.requisition r where (r.org_id, r.id) = (line.org_id, line.requisition_id) for update;
        broken := case
            when old.short_closed_at is not null and new.short_closed_at is not null
                and (new.short_closed_at, new.short_closed_by_id, new.short_closed_because)
                    is distinct from (old.short_closed_at, old.short_closed_by_id, old.short_closed_because) then 'requisition_line_stays'
            when old.short_closed_at is null and new.short_closed_by_id <> person then 'requisition_line_in_person'
            when new.short_closed_at is null and old.short_closed_by_id <> person and person = any (asked.asking) then 'requisition_reopened_by_another'
            when new.short_closed_quantity
                <> case when new.short_closed_at is null then 0 else new.quantity - tenant.ordered_of(new.org_id, new.id) end
                then 'requisition_line_closed_whole' end;
    end if;
    if broken is not null then
        raise exception 'a line of requisition %: %', line.requisition_id, broken
            using errcode = 'check_violation', schema = 'tenant', table = 'requisition_line', constraint = broken;
    end if;
    return new;
end $$;

create function tenant.settle_by_closing() returns trigger
language plpgsql security invoker set search_path = pg_catalog, pg_temp as $$
declare
    touched uuid[];
begin
    select array_agg(distinct n.requisition_id) into touched
    from new_lines n
    join old_lines o on (o.org_id, o.id) = (n.org_id, n.id)
    where (n.short_closed_at is null) <> (o.short_closed_at is null);
    if touched is not null then
        perform tenant.settle_requisitions(touched);
    end if;
    return null;
end $$;
revoke execute on function tenant.settle_by_closing from public;
create trigger settle_closed after update on tenant.requisition_line
    referencing old table as old_lines new table as new_lines for each statement execute function tenant.settle_by_closing();

-- The same guards as before; from approved on it stands where its lines say, and nowhere else.
create or replace function tenant.guard_requisition() returns trigger
language plpgsql security invoker set search_path = pg_catalog, pg_temp as $$
declare
    person uuid := door.person_id();
begin
    if person is null then
        return new; -- The installation itself, which only the migrator can be.
    end if;
    if tg_op = 'INSERT' then
        if new.lifecycle <> 'draft' or new.requester_id <> person or new.number is not null then
            raise exception 'a requisition begins as its requester''s draft'
                using errcode = 'check_violation', schema = 'tenant', table = 'requisition', constraint = 'requisition_begins_as_draft';
        end if;
        return new;
    end if;
    if (new.id, new.requester_id, new.on_behalf_of_id, new.created_at) is distinct from (old.id, old.requester_id, old.on_behalf_of_id, old.created_at)
        or old.number is not null and new.number is distinct from old.number
        or new.revision <> old.revision + 1
        or old.lifecycle <> 'draft' and (new.title, new.department_id, new.supplier_id, new.delivery_address_id, new.currency, new.need_by, new.note,
                new.net_minor, new.tax_minor, new.total_minor, new.adjustments, new.submitted_by_id, new.submitted_at, new.material_digest)
            is distinct from (old.title, old.department_id, old.supplier_id, old.delivery_address_id, old.currency, old.need_by, old.note,
                old.net_minor, old.tax_minor, old.total_minor, old.adjustments, old.submitted_by_id, old.submitted_at, old.material_digest)
        or new.submitted_at is distinct from old.submitted_at and new.submitted_by_id is distinct from person
    then
        raise exception 'requisition % stays as it was submitted', new.id
            using errcode = 'check_violation', schema = 'tenant', table = 'requisition', constraint = 'requisition_stays';
    end if;
    if new.lifecycle <> old.lifecycle and not (case old.lifecycle
        when 'draft' then new.lifecycle in ('in_approval', 'cancelled')
            or new.lifecycle = 'approved' and old.number is not null
        when 'in_approval' then new.lifecycle in ('draft', 'approved', 'rejected', 'cancelled')
        when 'approved' then new.lifecycle in ('partially_ordered', 'ordered', 'short_closed', 'cancelled')
        when 'partially_ordered' then new.lifecycle in ('approved', 'ordered', 'short_closed')
        when 'ordered' then new.lifecycle in ('approved', 'partially_ordered', 'short_closed')
        when 'short_closed' then new.lifecycle in ('approved', 'partially_ordered', 'ordered')
        else false
    end) then
        raise exception 'requisition % does not go from % to %', new.id, old.lifecycle, new.lifecycle
            using errcode = 'check_violation', schema = 'tenant', table = 'requisition', constraint = 'requisition_transition';
    end if;
    if new.lifecycle <> old.lifecycle and old.lifecycle not in ('draft', 'in_approval') and new.lifecycle <> 'cancelled'
        and new.lifecycle <> tenant.requisition_standing(new.org_id, new.id)
    then
        raise exception 'requisition % stands where its lines say', new.id
            using errcode = 'check_violation', schema = 'tenant', table = 'requisition', constraint = 'requisition_settled';
    end if;
    if old.lifecycle in ('draft', 'in_approval') and new.lifecycle = 'approved' and 'approved' is distinct from (
            select a.status
            from tenant.approval_route a
            where a.org_id = new.org_id and a.document_id = new.id and a.material_digest = new.material_digest
            order by a.id desc
            limit 1)
    then
        raise exception 'requisition % was not approved as it is', new.id
            using errcode = 'check_violation', schema = 'tenant', table = 'requisition', constraint = 'requisition_was_approved';
    end if;
    if old.lifecycle = 'draft' and new.lifecycle in ('in_approval', 'approved') and new.net_minor is distinct from (
            select sum(l.net_minor) + tenant.adjusted_by(new.adjustments)
            from tenant.requisition_line l where l.org_id = new.org_id and l.requisition_id = new.id)
    then
        raise exception 'the lines of requisition % do not add up', new.id
            using errcode = 'check_violation', schema = 'tenant', table = 'requisition', constraint = 'requisition_lines_add_up';
    end if;
    if old.lifecycle = 'in_approval' and new.lifecycle in ('approved', 'rejected')
        and person in (old.requester_id, coalesce(old.on_behalf_of_id, old.requester_id), old.submitted_by_id)
    then
        raise exception 'requisition % needs another person', new.id
            using errcode = 'check_violation', schema = 'tenant', table = 'requisition', constraint = 'requisition_own';
    end if;
    return new;
end $$;
