-- Discounts and charges, of a line and of a whole requisition or order: kept beside what they change, in the same row, so that no document
-- takes a further message to read or to write (docs/totals.md).

-- What discounts and charges come to in minor units: charges less discounts. What is no list comes to nothing here, for a plan may work
-- this out before the check below refuses it.
create function tenant.adjusted_by(adjustments jsonb) returns bigint
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
    select coalesce(sum(case a ->> 'kind' when 'charge' then 1 else -1 end * (a ->> 'amount_minor')::bigint), 0)::bigint
    from jsonb_array_elements(case when jsonb_typeof(adjustments) = 'array' then adjustments else '[]' end) a
$$;
revoke execute on function tenant.adjusted_by from public;
grant execute on function tenant.adjusted_by to countersign_tenant;

-- At most so many, each of a kind, with an amount and a reason; a percentage is of a hundred. What else they may say is the service's to know.
create function tenant.are_adjustments(adjustments jsonb, most int, of_document boolean) returns boolean
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
    select case when jsonb_typeof(adjustments) <> 'array' then false else jsonb_array_length(adjustments) <= most and not exists (
        select from jsonb_array_elements(case when jsonb_typeof(adjustments) = 'array' then adjustments else '[]' end) a
        where not coalesce(
            jsonb_typeof(a) = 'object'
                and a - array['kind', 'percent', 'amount_minor', 'reason', 'reason_code', 'tax_code_id'] = '{}'
                and a ->> 'kind' in ('discount', 'charge')
                and jsonb_typeof(a -> 'amount_minor') = 'number' and a ->> 'amount_minor' ~ '^[0-9]{1,18}$'
                and (a -> 'percent' is null or a ->> 'percent' ~ '^(100|[0-9]{1,2}(\.[0-9]{1,4})?)$')
                and length(a ->> 'reason') between 1 and 500
                and (a -> 'reason_code' is null or a ->> 'reason_code' ~ '^[A-Z0-9]{1,3}$')
                and (a -> 'tax_code_id' is null or of_document and pg_input_is_valid(a ->> 'tax_code_id', 'uuid')), false)) end
$$;
revoke execute on function tenant.are_adjustments from public;
grant execute on function tenant.are_adjustments to countersign_tenant;

-- A document's discounts and charges with what their tax codes mean, for the statement that reads the document; nothing of nothing.
create function tenant.adjustments_shown(of_organisation uuid, adjustments jsonb) returns jsonb
language sql stable parallel restricted security invoker set search_path = pg_catalog, pg_temp as $$
    select case when adjustments is not null then jsonb_build_object('adjustments', adjustments, 'taxes', coalesce((
        select jsonb_agg(jsonb_build_object('id', t.id, 'code', t.code, 'name', t.name, 'treatment', t.treatment,
            'rate_percent', trim_scale(t.rate_percent)::text))
        from tenant.tax_code t
        where t.org_id = of_organisation
          and t.id = any (array(select (a ->> 'tax_code_id')::uuid from jsonb_array_elements(adjustments) a))), '[]')) end
$$;
revoke execute on function tenant.adjustments_shown from public;
grant execute on function tenant.adjustments_shown to countersign_tenant;

alter table tenant.purchase_order add column adjustments jsonb not null default '[]'
    constraint purchase_order_adjustments_check check (adjustments = '[]' or tenant.are_adjustments(adjustments, 50, true));
alter table tenant.purchase_order_line add column adjustments jsonb not null default '[]'
    constraint purchase_order_line_adjustments_check check (adjustments = '[]' or tenant.are_adjustments(adjustments, 20, false));
alter table tenant.requisition add column adjustments jsonb not null default '[]'
    constraint requisition_adjustments_check check (adjustments = '[]' or tenant.are_adjustments(adjustments, 50, true));
alter table tenant.requisition_line add column adjustments jsonb not null default '[]'
    constraint requisition_line_adjustments_check check (adjustments = '[]' or tenant.are_adjustments(adjustments, 20, false));
comment on column tenant.purchase_order.adjustments is 'Discounts and charges on the whole, in their order: kind, percent of the lines if it is one, amount in minor units, reason, tax code.';
comment on column tenant.purchase_order_line.adjustments is 'Discounts and charges on the line, in their order; its net is what remains after them.';
comment on column tenant.requisition.adjustments is 'Discounts and charges on the whole, in their order: kind, percent of the lines if it is one, amount in minor units, reason, tax code.';
comment on column tenant.requisition_line.adjustments is 'Discounts and charges on the line, in their order; its net is what remains after them.';
select door.classify('purchase_order', plain => array['adjustments']);
select door.classify('purchase_order_line', plain => array['adjustments']);
select door.classify('requisition', plain => array['adjustments']);
select door.classify('requisition_line', plain => array['adjustments']);

-- What a foreign key cannot say of what stands inside a column: the tax codes are the organisation's own.
create function tenant.guard_adjustments() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if exists (
        select from jsonb_array_elements(new.adjustments) a
        where a ->> 'tax_code_id' is not null
          and not exists (select from tenant.tax_code t where t.org_id = new.org_id and t.id = (a ->> 'tax_code_id')::uuid))
    then
        raise exception 'a discount or charge of % has a tax code of nobody', new.id
            using errcode = 'foreign_key_violation', schema = 'tenant', table = tg_table_name, constraint = tg_table_name || '_adjustments_tax_code';
    end if;
    return new;
end $$;
revoke execute on function tenant.guard_adjustments from public;
create trigger guard_adjustments before insert or update of adjustments on tenant.purchase_order
    for each row when (jsonb_typeof(new.adjustments) = 'array' and new.adjustments <> '[]') execute function tenant.guard_adjustments();
create trigger guard_adjustments before insert or update of adjustments on tenant.requisition
    for each row when (jsonb_typeof(new.adjustments) = 'array' and new.adjustments <> '[]') execute function tenant.guard_adjustments();

-- The same guards as before, but the sum of the lines is the document's net only after its own discounts and charges (EN 16931, BR-CO-13).
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
        when 'approved' then new.lifecycle in ('partially_ordered', 'ordered', 'cancelled')
        when 'partially_ordered' then new.lifecycle in ('approved', 'ordered')
        when 'ordered' then new.lifecycle in ('approved', 'partially_ordered')
        else false
    end) then
        raise exception 'requisition % does not go from % to %', new.id, old.lifecycle, new.lifecycle
            using errcode = 'check_violation', schema = 'tenant', table = 'requisition', constraint = 'requisition_transition';
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
