-- Access reviews: what everybody holds on a day, each right kept or taken by somebody else for a reason, and signed off so that it stays.

insert into reference.guarded_permission (code) values ('access_review.start'), ('access_review.decide'), ('access_review.sign_off');

set local role countersign_door;

-- When each person of the caller's organisation signed in last, as far back as sessions are kept; for who may start a review.
create function door.last_sign_ins() returns table (person_id uuid, signed_in_at timestamptz)
language plpgsql stable parallel restricted security definer rows 100 set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
begin
    if door.may('access_review.start') then
        return query
            select s.person_id, max(s.created_at)
            from door.session s
            where s.org_id = actor.org_id
            group by s.person_id;
    end if;
end $$;
grant execute on function door.last_sign_ins to countersign_tenant;

set local role countersign_owner;

create table tenant.access_review (
    org_id uuid not null references tenant.organisation,
    id uuid not null,
    name text not null check (length(name) between 1 and 120),
    due_on date not null,
    state text not null default 'open' check (state in ('open', 'signed_off', 'cancelled')),
    started_by uuid not null,
    started_at timestamptz not null,
    lines int not null default 0 check (lines between 0 and 5000),
    guarded int not null default 0 check (guarded between 0 and lines),
    kept int not null default 0 check (kept >= 0),
    taken int not null default 0 check (taken >= 0),
    gone int not null default 0 check (gone >= 0),
    ended_by uuid,
    ended_at timestamptz,
    end_reason text check (length(end_reason) between 1 and 500),
    digest bytea check (octet_length(digest) = 32),
    revision bigint not null default 1,
    primary key (org_id, id),
    constraint access_review_starter_fkey foreign key (org_id, started_by) references tenant.person,
    constraint access_review_ender_fkey foreign key (org_id, ended_by) references tenant.person,
    constraint access_review_end_check check ((state = 'open') = (ended_by is null) and (ended_by is null) = (ended_at is null)),
    constraint access_review_signed_digest check ((state = 'signed_off') = (digest is not null)),
    constraint access_review_reason_given check ((state = 'cancelled') = (end_reason is not null)),
    constraint access_review_counts_check check (kept + taken + gone <= lines and (state <> 'signed_off' or kept + taken + gone = lines))
);
create unique index access_review_open on tenant.access_review (org_id) where state = 'open';
create index access_review_starter on tenant.access_review (org_id, started_by);
create index access_review_ender on tenant.access_review (org_id, ended_by);
comment on table tenant.access_review is 'A look at who holds what, line by line; one at a time is open.';
comment on column tenant.access_review.guarded is 'How many lines hold something guarded.';
comment on column tenant.access_review.gone is 'How many lines needed no decision, for what was given was gone or given anew; counted at the sign-off.';
comment on column tenant.access_review.digest is 'The SHA-256 of the lines as they were signed off; docs/grants.md says of which text.';
call tenant.adopt('access_review', plain => array['org_id', 'id', 'name', 'due_on', 'state', 'started_by', 'started_at', 'lines', 'guarded', 'kept', 'taken',
    'gone', 'ended_by', 'ended_at', 'end_reason', 'digest', 'revision']);
grant select, insert, update (state, lines, guarded, kept, taken, gone, ended_by, ended_at, end_reason, digest, revision)
    on tenant.access_review to countersign_tenant;

create table tenant.access_review_line (
    org_id uuid not null references tenant.organisation,
    review_id uuid not null,
    number int not null check (number > 0),
    person_id uuid not null,
    source text not null check (source ~ '^[a-z][a-z_]{1,39}$'),
    permissions text[] not null,
    guarded text[] not null,
    toxic text[] not null,
    granted_by uuid,
    granted_at timestamptz not null,
    approved_by uuid,
    grant_id uuid,
    expires_at timestamptz,
    last_sign_in_at timestamptz,
    state text not null default 'open' check (state in ('open', 'kept', 'taken', 'gone')),
    decided_by uuid,
    decided_at timestamptz,
    reason text check (length(reason) between 1 and 500),
    primary key (org_id, review_id, number),
    constraint access_review_line_review_fkey foreign key (org_id, review_id) references tenant.access_review,
    constraint access_review_line_person_fkey foreign key (org_id, person_id) references tenant.person,
    constraint access_review_line_granter_fkey foreign key (org_id, granted_by) references tenant.person,
    constraint access_review_line_approver_fkey foreign key (org_id, approved_by) references tenant.person,
    constraint access_review_line_grant_fkey foreign key (org_id, grant_id) references tenant.access_grant,
    constraint access_review_line_decider_fkey foreign key (org_id, decided_by) references tenant.person,
    constraint access_review_line_one_permission check (source <> 'own' or cardinality(permissions) = 1),
    constraint access_review_line_not_by_oneself check (decided_by <> person_id),
    constraint access_review_line_decision_check check ((state in ('kept', 'taken')) = (decided_by is not null) and (decided_by is null) = (decided_at is null)
        and (decided_by is not null or reason is null)),
    constraint access_review_line_reason_given check (reason is not null or state <> 'taken' and (state <> 'kept' or cardinality(toxic) = 0))
);
create index access_review_line_person on tenant.access_review_line (org_id, person_id);
create index access_review_line_granter on tenant.access_review_line (org_id, granted_by) where granted_by is not null;
create index access_review_line_approver on tenant.access_review_line (org_id, approved_by) where approved_by is not null;
create index access_review_line_grant on tenant.access_review_line (org_id, grant_id) where grant_id is not null;
create index access_review_line_decider on tenant.access_review_line (org_id, decided_by) where decided_by is not null;
comment on table tenant.access_review_line is 'What a person held when the review began, one line a role and one a permission given by itself, and what was decided.';
comment on column tenant.access_review_line.source is 'The role; `own` where the permission was given by itself.';
comment on column tenant.access_review_line.toxic is 'Pairs that the person held and of which this line holds a half, as `one + other`.';
call tenant.adopt('access_review_line', plain => array['org_id', 'review_id', 'number', 'person_id', 'source', 'permissions', 'guarded', 'toxic', 'granted_by',
    'granted_at', 'approved_by', 'grant_id', 'expires_at', 'last_sign_in_at', 'state', 'decided_by', 'decided_at', 'reason']);
grant select, insert, update (state, decided_by, decided_at, reason) on tenant.access_review_line to countersign_tenant;

-- Since when a person holds what a line speaks of; null when they hold it no more. `own` names the permission of a line given by itself.
create function tenant.held_since(of_org uuid, of_person uuid, of_source text, own text) returns timestamptz
language sql stable set search_path = pg_catalog, pg_temp as $$
    select min(given.at)
    from (
        select r.given_at as at
        from tenant.person_role r
        where r.org_id = of_org and r.person_id = of_person and r.role = of_source and (r.expires_at is null or r.expires_at > door.now())
        union all
        select g.granted_at
        from tenant.permission_grant g
        where g.org_id = of_org and g.person_id = of_person and g.source = of_source and (g.source <> 'own' or g.permission = own)
          and (g.expires_at is null or g.expires_at > door.now())
    ) given
$$;
grant execute on function tenant.held_since to countersign_tenant;

-- A review is started and ended in one's own name; what ended stays, and what is signed off counts what its lines say.
create function tenant.guard_access_review() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    person uuid := door.person_id();
begin
    if person is null then
        return new; -- The installation itself, which only the migrator can be.
    end if;
    if tg_op = 'INSERT' then
        if new.started_by is distinct from person or new.started_at <> door.now() then
            perform tenant.refuse('access_review_in_own_name', 'started in another''s name, or at another time');
        elsif new.state <> 'open' or new.lines + new.kept + new.taken + new.gone > 0 then
            perform tenant.refuse('access_review_begins', 'a review begins open and without lines');
        elsif not door.may('access_review.start') then
            perform tenant.refuse('access_review_permission', 'only who may start a review does');
        end if;
        return new;
    end if;
    if old.state <> 'open' then
        perform tenant.refuse('access_review_ended', 'what ended stays');
    elsif (new.lines, new.guarded) <> (old.lines, old.guarded) and old.started_at <> door.now() then
        perform tenant.refuse('access_review_lines', 'a review has the lines that it began with');
    elsif new.state <> 'open' and (new.ended_by is distinct from person or new.ended_at is distinct from door.now()) then
        perform tenant.refuse('access_review_in_own_name', 'ended in another''s name, or at another time');
    elsif new.state = 'open' and not (door.may('access_review.decide') or old.started_at = door.now())
        or new.state = 'signed_off' and not door.may('access_review.sign_off') or new.state = 'cancelled' and not door.may('access_review.cancel')
    then
        perform tenant.refuse('access_review_permission', 'only who may does');
    elsif new.state = 'signed_off' and not exists (
        select from tenant.access_review_line l
        where l.org_id = new.org_id and l.review_id = new.id
        having count(*) = new.lines and count(*) filter (where l.state = 'kept') = new.kept and count(*) filter (where l.state = 'taken') = new.taken
            and count(*) filter (where l.state = 'gone') = new.gone and count(*) filter (where cardinality(l.guarded) > 0) = new.guarded)
    then
        perform tenant.refuse('access_review_counts', 'the review counts what its lines say');
    end if;
    return new;
end $$;
create trigger guard before insert or update on tenant.access_review for each row execute function tenant.guard_access_review();

-- Lines are written when their review is started, undecided, and never later.
create function tenant.guard_access_review_lines() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    person uuid := door.person_id();
    moment timestamptz := door.now();
begin
    if person is null then
        return null;
    end if;
    if exists (select from entered l where l.state <> 'open') then
        perform tenant.refuse('access_review_line_begins', 'a line begins undecided');
    elsif exists (
        select from (select distinct l.org_id, l.review_id from entered l) l
        where not exists (
            select from tenant.access_review r
            where r.org_id = l.org_id and r.id = l.review_id and r.state = 'open' and r.started_by = person and r.started_at = moment))
    then
        perform tenant.refuse('access_review_line_late', 'lines are written when their review is started');
    elsif exists (
        select from entered l where l.granted_at is distinct from tenant.held_since(l.org_id, l.person_id, l.source, l.permissions[1]))
    then
        perform tenant.refuse('access_review_line_as_held', 'a line says since when it is held');
    end if;
    return null;
end $$;
create trigger guard_lines after insert on tenant.access_review_line
    referencing new table as entered for each statement execute function tenant.guard_access_review_lines();

-- Nobody decides their own line; what is said to be taken or gone is; what was taken and what ended stays.
create function tenant.guard_access_review_line() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    person uuid := door.person_id();
    since timestamptz;
    stands text;
begin
    if person is null then
        return new;
    end if;
    -- Whoever signs off waits for who decides, and the other way round.
    select r.state into stands from tenant.access_review r where r.org_id = new.org_id and r.id = new.review_id for update;
    since := tenant.held_since(new.org_id, new.person_id, new.source, new.permissions[1]);
    if stands is distinct from 'open' then
        perform tenant.refuse('access_review_line_ended', 'what ended stays');
    elsif old.state = 'taken' then
        perform tenant.refuse('access_review_line_taken', 'what was taken stays taken');
    elsif new.state = 'open' then
        perform tenant.refuse('access_review_line_undecided', 'a decision is changed, not taken back');
    elsif new.state = 'gone' then
        if old.state <> 'open' or since is not distinct from new.granted_at or not door.may('access_review.sign_off') then
            perform tenant.refuse('access_review_line_gone', 'it is held as it was, or was decided');
        end if;
    elsif new.person_id = person then
        perform tenant.refuse('access_review_line_own', 'nobody reviews their own rights');
    elsif new.decided_by is distinct from person or new.decided_at is distinct from door.now() then
        perform tenant.refuse('access_review_line_in_own_name', 'decided in another''s name, or at another time');
    elsif not door.may('access_review.decide') then
        perform tenant.refuse('access_review_line_permission', 'only who may decide does');
    elsif new.state = 'taken' and since is not null then
        perform tenant.refuse('access_review_line_held', 'it is said to be taken and is held');
    end if;
    return new;
end $$;
create trigger guard before update on tenant.access_review_line for each row execute function tenant.guard_access_review_line();
