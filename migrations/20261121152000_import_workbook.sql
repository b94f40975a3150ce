-- Imports of workbooks: a sheet of an XLSX file, which has no encoding and no delimiter, and more to it than its rows show.
alter table tenant.import
    alter column encoding drop not null,
    alter column delimiter drop not null,
    add column format text not null default 'csv' check (format in ('csv', 'xlsx')),
    add column sheet_name text check (length(sheet_name) between 1 and 500),
    add column notes jsonb not null default '[]',
    add constraint import_facts_of_format_check check ((format = 'csv') = (encoding is not null) and (format = 'csv') = (delimiter is not null)
        and (format = 'xlsx') = (sheet_name is not null));
alter table tenant.import alter column format drop default, alter column notes drop default;
comment on column tenant.import.notes is 'What the rows of a workbook do not show: other sheets, what is hidden or merged.';
select door.classify('import', plain => array['format', 'sheet_name'], secret => array['notes']);
