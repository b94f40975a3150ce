-- Drafts of the approval policy, published by a second person, and versions withdrawn before they take effect.
-- That nobody puts their own wording in force is refused here too, so that a bug or a direct statement of the API's role is refused.
create table tenant.approval_policy_draft (
    org_id uuid not null references tenant.organisation,
    id uuid not null,
    name text not null,
    note text,
    based_on_id uuid not null,
    definition jsonb not null check (jsonb_typeof(definition -> 'steps') = 'array' and definition ->> 'currency' ~ '^[A-Z]{3}$'),
    status text not null check (status in ('open', 'proposed', 'published', 'discarded')),
    created_by uuid not null,
    created_at timestamptz not null,
    edited_by uuid not null,
    edited_at timestamptz not null,
    changed_by uuid[] not null,
    proposed_by uuid,
    proposed_at timestamptz,
    returned_by uuid,
    returned_at timestamptz,
    returned_because text,
    closed_by uuid,
    closed_at timestamptz,
    revision bigint not null default 1,
    primary key (org_id, id),
    constraint approval_policy_draft_base_fkey foreign key (org_id, based_on_id) references tenant.approval_policy_version,
    constraint approval_policy_draft_creator_fkey foreign key (org_id, created_by) references tenant.person,
    constraint approval_policy_draft_editor_fkey foreign key (org_id, edited_by) references tenant.person,
    constraint approval_policy_draft_proposer_fkey foreign key (org_id, proposed_by) references tenant.person,
    constraint approval_policy_draft_returner_fkey foreign key (org_id, returned_by) references tenant.person,
    constraint approval_policy_draft_closer_fkey foreign key (org_id, closed_by) references tenant.person,
    constraint approval_policy_draft_changed_by_check check (edited_by = any (changed_by) and array_position(changed_by, null) is null),
    constraint approval_policy_draft_proposal_check check (
        (proposed_by is null) = (proposed_at is null) and (status in ('open', 'discarded') or proposed_by is not null)),
    constraint approval_policy_draft_return_check check (
        (returned_by is null) = (returned_at is null) and (returned_by is null) = (returned_because is null)),
    constraint approval_policy_draft_end_check check (
        (status in ('published', 'discarded')) = (closed_at is not null) and (closed_by is null) = (closed_at is null)),
    constraint approval_policy_draft_second_person_check check (status <> 'published' or closed_by <> all (changed_by))
);
create index approval_policy_draft_status on tenant.approval_policy_draft (org_id, status, id desc);
create index approval_policy_draft_base on tenant.approval_policy_draft (org_id, based_on_id);
create index approval_policy_draft_creator on tenant.approval_policy_draft (org_id, created_by);
create index approval_policy_draft_editor on tenant.approval_policy_draft (org_id, edited_by);
create index approval_policy_draft_proposer on tenant.approval_policy_draft (org_id, proposed_by) where proposed_by is not null;
create index approval_policy_draft_returner on tenant.approval_policy_draft (org_id, returned_by) where returned_by is not null;
create index approval_policy_draft_closer on tenant.approval_policy_draft (org_id, closed_by) where closed_by is not null;
comment on table tenant.approval_policy_draft is 'What the approval policy could become: edited, proposed, then published by somebody who did not write it.';
comment on column tenant.approval_policy_draft.changed_by is 'Everybody who wrote some of it: none of them may publish it.';
call tenant.adopt('approval_policy_draft', plain => array['org_id', 'id', 'name', 'note', 'based_on_id', 'definition', 'status', 'created_by', 'created_at',
    'edited_by', 'edited_at', 'changed_by', 'proposed_by', 'proposed_at', 'returned_by', 'returned_at', 'returned_because', 'closed_by', 'closed_at', 'revision']);
grant select, insert, update on tenant.approval_policy_draft to countersign_tenant;
create trigger keep_all before delete or truncate on tenant.approval_policy_draft for each statement execute function door.refuse_rewriting();

alter table tenant.approval_policy_version
    add column draft_id uuid,
    add constraint approval_policy_version_draft_fkey foreign key (org_id, draft_id) references tenant.approval_policy_draft,
    add constraint approval_policy_version_draft_unique unique (org_id, draft_id);
select door.classify('approval_policy_version', plain => array['draft_id']);
grant insert on tenant.approval_policy_version to countersign_tenant;

create table tenant.approval_policy_withdrawal (
    org_id uuid not null,
    version_id uuid not null,
    withdrawn_by uuid not null,
    withdrawn_at timestamptz not null,
    reason text not null,
    primary key (org_id, version_id),
    constraint approval_policy_withdrawal_version_fkey foreign key (org_id, version_id) references tenant.approval_policy_version,
    constraint approval_policy_withdrawal_person_fkey foreign key (org_id, withdrawn_by) references tenant.person
);
create index approval_policy_withdrawal_person on tenant.approval_policy_withdrawal (org_id, withdrawn_by);
comment on table tenant.approval_policy_withdrawal is 'Versions that were taken back before they took effect; they never hold.';
call tenant.adopt('approval_policy_withdrawal', plain => array['org_id', 'version_id', 'withdrawn_by', 'withdrawn_at', 'reason']);
grant select, insert on tenant.approval_policy_withdrawal to countersign_tenant;
create trigger append_only before update or delete or truncate on tenant.approval_policy_withdrawal
    for each statement execute function door.refuse_rewriting();

-- The newest version that was not withdrawn: what the next one must be written against.
create function tenant.newest_policy_version() returns uuid
language sql stable set search_path = pg_catalog, pg_temp as $$
    select v.id from tenant.approval_policy_version v
    where not exists (select from tenant.approval_policy_withdrawal w where w.org_id = v.org_id and w.version_id = v.id)
    order by v.number desc
    limit 1
$$;

-- Who wrote what stands in the row, whoever sends the statement; what was published or discarded does not change.
create function tenant.guard_policy_draft() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    person uuid := door.person_id();
    is_edited boolean;
begin
    if person is null then
        return new; -- The installation itself, which only the migrator can be.
    end if;
    if tg_op = 'INSERT' then
        if new.status <> 'open' or new.created_by <> person or new.edited_by <> person or new.changed_by <> array[person] then
            perform tenant.refuse_approval('approval_policy_draft_begins', 'a draft begins as its author''s own');
        end if;
        return new;
    end if;
    if old.status in ('published', 'discarded') then
        perform tenant.refuse_approval('approval_policy_draft_is_open', 'a draft that ended does not change');
    end if;
    if (new.created_by, new.created_at) is distinct from (old.created_by, old.created_at) then
        perform tenant.refuse_approval('approval_policy_draft_in_person', 'nobody rewrites who began it');
    end if;
    is_edited := (new.name, new.note, new.based_on_id, new.definition) is distinct from (old.name, old.note, old.based_on_id, old.definition);
    if is_edited and (new.status <> 'open' or new.edited_by <> person) then
        perform tenant.refuse_approval('approval_policy_draft_in_person', 'nobody edits for somebody else, nor what is proposed without opening it');
    end if;
    if not is_edited and new.edited_by <> old.edited_by then
        perform tenant.refuse_approval('approval_policy_draft_in_person', 'only an edit changes who edited it');
    end if;
    if new.changed_by <> (case when not is_edited or person = any (old.changed_by) then old.changed_by else old.changed_by || person end) then
        perform tenant.refuse_approval('approval_policy_draft_in_person', 'whoever wrote some of it stays its author');
    end if;
    if new.status = 'proposed' and old.status <> 'proposed' and new.proposed_by is distinct from person
        or new.closed_by is distinct from old.closed_by and new.closed_by is distinct from person
        or new.returned_by is distinct from old.returned_by
            and (new.returned_by <> person or new.returned_by is null and new.status <> 'proposed')
    then
        perform tenant.refuse_approval('approval_policy_draft_in_person', 'nobody acts for somebody else');
    end if;
    if new.status = 'published' and not exists (
        select from tenant.approval_policy_version v where v.org_id = new.org_id and v.draft_id = new.id)
    then
        perform tenant.refuse_approval('approval_policy_draft_published', 'no version was published of it');
    end if;
    return new;
end $$;
create trigger guard before insert or update on tenant.approval_policy_draft for each row execute function tenant.guard_policy_draft();

-- A version is a proposed draft word for word, published by somebody who may and who wrote none of it.
create function tenant.guard_policy_version() returns trigger
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
    if not exists (
        select from tenant.permission_grant g where g.person_id = person and g.permission = 'approval_policy.publish')
    then
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
create trigger guard before insert on tenant.approval_policy_version for each row execute function tenant.guard_policy_version();

-- A minute's distance, so that no document is routed by what is being withdrawn.
create function tenant.guard_policy_withdrawal() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if door.person_id() is null then
        return new; -- The installation itself, which only the migrator can be.
    end if;
    if new.withdrawn_by <> door.person_id() then
        perform tenant.refuse_approval('approval_policy_withdrawal_in_person', 'nobody withdraws for somebody else');
    end if;
    if not exists (
        select from tenant.approval_policy_version v
        where v.org_id = new.org_id and v.id = new.version_id and v.effective_from > door.now() + interval '1 minute')
    then
        perform tenant.refuse_approval('approval_policy_withdrawal_scheduled', 'only what has not taken effect is withdrawn');
    end if;
    return new;
end $$;
create trigger guard before insert on tenant.approval_policy_withdrawal for each row execute function tenant.guard_policy_withdrawal();

revoke execute on function tenant.newest_policy_version, tenant.guard_policy_draft, tenant.guard_policy_version, tenant.guard_policy_withdrawal from public;
grant execute on function tenant.newest_policy_version to countersign_tenant;
