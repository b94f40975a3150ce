-- The organisation, its people and what it keeps about itself: departments, categories, taxes, addresses, exchange rates.
create table tenant.organisation (
    org_id uuid primary key,
    name text not null check (length(name) between 1 and 120),
    legal_name text check (length(legal_name) between 1 and 120),
    address_lines text[] not null default '{}' check (cardinality(address_lines) <= 6),
    country text check (country ~ '^[A-Z]{2}$'),
    tax_number text,
    base_currency text not null check (base_currency ~ '^[A-Z]{3}$'),
    base_currency_fixed_at timestamptz,
    time_zone text not null,
    locale text not null check (locale ~ '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$'),
    fiscal_year_start_month smallint not null default 1 check (fiscal_year_start_month between 1 and 12),
    requisition_number_format text not null default 'PR-{year}-{number}'
        check (requisition_number_format like '%{year}%' and requisition_number_format like '%{number}%'),
    order_number_format text not null default 'PO-{year}-{number}'
        check (order_number_format like '%{year}%' and order_number_format like '%{number}%'),
    payment_terms text,
    order_terms text,
    revision bigint not null default 1,
    created_at timestamptz not null,
    constraint organisation_number_formats_check check (requisition_number_format <> order_number_format)
);
comment on table tenant.organisation is 'How the organisation calls itself, counts and pays.';
comment on column tenant.organisation.base_currency_fixed_at is 'Since when documents stand in the base currency; from then on it stays.';
call tenant.adopt('organisation', plain => array['org_id', 'name', 'legal_name', 'address_lines', 'country', 'tax_number', 'base_currency',
    'base_currency_fixed_at', 'time_zone', 'locale', 'fiscal_year_start_month', 'requisition_number_format', 'order_number_format', 'payment_terms', 'order_terms', 'revision', 'created_at']);
grant select, update on tenant.organisation to countersign_tenant;
create function tenant.keep_base_currency() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    raise exception 'the base currency is fixed' using errcode = 'check_violation', constraint = 'organisation_base_currency_fixed';
end $$;
create trigger keep_base_currency before update on tenant.organisation
    for each row
    when (old.base_currency_fixed_at is not null
        and (new.base_currency <> old.base_currency or new.base_currency_fixed_at is distinct from old.base_currency_fixed_at))
    execute function tenant.keep_base_currency();

create table tenant.organisation_logo (
    org_id uuid primary key references tenant.organisation,
    media_type text not null check (media_type in ('image/png', 'image/jpeg')),
    sha256 bytea not null check (octet_length(sha256) = 32),
    image bytea not null check (octet_length(image) <= 262144),
    width_px int not null check (width_px between 1 and 4096),
    height_px int not null check (height_px between 1 and 4096),
    uploaded_at timestamptz not null
);
comment on table tenant.organisation_logo is 'The logo on printed orders; the trail keeps its hash, not its bytes.';
call tenant.adopt('organisation_logo', plain => array['org_id', 'media_type', 'sha256', 'width_px', 'height_px', 'uploaded_at'], secret => array['image']);
grant select, insert, update on tenant.organisation_logo to countersign_tenant;

create table tenant.person (
    org_id uuid not null references tenant.organisation,
    id uuid not null,
    name text not null,
    email text not null check (email = lower(email)),
    department_id uuid,
    is_active boolean not null default true,
    locale text,
    time_zone text,
    revision bigint not null default 1,
    created_at timestamptz not null,
    primary key (org_id, id),
    constraint person_email_unique unique (org_id, email)
);
comment on table tenant.person is 'A person''s account in this organisation.';

create table tenant.department (
    org_id uuid not null references tenant.organisation,
    id uuid not null,
    name text not null,
    code text not null check (code ~ '^[A-Z0-9][A-Z0-9._-]{0,19}$'),
    head_id uuid,
    is_active boolean not null default true,
    revision bigint not null default 1,
    created_at timestamptz not null,
    primary key (org_id, id),
    constraint department_code_unique unique (org_id, code),
    constraint department_name_unique unique (org_id, name),
    constraint department_head_fkey foreign key (org_id, head_id) references tenant.person
);
create index department_head on tenant.department (org_id, head_id);
comment on table tenant.department is 'A part of the organisation that spends, with the person who answers for it.';
alter table tenant.person add constraint person_department_fkey foreign key (org_id, department_id) references tenant.department;
create index person_department on tenant.person (org_id, department_id);
create index person_name on tenant.person (org_id, name, id);
call tenant.adopt('person', plain => array['org_id', 'id', 'department_id', 'is_active', 'locale', 'time_zone', 'revision', 'created_at'],
    personal => array['name', 'email']);
call tenant.adopt('department', plain => array['org_id', 'id', 'name', 'code', 'head_id', 'is_active', 'revision', 'created_at']);
grant select, update on tenant.person to countersign_tenant;
grant select, insert, update on tenant.department to countersign_tenant;
grant select on tenant.person to countersign_door;

create table tenant.person_role (
    org_id uuid not null,
    person_id uuid not null,
    role text not null check (role in ('requester', 'head_of_department', 'accounts', 'general_manager', 'admin', 'owner', 'auditor')),
    given_by uuid,
    given_at timestamptz not null,
    primary key (org_id, person_id, role),
    constraint person_role_person_fkey foreign key (org_id, person_id) references tenant.person,
    constraint person_role_giver_fkey foreign key (org_id, given_by) references tenant.person
);
create index person_role_role on tenant.person_role (org_id, role, person_id);
create index person_role_giver on tenant.person_role (org_id, given_by);
comment on table tenant.person_role is 'Which template a person''s permissions were copied from; the truth is permission_grant.';
call tenant.adopt('person_role', plain => array['org_id', 'person_id', 'role', 'given_by', 'given_at']);
grant select on tenant.person_role to countersign_tenant;

create table tenant.permission_grant (
    org_id uuid not null,
    person_id uuid not null,
    permission text not null check (permission ~ '^[a-z_]+\.[a-z_]+$'),
    granted_by uuid,
    granted_at timestamptz not null,
    primary key (org_id, person_id, permission),
    constraint permission_grant_person_fkey foreign key (org_id, person_id) references tenant.person,
    constraint permission_grant_granter_fkey foreign key (org_id, granted_by) references tenant.person,
    constraint permission_grant_not_to_oneself check (granted_by <> person_id)
);
create index permission_grant_permission on tenant.permission_grant (org_id, permission, person_id);
create index permission_grant_granter on tenant.permission_grant (org_id, granted_by);
comment on table tenant.permission_grant is 'The explicit allow-list: what each person may do, one row a permission.';
call tenant.adopt('permission_grant', plain => array['org_id', 'person_id', 'permission', 'granted_by', 'granted_at']);
grant select on tenant.permission_grant to countersign_tenant, countersign_door;
create trigger compile_allow_list after insert or update or delete on tenant.permission_grant
    for each row execute function door.compile_allow_list();

create table tenant.category (
    org_id uuid not null references tenant.organisation,
    id uuid not null,
    name text not null,
    code text not null check (code ~ '^[A-Z0-9][A-Z0-9._-]{0,19}$'),
    is_active boolean not null default true,
    revision bigint not null default 1,
    created_at timestamptz not null,
    primary key (org_id, id),
    constraint category_code_unique unique (org_id, code),
    constraint category_name_unique unique (org_id, name)
);
comment on table tenant.category is 'What kind of thing is bought; policies may ask for it.';
call tenant.adopt('category', plain => array['org_id', 'id', 'name', 'code', 'is_active', 'revision', 'created_at']);
grant select, insert, update on tenant.category to countersign_tenant;

create table tenant.tax_code (
    org_id uuid not null references tenant.organisation,
    id uuid not null,
    name text not null,
    code text not null check (code ~ '^[A-Z0-9][A-Z0-9._-]{0,19}$'),
    treatment text not null check (treatment in ('S', 'Z', 'E', 'AE', 'K', 'G', 'O')),
    rate_percent numeric(7, 4) not null check (rate_percent >= 0 and rate_percent <= 100),
    is_active boolean not null default true,
    revision bigint not null default 1,
    created_at timestamptz not null,
    primary key (org_id, id),
    constraint tax_code_code_unique unique (org_id, code),
    constraint tax_code_name_unique unique (org_id, name),
    constraint tax_code_rate_check check ((treatment = 'S') = (rate_percent > 0))
);
comment on table tenant.tax_code is 'A tax rate with its UNCL 5305 treatment, which stay as they were entered: a new rate is a new code.';
call tenant.adopt('tax_code', plain => array['org_id', 'id', 'name', 'code', 'treatment', 'rate_percent', 'is_active', 'revision', 'created_at']);
grant select, insert, update (name, code, is_active, revision) on tenant.tax_code to countersign_tenant;

create table tenant.delivery_address (
    org_id uuid not null references tenant.organisation,
    id uuid not null,
    name text not null,
    lines text[] not null check (cardinality(lines) between 1 and 6),
    country text not null check (country ~ '^[A-Z]{2}$'),
    is_active boolean not null default true,
    revision bigint not null default 1,
    created_at timestamptz not null,
    primary key (org_id, id),
    constraint delivery_address_name_unique unique (org_id, name)
);
comment on table tenant.delivery_address is 'Where goods go.';
call tenant.adopt('delivery_address', plain => array['org_id', 'id', 'name', 'lines', 'country', 'is_active', 'revision', 'created_at']);
grant select, insert, update on tenant.delivery_address to countersign_tenant;

create table tenant.exchange_rate (
    org_id uuid not null references tenant.organisation,
    id uuid not null,
    from_currency text not null check (from_currency ~ '^[A-Z]{3}$'),
    to_currency text not null check (to_currency ~ '^[A-Z]{3}$'),
    on_date date not null,
    rate numeric(24, 12) not null check (rate > 0),
    source text not null,
    entered_by uuid not null,
    entered_at timestamptz not null,
    primary key (org_id, id),
    constraint exchange_rate_day_unique unique (org_id, from_currency, to_currency, on_date),
    constraint exchange_rate_person_fkey foreign key (org_id, entered_by) references tenant.person,
    constraint exchange_rate_currencies_check check (from_currency <> to_currency)
);
create index exchange_rate_person on tenant.exchange_rate (org_id, entered_by);
create index exchange_rate_day on tenant.exchange_rate (org_id, on_date desc, id desc);
comment on table tenant.exchange_rate is 'What one unit of a currency was worth on a day; a document uses the latest at or before its date, at most 31 days old.';
call tenant.adopt('exchange_rate', plain => array['org_id', 'id', 'from_currency', 'to_currency', 'on_date', 'rate', 'source', 'entered_by', 'entered_at']);
grant select, insert on tenant.exchange_rate to countersign_tenant;
