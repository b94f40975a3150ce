-- Talking about documents: who watches one, and what was said; the documents themselves stand in other rooms, so they are named by kind and id.
create table tenant.watcher (
    org_id uuid not null references tenant.organisation,
    document_id uuid not null,
    person_id uuid not null,
    document_kind text not null constraint watcher_document_kind_check check (document_kind in ('requisition', 'purchase_order')),
    because text not null constraint watcher_because_check check (because in ('requester', 'on_behalf', 'approver', 'asked', 'mentioned')),
    since timestamptz not null,
    primary key (org_id, person_id, document_id),
    constraint watcher_person_fkey foreign key (org_id, person_id) references tenant.person
);
create index watcher_document on tenant.watcher (org_id, document_id);
comment on table tenant.watcher is 'Who sees and follows one document beyond what a permission shows, and why.';
call tenant.adopt('watcher', plain => array['org_id', 'document_id', 'person_id', 'document_kind', 'because', 'since']);
grant select, insert, update, delete on tenant.watcher to countersign_tenant;

-- What somebody has a part in stays in their sight: only who was asked or mentioned can leave.
create function tenant.keep_watcher_by_part() returns trigger
language plpgsql security invoker set search_path = pg_catalog, pg_temp as $$
begin
    if old.because not in ('asked', 'mentioned') then
        raise exception 'a watcher who has a part in the document stays' using errcode = 'check_violation', constraint = 'watcher_part_check';
    end if;
    return old;
end $$;
revoke execute on function tenant.keep_watcher_by_part from public;
create trigger keep_watcher_by_part before delete on tenant.watcher for each row execute function tenant.keep_watcher_by_part();

create table tenant.comment (
    org_id uuid not null references tenant.organisation,
    id uuid not null,
    document_id uuid not null,
    document_kind text not null constraint comment_document_kind_check check (document_kind in ('requisition', 'purchase_order')),
    number int not null constraint comment_number_check check (number between 1 and 2000),
    author_id uuid not null,
    body text not null constraint comment_body_check check (char_length(body) between 1 and 4000),
    created_at timestamptz not null,
    primary key (org_id, id),
    constraint comment_number_unique unique (org_id, document_id, number),
    constraint comment_author_fkey foreign key (org_id, author_id) references tenant.person
);
create index comment_author on tenant.comment (org_id, author_id);
comment on table tenant.comment is 'What was said about a document, in order; nothing is taken back.';
call tenant.adopt('comment', plain => array['org_id', 'id', 'document_id', 'document_kind', 'number', 'author_id', 'created_at'], personal => array['body']);
grant select, insert on tenant.comment to countersign_tenant;

create table tenant.comment_mention (
    org_id uuid not null,
    comment_id uuid not null,
    person_id uuid not null,
    primary key (org_id, comment_id, person_id),
    constraint comment_mention_comment_fkey foreign key (org_id, comment_id) references tenant.comment,
    constraint comment_mention_person_fkey foreign key (org_id, person_id) references tenant.person
);
create index comment_mention_person on tenant.comment_mention (org_id, person_id);
comment on table tenant.comment_mention is 'Whom a comment speaks to.';
call tenant.adopt('comment_mention', plain => array['org_id', 'comment_id', 'person_id']);
grant select, insert on tenant.comment_mention to countersign_tenant;
