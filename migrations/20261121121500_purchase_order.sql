-- Purchase orders: what the organisation commits itself to. A number and a printed copy exist exactly from the first issue on.
create table tenant.purchase_order (
    org_id uuid not null references tenant.organisation,
    id uuid not null,
    number text,
    external_number text check (length(external_number) between 1 and 60),
    title text not null check (length(title) between 1 and 500),
    lifecycle text not null check (lifecycle in ('draft', 'pending_approval', 'approved', 'issued', 'acknowledged', 'completed', 'short_closed', 'rejected', 'cancelled')),
    receiving_hold_reason text,
    receiving_held_by uuid,
    receiving_held_at timestamptz,
    billing_hold_reason text,
    billing_held_by uuid,
    billing_held_at timestamptz,
    requester_id uuid not null,
    on_behalf_of_id uuid,
    created_by uuid not null,
    submitted_by uuid,
    department_id uuid,
    supplier_id uuid,
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    net_minor bigint not null check (net_minor >= 0),
    tax_minor bigint not null check (tax_minor >= 0),
    total_minor bigint not null check (total_minor between 0 and 999999999999999999),
    base_currency text check (base_currency ~ '^[A-Z]{3}$'),
    base_total_minor bigint check (base_total_minor >= 0),
    base_rate numeric(24, 12) check (base_rate > 0),
    base_rate_on date,
    need_by date check (need_by between '2000-01-01' and '2199-12-31'),
    delivery_address_id uuid,
    payment_terms text,
    delivery_terms text,
    notes_to_supplier text,
    internal_note text,
    requisition_id uuid,
    material_digest bytea check (octet_length(material_digest) = 32),
    revision bigint not null default 1 check (revision > 0),
    created_at timestamptz not null,
    submitted_at timestamptz,
    approved_at timestamptz,
    issued_at timestamptz,
    issued_by uuid,
    acknowledged_at timestamptz,
    acknowledged_by uuid,
    acknowledgement text check (acknowledgement in ('AB', 'AP', 'CA', 'RE')),
    acknowledgement_note text,
    cancelled_at timestamptz,
    cancelled_by uuid,
    cancellation_reason text,
    primary key (org_id, id),
    constraint purchase_order_number_unique unique (org_id, number),
    constraint purchase_order_requester_fkey foreign key (org_id, requester_id) references tenant.person,
    constraint purchase_order_on_behalf_fkey foreign key (org_id, on_behalf_of_id) references tenant.person,
    constraint purchase_order_creator_fkey foreign key (org_id, created_by) references tenant.person,
    constraint purchase_order_submitter_fkey foreign key (org_id, submitted_by) references tenant.person,
    constraint purchase_order_issuer_fkey foreign key (org_id, issued_by) references tenant.person,
    constraint purchase_order_acknowledger_fkey foreign key (org_id, acknowledged_by) references tenant.person,
    constraint purchase_order_canceller_fkey foreign key (org_id, cancelled_by) references tenant.person,
    constraint purchase_order_receiving_holder_fkey foreign key (org_id, receiving_held_by) references tenant.person,
    constraint purchase_order_billing_holder_fkey foreign key (org_id, billing_held_by) references tenant.person,
    constraint purchase_order_department_fkey foreign key (org_id, department_id) references tenant.department,
    constraint purchase_order_supplier_fkey foreign key (org_id, supplier_id) references tenant.supplier,
    constraint purchase_order_delivery_address_fkey foreign key (org_id, delivery_address_id) references tenant.delivery_address,
    constraint purchase_order_total_check check (total_minor = net_minor + tax_minor),
    constraint purchase_order_on_behalf_check check (on_behalf_of_id <> requester_id),
    constraint purchase_order_number_check check ((number is null) = (issued_at is null)),
    constraint purchase_order_issue_check check ((issued_at is null) = (issued_by is null) and (issued_at is null or approved_at is not null)),
    constraint purchase_order_submission_check check ((submitted_at is null) = (submitted_by is null)
        and (submitted_at is not null or lifecycle in ('draft', 'cancelled'))),
    constraint purchase_order_complete_check check (lifecycle in ('draft', 'cancelled')
        or department_id is not null and supplier_id is not null and base_total_minor is not null and material_digest is not null),
    constraint purchase_order_base_check check ((base_total_minor is null) = (base_currency is null)
        and (base_total_minor is null) = (base_rate is null) and (base_total_minor is null) = (base_rate_on is null)),
    constraint purchase_order_approval_check check (case
        when lifecycle in ('draft', 'pending_approval', 'rejected') then approved_at is null
        when lifecycle = 'cancelled' then true
        else approved_at is not null end),
    constraint purchase_order_issued_check check (case
        when lifecycle in ('draft', 'pending_approval', 'approved', 'rejected') then issued_at is null
        when lifecycle = 'cancelled' then true
        else issued_at is not null end),
    constraint purchase_order_answer_check check ((acknowledged_at is null) = (acknowledged_by is null)
        and (acknowledged_at is null) = (acknowledgement is null) and (acknowledged_at is not null or acknowledgement_note is null)
        and (acknowledged_at is null or issued_at is not null) and (lifecycle <> 'acknowledged' or acknowledged_at is not null)
        and (lifecycle <> 'issued' or acknowledged_at is null)),
    constraint purchase_order_answer_reason_check check (acknowledgement not in ('CA', 'RE') or acknowledgement_note is not null),
    constraint purchase_order_cancellation_check check ((lifecycle = 'cancelled') = (cancelled_at is not null)
        and (cancelled_at is null) = (cancelled_by is null) and (cancelled_at is null) = (cancellation_reason is null)),
    constraint purchase_order_receiving_hold_check check ((receiving_hold_reason is null) = (receiving_held_by is null)
        and (receiving_hold_reason is null) = (receiving_held_at is null)),
    constraint purchase_order_billing_hold_check check ((billing_hold_reason is null) = (billing_held_by is null)
        and (billing_hold_reason is null) = (billing_held_at is null))
);
-- Lists go newest first; each filter that is common has an index of the same order.
create index purchase_order_newest on tenant.purchase_order (org_id, created_at desc, id desc);
create index purchase_order_lifecycle on tenant.purchase_order (org_id, lifecycle, created_at desc, id desc);
create index purchase_order_supplier on tenant.purchase_order (org_id, supplier_id, created_at desc, id desc);
create index purchase_order_department on tenant.purchase_order (org_id, department_id, created_at desc, id desc);
create index purchase_order_requester on tenant.purchase_order (org_id, requester_id, created_at desc, id desc);
create index purchase_order_amount on tenant.purchase_order (org_id, currency, total_minor);
create index purchase_order_need_by on tenant.purchase_order (org_id, need_by) where need_by is not null;
create index purchase_order_external_number on tenant.purchase_order (org_id, external_number) where external_number is not null;
create index purchase_order_on_behalf on tenant.purchase_order (org_id, on_behalf_of_id) where on_behalf_of_id is not null;
create index purchase_order_creator on tenant.purchase_order (org_id, created_by);
create index purchase_order_submitter on tenant.purchase_order (org_id, submitted_by) where submitted_by is not null;
create index purchase_order_issuer on tenant.purchase_order (org_id, issued_by) where issued_by is not null;
create index purchase_order_acknowledger on tenant.purchase_order (org_id, acknowledged_by) where acknowledged_by is not null;
create index purchase_order_canceller on tenant.purchase_order (org_id, cancelled_by) where cancelled_by is not null;
create index purchase_order_receiving_holder on tenant.purchase_order (org_id, receiving_held_by) where receiving_held_by is not null;
create index purchase_order_billing_holder on tenant.purchase_order (org_id, billing_held_by) where billing_held_by is not null;
create index purchase_order_delivery_address on tenant.purchase_order (org_id, delivery_address_id) where delivery_address_id is not null;
create index purchase_order_requisition on tenant.purchase_order (org_id, requisition_id) where requisition_id is not null;
comment on table tenant.purchase_order is 'What the organisation orders of one supplier. Lifecycle is stored; how far it is received and billed follows from its lines.';
comment on column tenant.purchase_order.base_total_minor is 'The total in the currency of the approval policy, at the rate of the day it was submitted.';
comment on column tenant.purchase_order.material_digest is 'SHA-256 of everything that matters to its approvers, as it was submitted last.';
call tenant.adopt('purchase_order', plain => array['org_id', 'id', 'number', 'external_number', 'title', 'lifecycle', 'receiving_hold_reason',
    'receiving_held_by', 'receiving_held_at', 'billing_hold_reason', 'billing_held_by', 'billing_held_at', 'requester_id', 'on_behalf_of_id', 'created_by',
    'submitted_by', 'department_id', 'supplier_id', 'currency', 'net_minor', 'tax_minor', 'total_minor', 'base_currency', 'base_total_minor', 'base_rate',
    'base_rate_on', 'need_by', 'delivery_address_id', 'payment_terms', 'delivery_terms', 'notes_to_supplier', 'internal_note', 'requisition_id',
    'material_digest', 'revision', 'created_at', 'submitted_at', 'approved_at', 'issued_at', 'issued_by', 'acknowledged_at', 'acknowledged_by',
    'acknowledgement', 'acknowledgement_note', 'cancelled_at', 'cancelled_by', 'cancellation_reason']);
grant select, insert, update on tenant.purchase_order to countersign_tenant;

create table tenant.purchase_order_line (
    org_id uuid not null,
    id uuid not null,
    order_id uuid not null,
    position int not null check (position between 1 and 500),
    description text not null check (length(description) between 1 and 500),
    supplier_reference text,
    category_id uuid,
    quantity numeric(18, 6) not null check (quantity > 0),
    unit text not null,
    unit_price numeric(18, 6) not null check (unit_price >= 0),
    price_base numeric(18, 6) not null check (price_base > 0),
    tax_code_id uuid,
    net_minor bigint not null check (net_minor between 0 and 999999999999999999),
    need_by date check (need_by between '2000-01-01' and '2199-12-31'),
    note text,
    requisition_line_id uuid,
    primary key (org_id, id),
    constraint purchase_order_line_position_unique unique (org_id, order_id, position) deferrable initially deferred,
    constraint purchase_order_line_order_fkey foreign key (org_id, order_id) references tenant.purchase_order,
    constraint purchase_order_line_category_fkey foreign key (org_id, category_id) references tenant.category,
    constraint purchase_order_line_tax_code_fkey foreign key (org_id, tax_code_id) references tenant.tax_code
);
create index purchase_order_line_category on tenant.purchase_order_line (org_id, category_id) where category_id is not null;
create index purchase_order_line_tax_code on tenant.purchase_order_line (org_id, tax_code_id) where tax_code_id is not null;
create index purchase_order_line_requisition_line on tenant.purchase_order_line (org_id, requisition_line_id) where requisition_line_id is not null;
comment on table tenant.purchase_order_line is 'A line of an order; only a draft''s lines change.';
call tenant.adopt('purchase_order_line', plain => array['org_id', 'id', 'order_id', 'position', 'description', 'supplier_reference', 'category_id', 'quantity',
    'unit', 'unit_price', 'price_base', 'tax_code_id', 'net_minor', 'need_by', 'note', 'requisition_line_id']);
grant select, insert, update, delete on tenant.purchase_order_line to countersign_tenant;

create table tenant.printed_order (
    org_id uuid not null,
    order_id uuid not null,
    revision bigint not null,
    pdf bytea not null,
    sha256 bytea not null,
    pages int not null check (pages > 0),
    missing_glyphs int not null check (missing_glyphs >= 0),
    printed_at timestamptz not null,
    primary key (org_id, order_id),
    constraint printed_order_order_fkey foreign key (org_id, order_id) references tenant.purchase_order,
    constraint printed_order_hash_check check (sha256 = sha256(pdf))
);
comment on table tenant.printed_order is 'The bytes that were sent to the supplier, with their hash; never rendered again, and the trail keeps the hash alone.';
call tenant.adopt('printed_order', plain => array['org_id', 'order_id', 'revision', 'sha256', 'pages', 'missing_glyphs', 'printed_at'], secret => array['pdf']);
grant select, insert on tenant.printed_order to countersign_tenant;

-- What a check cannot see: where an order came from, who signs, and that approval and issue really happened.
create function tenant.guard_purchase_order() returns trigger
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
                select sum(l.net_minor) from tenant.purchase_order_line l where l.org_id = new.org_id and l.order_id = new.id)
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
revoke execute on function tenant.guard_purchase_order from public;
create trigger guard before insert or update on tenant.purchase_order for each row execute function tenant.guard_purchase_order();

create function tenant.guard_purchase_order_line() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    line tenant.purchase_order_line := case when tg_op = 'DELETE' then old else new end;
begin
    if not exists (
        select from tenant.purchase_order o where o.org_id = line.org_id and o.id = line.order_id and o.lifecycle = 'draft')
        or tg_op = 'UPDATE' and (new.order_id, new.id) <> (old.order_id, old.id)
    then
        raise exception 'the lines of an order change while it is a draft'
            using errcode = 'check_violation', schema = 'tenant', table = 'purchase_order_line', constraint = 'purchase_order_line_frozen';
    end if;
    return line;
end $$;
revoke execute on function tenant.guard_purchase_order_line from public;
create trigger guard before insert or update or delete on tenant.purchase_order_line for each row execute function tenant.guard_purchase_order_line();

create trigger immutable before update or delete or truncate on tenant.printed_order
    for each statement execute function door.refuse_rewriting();
