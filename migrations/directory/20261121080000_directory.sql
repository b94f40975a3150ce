-- The directory says in which home an organisation lives; nothing else, for it is the one thing that knows of all.
create schema directory;
create table directory.organisation (
    slug text primary key check (slug ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
    org_id uuid not null unique,
    home text not null check (home ~ '^[a-z]{2,4}[0-9]{1,2}$')
);
comment on table directory.organisation is 'Which home each organisation lives in.';
grant usage on schema directory to countersign_sign_in;
grant select on directory.organisation to countersign_sign_in;
