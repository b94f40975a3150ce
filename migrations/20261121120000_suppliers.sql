-- Suppliers: entered by one person, activated by another, so that nobody alone can invent whom the organisation pays (SOD-05).
create table tenant.supplier (
    org_id uuid not null references tenant.organisation,
    id uuid not null,
    number text,
    external_number text,
    name text not null,
    legal_name text,
    tax_number text,
    registration_number text,
    country text not null check (country ~ '^[A-Z]{2}$'),
    address_lines text[] not null default '{}' check (cardinality(address_lines) <= 6),
    email text check (email = lower(email)),
    phone text,
    contact_name text,
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    payment_terms text,
    notes text,
    name_key text collate "C" not null,
    search_text text collate "C" not null,
    status text not null check (status in ('proposed', 'active', 'blocked')),
    created_by uuid not null,
    created_at timestamptz not null,
    changed_by uuid[] not null,
    activated_by uuid,
    activated_at timestamptz,
    blocked_by uuid,
    blocked_reason text,
    revision bigint not null default 1,
    primary key (org_id, id),
    constraint supplier_number_unique unique (org_id, number),
    constraint supplier_external_number_unique unique (org_id, external_number),
    constraint supplier_created_by_fkey foreign key (org_id, created_by) references tenant.person,
    constraint supplier_activated_by_fkey foreign key (org_id, activated_by) references tenant.person,
    constraint supplier_blocked_by_fkey foreign key (org_id, blocked_by) references tenant.person,
    constraint supplier_activation_check check ((status = 'active') = (activated_by is not null) and (activated_by is null) = (activated_at is null)),
    constraint supplier_block_check check ((status = 'blocked') = (blocked_by is not null) and (blocked_by is null) = (blocked_reason is null)),
    constraint supplier_activated_by_creator_check check (activated_by <> created_by),
    constraint supplier_activated_by_changer_check check (activated_by <> all (changed_by)),
    constraint supplier_changed_by_check check (cardinality(changed_by) > 0 and array_position(changed_by, null) is null)
);
-- Lists go by name_key; text comparison, unlike `like`, is leakproof, so that the range of a prefix reaches the index ahead of the policy.
create index supplier_name_key on tenant.supplier (org_id, name_key, id);
create index supplier_status on tenant.supplier (org_id, status, name_key, id);
create index supplier_tax_number on tenant.supplier (org_id, tax_number);
create index supplier_created_by on tenant.supplier (org_id, created_by);
create index supplier_activated_by on tenant.supplier (org_id, activated_by);
create index supplier_blocked_by on tenant.supplier (org_id, blocked_by);
comment on table tenant.supplier is 'Whom the organisation buys from.';
comment on column tenant.supplier.changed_by is 'Who decided, since it was last activated, what the supplier is: none of them may activate it.';
comment on column tenant.supplier.name_key is 'The name without case, accents, punctuation and legal form: the order of lists, and how duplicates are found.';
comment on column tenant.supplier.search_text is 'All that a search looks through, without case, accents and punctuation.';
call tenant.adopt('supplier', plain => array['org_id', 'id', 'number', 'external_number', 'name', 'legal_name', 'tax_number', 'registration_number', 'country',
    'address_lines', 'currency', 'payment_terms', 'notes', 'name_key', 'search_text', 'status', 'created_by', 'created_at', 'changed_by', 'activated_by',
    'activated_at', 'blocked_by', 'blocked_reason', 'revision'],
    personal => array['email', 'phone', 'contact_name']);
grant select, insert, update on tenant.supplier to countersign_tenant;

-- What a check cannot see: that a person signs with nobody's name but their own, and that an edit ends an activation.
-- The door attests the person, so a statement that names somebody else as the activator is refused too.
create function tenant.guard_supplier() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    person uuid := door.person_id();
    is_edited boolean;
    changed_by uuid[];
begin
    if person is null then
        return new; -- The installation itself, which only the migrator can be.
    end if;
    if tg_op = 'INSERT' then
        if new.status <> 'proposed' or new.created_by <> person or new.changed_by <> array[person] then
            raise exception 'a supplier begins as its creator''s proposal'
                using errcode = 'check_violation', schema = 'tenant', table = 'supplier', constraint = 'supplier_second_person';
        end if;
        return new;
    end if;
    is_edited := (new.name, new.legal_name, new.tax_number, new.country, new.email)
        is distinct from (old.name, old.legal_name, old.tax_number, old.country, old.email);
    changed_by := case
        when not is_edited then old.changed_by
        when old.status = 'active' then array[person]
        when person = any (old.changed_by) then old.changed_by
        else old.changed_by || person
    end;
    if new.created_by <> old.created_by
        or is_edited and new.activated_by is not null
        or new.changed_by <> changed_by
        or new.activated_by is distinct from old.activated_by and (new.activated_by <> person or old.blocked_by = new.activated_by)
        or new.blocked_by is distinct from old.blocked_by and new.blocked_by <> person
        or old.status = 'blocked' and new.status = 'proposed'
    then
        raise exception 'supplier % needs a second person', new.id
            using errcode = 'check_violation', schema = 'tenant', table = 'supplier', constraint = 'supplier_second_person';
    end if;
    return new;
end $$;
revoke execute on function tenant.guard_supplier from public;
create trigger guard before insert or update on tenant.supplier for each row execute function tenant.guard_supplier();
