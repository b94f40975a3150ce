-- What an organisation of a run keeps about itself; run in its founding, under its context.
insert into tenant.category (org_id, id, name, code, created_at)
select (select door.org_id()), uuidv7(), name, code, door.now()
from (values ('Food and beverage', 'FNB'), ('Linen', 'LIN'), ('Engineering', 'ENG'), ('Office', 'OFF')) c (name, code);

insert into tenant.tax_code (org_id, id, name, code, treatment, rate_percent, created_at)
select (select door.org_id()), uuidv7(), name, code, treatment, rate, door.now()
from (values ('VAT 23 %', 'VAT23', 'S', 23), ('VAT 9 %', 'VAT9', 'S', 9), ('VAT 0 %', 'VAT0', 'Z', 0)) t (name, code, treatment, rate);

insert into tenant.delivery_address (org_id, id, name, lines, country, created_at)
select (select door.org_id()), uuidv7(), 'Goods in', array['The House', '1 Quay Street', 'Galway'], 'IE', door.now();
