-- The two schemas belong to the trail's owner, who alone lets a role find what is in them: support finds what is lent to it by the file after this.
set local role countersign_audit;
grant usage on schema door, tenant to countersign_support;
reset role;
