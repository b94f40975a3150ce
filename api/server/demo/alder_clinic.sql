-- What the demo clinic keeps about itself; run in its founding, under its context.
update tenant.organisation set
    legal_name = 'Alder Clinic LLP',
    address_lines = array['4 Alder Row', 'Leeds', 'LS2 9JT'],
    country = 'GB',
    tax_number = 'GB293847561',
    payment_terms = 'Net 14 days',
    order_terms = 'Deliver to reception between 8:00 and 17:00.';

insert into tenant.category (org_id, id, name, code, created_at)
select (select door.org_id()), uuidv7(), name, code, door.now()
from (values ('Medical consumables', 'MED'), ('Instruments', 'INS'), ('Office', 'OFF'), ('Services', 'SVC')) c (name, code);

insert into tenant.tax_code (org_id, id, name, code, treatment, rate_percent, created_at)
select (select door.org_id()), uuidv7(), name, code, treatment, rate, door.now()
from (values ('VAT 20 %', 'VAT20', 'S', 20), ('VAT 5 %', 'VAT5', 'S', 5), ('VAT 0 %', 'VAT0', 'Z', 0), ('Exempt', 'EXEMPT', 'E', 0)) t (name, code, treatment, rate);

insert into tenant.delivery_address (org_id, id, name, lines, country, created_at)
select (select door.org_id()), uuidv7(), 'Reception', array['Alder Clinic', '4 Alder Row', 'Leeds LS2 9JT'], 'GB', door.now();
