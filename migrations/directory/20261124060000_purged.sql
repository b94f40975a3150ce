-- What a home says of an organisation whose deletion is done. Its name stays in the directory, so that no stranger takes it to whom old links and mails would lead.
set local role countersign_door;

create table platform.purge (
    org_id uuid primary key,
    change_id uuid not null references platform.standing_change,
    purged_at timestamptz not null,
    rows jsonb not null check (jsonb_typeof(rows) = 'object'),
    noted_at timestamptz not null
);
create index purge_change on platform.purge (change_id);
alter table platform.purge enable row level security;
comment on table platform.purge is 'The organisations that were deleted: by which decision, when, and how many rows of each table went.';

-- Notes it once, under the seal of the homes; whoever serves can seal nothing.
create function platform.note_purge(of_org uuid, change_id uuid, purged_at timestamptz, rows text, seal bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    key bytea := (select k.secret from platform.warrant_key k);
    said bytea := convert_to(concat_ws('|', 'purged', of_org, note_purge.change_id, extract(epoch from note_purge.purged_at), note_purge.rows), 'utf8');
begin
    if key is null or seal is distinct from sha256(key || sha256(key || said)) then
        raise exception 'no home says this' using errcode = 'CS403';
    end if;
    insert into platform.purge (org_id, change_id, purged_at, rows, noted_at)
    values (of_org, note_purge.change_id, note_purge.purged_at, note_purge.rows::jsonb, platform.now())
    on conflict (org_id) do nothing;
    if found then
        perform platform.tell(null, null, 'organisation.purged', 'organisation', of_org, jsonb_build_object(
            'organisation', (select d.slug from directory.organisation d where d.org_id = of_org), 'change', note_purge.change_id,
            'purged_at', note_purge.purged_at, 'rows', note_purge.rows::jsonb), null, null);
    end if;
end $$;

-- As before, and which of them are gone.
drop function platform.list_organisations(text, bigint);
create function platform.list_organisations(after text, rows_max bigint) returns table (
    slug text, org_id uuid, home text, change_id uuid, act text, reason text, asked_by uuid, asked_by_name text, asked_at timestamptz, expires_at timestamptz,
    purged_at timestamptz
)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform platform.caller('platform.tenant_read');
    return query
        select d.slug, d.org_id, d.home, c.id, c.act, c.reason, c.asked_by, o.name, c.asked_at, c.expires_at, p.purged_at
        from directory.organisation d
        left join platform.standing_change c
            on c.org_id = d.org_id and c.carried_out_at is null and c.lapsed_at is null and c.expires_at > platform.now()
        left join platform.operator o on o.id = c.asked_by
        left join platform.purge p on p.org_id = d.org_id
        where list_organisations.after is null or d.slug > list_organisations.after
        order by d.slug
        limit least(rows_max, 201);
end $$;
grant execute on function platform.note_purge, platform.list_organisations to countersign_operator;

reset role;
