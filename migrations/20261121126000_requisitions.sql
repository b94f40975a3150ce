-- Requisitions: what somebody asks for, who agrees, and which order lines it became; never more is ordered than was approved.
create table tenant.requisition (
    org_id uuid not null references tenant.organisation,
    id uuid not null,
    number text,
    title text not null constraint requisition_title_check check (char_length(title) between 1 and 500),
    lifecycle text not null constraint requisition_lifecycle_check
        check (lifecycle in ('draft', 'in_approval', 'approved', 'partially_ordered', 'ordered', 'rejected', 'cancelled')),
    requester_id uuid not null,
    on_behalf_of_id uuid,
    department_id uuid not null,
    supplier_id uuid,
    delivery_address_id uuid,
    currency text not null constraint requisition_currency_check check (currency ~ '^[A-Z]{3}$'),
    need_by date,
    note text,
    net_minor bigint not null,
    tax_minor bigint not null,
    total_minor bigint not null,
    submitted_by_id uuid,
    submitted_at timestamptz,
    policy_currency text constraint requisition_policy_currency_check check (policy_currency ~ '^[A-Z]{3}$'),
    policy_rate numeric(24, 12) constraint requisition_policy_rate_check check (policy_rate > 0),
    policy_rate_on date,
    material_digest bytea constraint requisition_material_digest_check check (octet_length(material_digest) = 32),
    cancelled_because text,
    search_text text collate "C" not null,
    revision bigint not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (org_id, id),
    constraint requisition_number_unique unique (org_id, number),
    constraint requisition_requester_fkey foreign key (org_id, requester_id) references tenant.person,
    constraint requisition_on_behalf_of_fkey foreign key (org_id, on_behalf_of_id) references tenant.person,
    constraint requisition_submitted_by_fkey foreign key (org_id, submitted_by_id) references tenant.person,
    constraint requisition_department_fkey foreign key (org_id, department_id) references tenant.department,
    constraint requisition_supplier_fkey foreign key (org_id, supplier_id) references tenant.supplier,
    constraint requisition_delivery_address_fkey foreign key (org_id, delivery_address_id) references tenant.delivery_address,
    constraint requisition_on_behalf_of_check check (on_behalf_of_id <> requester_id),
    constraint requisition_totals_check check (net_minor >= 0 and tax_minor >= 0 and total_minor = net_minor + tax_minor),
    constraint requisition_submission_check
        check ((submitted_by_id is null) = (submitted_at is null) and (number is null) = (submitted_at is null)
            and (policy_currency is null) = (submitted_at is null) and (policy_rate is null) = (submitted_at is null)
            and (policy_rate_on is null) = (submitted_at is null) and (material_digest is null) = (submitted_at is null)),
    constraint requisition_number_check check (number is not null or lifecycle in ('draft', 'cancelled')),
    constraint requisition_cancelled_because_check
        check (cancelled_because is null or lifecycle = 'cancelled')
);
create index requisition_lifecycle on tenant.requisition (org_id, lifecycle, id desc);
create index requisition_requester on tenant.requisition (org_id, requester_id, id desc);
create index requisition_on_behalf_of on tenant.requisition (org_id, on_behalf_of_id, id desc);
create index requisition_submitted_by on tenant.requisition (org_id, submitted_by_id);
create index requisition_department on tenant.requisition (org_id, department_id, id desc);
create index requisition_supplier on tenant.requisition (org_id, supplier_id, id desc);
create index requisition_delivery_address on tenant.requisition (org_id, delivery_address_id);
comment on table tenant.requisition is 'What somebody asks the organisation to buy.';
comment on column tenant.requisition.policy_rate is 'What one unit of its currency was worth in the approval policy''s, on the day it was submitted last.';
comment on column tenant.requisition.material_digest is 'SHA-256 of everything that matters to its approvers, as it was submitted last.';
comment on column tenant.requisition.search_text is 'Number, title and descriptions in lower case: what a search looks through.';
call tenant.adopt('requisition', plain => array['org_id', 'id', 'number', 'title', 'lifecycle', 'requester_id', 'on_behalf_of_id', 'department_id',
    'supplier_id', 'delivery_address_id', 'currency', 'need_by', 'note', 'net_minor', 'tax_minor', 'total_minor', 'submitted_by_id', 'submitted_at',
    'policy_currency', 'policy_rate', 'policy_rate_on', 'material_digest', 'cancelled_because', 'search_text', 'revision', 'created_at', 'updated_at']);
grant select, insert, update on tenant.requisition to countersign_tenant;

create table tenant.requisition_line (
    org_id uuid not null,
    id uuid not null,
    requisition_id uuid not null,
    position int not null constraint requisition_line_position_check check (position between 1 and 500),
    description text not null constraint requisition_line_description_check check (char_length(description) between 1 and 500),
    supplier_reference text,
    supplier_id uuid,
    category_id uuid,
    quantity numeric(18, 6) not null constraint requisition_line_quantity_check check (quantity > 0),
    unit text not null,
    unit_price numeric(18, 6) not null constraint requisition_line_unit_price_check check (unit_price >= 0),
    price_base numeric(18, 6) not null constraint requisition_line_price_base_check check (price_base > 0),
    tax_code_id uuid,
    need_by date,
    note text,
    net_minor bigint not null constraint requisition_line_net_check check (net_minor >= 0),
    primary key (org_id, id),
    constraint requisition_line_position_unique unique (org_id, requisition_id, position) deferrable initially deferred,
    constraint requisition_line_requisition_fkey foreign key (org_id, requisition_id) references tenant.requisition,
    constraint requisition_line_supplier_fkey foreign key (org_id, supplier_id) references tenant.supplier,
    constraint requisition_line_category_fkey foreign key (org_id, category_id) references tenant.category,
    constraint requisition_line_tax_code_fkey foreign key (org_id, tax_code_id) references tenant.tax_code
);
create index requisition_line_supplier on tenant.requisition_line (org_id, supplier_id);
create index requisition_line_category on tenant.requisition_line (org_id, category_id);
create index requisition_line_tax_code on tenant.requisition_line (org_id, tax_code_id);
comment on table tenant.requisition_line is 'One thing asked for, at an estimated price; its supplier is a suggestion.';
call tenant.adopt('requisition_line', plain => array['org_id', 'id', 'requisition_id', 'position', 'description', 'supplier_reference', 'supplier_id', 'category_id',
    'quantity', 'unit', 'unit_price', 'price_base', 'tax_code_id', 'need_by', 'note', 'net_minor']);
grant select, insert, update, delete on tenant.requisition_line to countersign_tenant;

-- What a check cannot see: which state follows which, that an approved requisition stays as it was approved, and that
-- nobody makes approved what they asked for themselves (SOD-01). From draft straight to approved goes only one whose
-- earlier approvals all stand.
create function tenant.guard_requisition() returns trigger
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
                new.net_minor, new.tax_minor, new.total_minor, new.submitted_by_id, new.submitted_at, new.material_digest)
            is distinct from (old.title, old.department_id, old.supplier_id, old.delivery_address_id, old.currency, old.need_by, old.note,
                old.net_minor, old.tax_minor, old.total_minor, old.submitted_by_id, old.submitted_at, old.material_digest)
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
            select sum(l.net_minor) from tenant.requisition_line l where l.org_id = new.org_id and l.requisition_id = new.id)
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
revoke execute on function tenant.guard_requisition from public;
create trigger guard before insert or update on tenant.requisition for each row execute function tenant.guard_requisition();

create function tenant.guard_requisition_line() returns trigger
language plpgsql security invoker set search_path = pg_catalog, pg_temp as $$
declare
    line tenant.requisition_line := case when tg_op = 'DELETE' then old else new end;
begin
    if door.person_id() is not null and not exists (
        select from tenant.requisition r
        where r.org_id = line.org_id and r.id = line.requisition_id and r.lifecycle = 'draft')
    then
        raise exception 'the lines of requisition % stay as they were submitted', line.requisition_id
            using errcode = 'check_violation', schema = 'tenant', table = 'requisition_line', constraint = 'requisition_line_stays';
    end if;
    return line;
end $$;
revoke execute on function tenant.guard_requisition_line from public;
create trigger guard before insert or update or delete on tenant.requisition_line for each row execute function tenant.guard_requisition_line();

-- Order lines say which requisition line they came from; a requisition's lifecycle from approved on follows from them alone.
alter table tenant.purchase_order_line add constraint purchase_order_line_requisition_line_fkey
    foreign key (org_id, requisition_line_id) references tenant.requisition_line;
alter table tenant.purchase_order add constraint purchase_order_requisition_fkey
    foreign key (org_id, requisition_id) references tenant.requisition;

create function tenant.settle_requisitions(requisition_ids uuid[]) returns void
language plpgsql security invoker set search_path = pg_catalog, pg_temp as $$
declare
    asked record;
    settled text;
begin
    for asked in
        select r.org_id, r.id, r.lifecycle from tenant.requisition r where r.id = any (requisition_ids) order by r.id for update
    loop
        select case
                when bool_or(o.ordered > l.quantity) then 'above'
                when bool_and(o.ordered = l.quantity) then 'ordered'
                when bool_or(o.ordered > 0) then 'partially_ordered'
                else 'approved'
            end
        into settled
        from tenant.requisition_line l
        cross join lateral (
            select coalesce(sum(ol.quantity), 0) as ordered
            from tenant.purchase_order_line ol
            join tenant.purchase_order po on (po.org_id, po.id) = (ol.org_id, ol.order_id)
            where (ol.org_id, ol.requisition_line_id) = (l.org_id, l.id) and po.lifecycle not in ('rejected', 'cancelled')
        ) o
        where l.org_id = asked.org_id and l.requisition_id = asked.id;
        if settled = 'above' then
            raise exception 'orders of requisition % come to more than was approved', asked.id
                using errcode = 'check_violation', schema = 'tenant', table = 'purchase_order_line', constraint = 'requisition_line_ordered_check';
        elsif settled <> 'approved' and asked.lifecycle not in ('approved', 'partially_ordered', 'ordered') then
            raise exception 'requisition % is not approved', asked.id
                using errcode = 'check_violation', schema = 'tenant', table = 'purchase_order_line', constraint = 'requisition_line_approved_check';
        elsif asked.lifecycle in ('approved', 'partially_ordered', 'ordered') then
            update tenant.requisition r
            set lifecycle = settled, revision = r.revision + 1, updated_at = door.now()
            where (r.org_id, r.id) = (asked.org_id, asked.id);
        end if;
    end loop;
end $$;
revoke execute on function tenant.settle_requisitions from public;
grant execute on function tenant.settle_requisitions to countersign_tenant;

-- Once a statement, not once a row: an order of 500 lines settles its requisition once.
create function tenant.settle_by_order_lines() returns trigger
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
            where (n.quantity, n.requisition_line_id) is distinct from (o.quantity, o.requisition_line_id)
        ) t
        where t.requisition_line_id is not null;
    end if;
    if touched is not null then
        perform tenant.settle_requisitions(array(select distinct l.requisition_id from tenant.requisition_line l where l.id = any (touched)));
    end if;
    return null;
end $$;
revoke execute on function tenant.settle_by_order_lines from public;
create trigger settle_inserted after insert on tenant.purchase_order_line
    referencing new table as new_lines for each statement execute function tenant.settle_by_order_lines();
create trigger settle_updated after update on tenant.purchase_order_line
    referencing old table as old_lines new table as new_lines for each statement execute function tenant.settle_by_order_lines();
create trigger settle_deleted after delete on tenant.purchase_order_line
    referencing old table as old_lines for each statement execute function tenant.settle_by_order_lines();

-- A rejected or cancelled order gives its quantity back.
create function tenant.settle_by_order() returns trigger
language plpgsql security invoker set search_path = pg_catalog, pg_temp as $$
begin
    perform tenant.settle_requisitions(array(
        select distinct l.requisition_id
        from tenant.purchase_order_line ol
        join tenant.requisition_line l on (l.org_id, l.id) = (ol.org_id, ol.requisition_line_id)
        where (ol.org_id, ol.order_id) = (new.org_id, new.id)));
    return null;
end $$;
revoke execute on function tenant.settle_by_order from public;
create trigger settle after update of lifecycle on tenant.purchase_order
    for each row
    when (old.lifecycle <> new.lifecycle and new.lifecycle in ('rejected', 'cancelled'))
    execute function tenant.settle_by_order();
