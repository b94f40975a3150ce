-- What the demo hotel keeps about itself; run in its founding, under its context.
update tenant.organisation set
    legal_name = 'Harbour House Hotel Ltd',
    address_lines = array['12 Custom House Quay', 'Dublin', 'D01 V9X5'],
    country = 'IE',
    tax_number = 'IE6388047V',
    payment_terms = 'Net 30 days',
    order_terms = E'Deliveries Monday to Friday, 7:00 to 15:00, at the goods entrance in Commons Street.\nQuote our order number on every delivery note and invoice.\nInvoices without an order number are returned unpaid.';

insert into tenant.category (org_id, id, name, code, created_at)
select (select door.org_id()), uuidv7(), name, code, door.now()
from (values ('Food and beverage', 'FNB'), ('Linen and towels', 'LIN'), ('Cleaning and hygiene', 'CLN'), ('Guest supplies', 'GST'),
    ('Repairs and maintenance', 'RPR'), ('Kitchen equipment', 'KEQ'), ('Spa and wellness', 'SPA'), ('Office and IT', 'OIT'),
    ('Professional services', 'SVC'), ('Capital expenditure', 'CPX')) c (name, code);

insert into tenant.tax_code (org_id, id, name, code, treatment, rate_percent, created_at)
select (select door.org_id()), uuidv7(), name, code, treatment, rate, door.now()
from (values ('VAT 23 % standard', 'VAT23', 'S', 23), ('VAT 13.5 % reduced', 'VAT13', 'S', 13.5), ('VAT 9 % hospitality', 'VAT9', 'S', 9),
    ('VAT 0 % zero-rated', 'VAT0', 'Z', 0), ('VAT exempt', 'EXEMPT', 'E', 0), ('Reverse charge', 'RC', 'AE', 0)) t (name, code, treatment, rate);

insert into tenant.delivery_address (org_id, id, name, lines, country, created_at)
select (select door.org_id()), uuidv7(), name, lines, 'IE', door.now()
from (values ('Goods entrance', array['Harbour House', 'Commons Street', 'Dublin D01 K5P7']),
    ('Spa reception', array['Harbour House Spa', '12 Custom House Quay', 'Dublin D01 V9X5'])) a (name, lines);

insert into tenant.exchange_rate (org_id, id, from_currency, to_currency, on_date, rate, source, entered_by, entered_at)
select (select door.org_id()), uuidv7(), currency, 'EUR', (door.now() at time zone 'UTC')::date, rate, 'European Central Bank reference rate',
    (select id from tenant.person where email = 'accounts@harbour-house.example'), door.now()
from (values ('GBP', 1.1534), ('USD', 0.9187), ('CHF', 1.0642), ('SEK', 0.0891)) r (currency, rate);
