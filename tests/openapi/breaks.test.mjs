import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allowedBy, breaksOf } from './breaks.mjs'

const ref = (name) => ({ $ref: `#/components/schemas/${name}` })
const json = (schema) => ({ content: { 'application/json': { schema } } })

/** A small document of every shape that ours has. */
function released() {
  return {
    paths: {
      '/orders': {
        get: {
          operationId: 'list_orders',
          'x-permission': 'order.view',
          security: [{ access_token: [] }],
          parameters: [
            { name: 'status', in: 'query', schema: ref('Status') },
            { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 100 } },
          ],
          responses: { 200: { ...json(ref('Page')), headers: { ETag: { schema: { type: 'string' } } } }, 429: {} },
        },
        post: {
          operationId: 'create_order',
          security: [{ access_token: [] }],
          requestBody: { required: true, ...json(ref('NewOrder')) },
          responses: { 201: json(ref('Order')) },
        },
      },
      '/session': { post: { operationId: 'create_session', security: [], responses: { 204: {} } } },
    },
    components: {
      schemas: {
        Status: { type: 'string', enum: ['draft', 'issued'] },
        Page: { type: 'object', required: ['items'], properties: { items: { type: 'array', maxItems: 100, items: ref('Order') } } },
        Order: {
          allOf: [
            { type: 'object', required: ['id'], properties: { id: { type: 'string', format: 'uuid' } } },
            {
              type: 'object',
              required: ['status', 'title'],
              properties: {
                status: ref('Status'),
                title: { type: 'string', maxLength: 120 },
                number: { type: ['string', 'null'] },
                supplier: { oneOf: [{ type: 'null' }, ref('Supplier')] },
                ended: ref('Ended'),
                next: ref('Order'),
                before: { oneOf: [{ type: 'null' }, ref('Order')] },
              },
            },
          ],
        },
        Supplier: { type: 'object', required: ['name'], properties: { name: { type: 'string' }, rating: { type: 'number' } } },
        Ended: {
          oneOf: [
            { type: 'string', enum: ['open'] },
            { type: 'string', enum: ['approved'] },
            { type: 'object', required: ['rejected'], properties: { rejected: { type: 'string' } } },
            { type: 'object', required: ['cancelled'], properties: { cancelled: { type: 'string' } } },
          ],
        },
        NewOrder: {
          type: 'object',
          additionalProperties: false,
          required: ['title'],
          properties: {
            title: { type: 'string', minLength: 1, maxLength: 120 },
            note: { type: ['string', 'null'] },
            status: ref('Status'),
            code: { type: 'string', pattern: '^[A-Z]+$' },
            count: { type: 'integer' },
            ended: ref('Ended'),
            lines: { type: 'array', items: { type: 'object', properties: { text: { type: 'string' } } } },
          },
        },
      },
    },
  }
}

const schemas = (document) => document.components.schemas
const list = (document) => document.paths['/orders'].get
const create = (document) => document.paths['/orders'].post
const asked = (document) => schemas(document).NewOrder
const shown = (document) => schemas(document).Order.allOf[1]

const breaking = [
  ['an operation is gone', (d) => delete d.paths['/orders'].get, ['operation list_orders removed']],
  ['an address is gone', (d) => delete d.paths['/session'], ['operation create_session removed']],
  ['an operation has another name', (d) => { list(d).operationId = 'find_orders' }, ['operation list_orders renamed to find_orders']],
  ['another permission is needed', (d) => { list(d)['x-permission'] = 'order.view_all' }, ['operation list_orders permission changed']],
  ['whoever signed in a while ago may not', (d) => { list(d)['x-auth-max-age'] = 300 }, ['operation list_orders needs a newer sign-in']],
  ['what was public is not', (d) => { d.paths['/session'].post.security = [{ access_token: [] }] }, ['operation create_session security changed']],
  ['a second proof is needed', (d) => { list(d).security = [{ access_token: [], confirmation: [] }] }, ['operation list_orders security changed']],
  ['a filter is gone', (d) => list(d).parameters.shift(), ['operation list_orders query.status removed']],
  ['a filter must be given', (d) => { list(d).parameters[0].required = true }, ['operation list_orders query.status now required']],
  ['a new header must be sent', (d) => { create(d).parameters = [{ name: 'If-Match', in: 'header', required: true, schema: {} }] }, ['operation create_order header.If-Match now required']],
  ['a page is smaller', (d) => { list(d).parameters[1].schema.maximum = 50 }, ['operation list_orders query.limit maximum lowered']],
  ['a body is not taken', (d) => delete create(d).requestBody, ['operation create_order body removed']],
  ['a body must be sent', (d) => { d.paths['/session'].post.requestBody = { required: true, ...json({}) } }, ['operation create_session body now required']],
  ['a media type is not taken', (d) => { create(d).requestBody.content = { 'text/csv': {} } }, ['operation create_order body application/json removed']],
  ['a success has another status', (d) => { create(d).responses = { 202: create(d).responses[201] } }, ['operation create_order answer 201 removed', 'operation create_order answer 202 added']],
  ['a header is not sent', (d) => delete list(d).responses[200].headers, ['operation list_orders answer 200 header ETag removed']],
  ['an answer has another media type', (d) => { list(d).responses[200].content = { 'text/csv': {} } }, ['operation list_orders answer 200 application/json removed']],
  ['a field of an answer is gone', (d) => delete shown(d).properties.number, ['answer Order.number removed']],
  ['a field of an answer may be missing', (d) => { shown(d).required = ['status'] }, ['answer Order.title now optional']],
  ['a field of an answer may be null', (d) => { shown(d).properties.title.type = ['string', 'null'] }, ['answer Order.title now also null']],
  ['a named field of an answer may be null', (d) => { shown(d).properties.status = { oneOf: [{ type: 'null' }, ref('Status')] } }, ['answer Status now also null']],
  ['a field of an answer has another type', (d) => { shown(d).properties.title.type = 'integer' }, ['answer Order.title now also integer']],
  ['a field of an answer has another format', (d) => { schemas(d).Order.allOf[0].properties.id.format = 'date' }, ['answer Order.id format changed']],
  ['a number of an answer is written as text', (d) => { schemas(d).Supplier.properties.rating.type = 'string' }, ['answer Supplier.rating now also string']],
  ['a field of a request is gone', (d) => delete asked(d).properties.note, ['request NewOrder.note removed']],
  ['a field of a request must be given', (d) => asked(d).required.push('note'), ['request NewOrder.note now required']],
  ['a new field of a request must be given', (d) => { asked(d).properties.site = {}; asked(d).required.push('site') }, ['request NewOrder.site now required']],
  ['a field of a request may not be null', (d) => { asked(d).properties.note.type = 'string' }, ['request NewOrder.note no longer null']],
  ['a text must be shorter', (d) => { asked(d).properties.title.maxLength = 60 }, ['request NewOrder.title maxLength lowered']],
  ['a text has a limit', (d) => { asked(d).properties.note.maxLength = 500 }, ['request NewOrder.note maxLength lowered']],
  ['a text must be longer', (d) => { asked(d).properties.title.minLength = 3 }, ['request NewOrder.title minLength raised']],
  ['a text has another form', (d) => { asked(d).properties.code.pattern = '^[0-9]+$' }, ['request NewOrder.code pattern changed']],
  ['a number is no text', (d) => { asked(d).properties.count.type = 'string' }, ['request NewOrder.count no longer integer']],
  ['a list has a limit', (d) => { asked(d).properties.lines.maxItems = 10 }, ['request NewOrder.lines maxItems lowered']],
  ['a field inside a list is gone', (d) => { asked(d).properties.lines.items.properties = {} }, ['request NewOrder.lines[].text removed']],
  ['a list takes no other fields', (d) => { asked(d).properties.lines.items.additionalProperties = false }, ['request NewOrder.lines[] takes no other fields']],
  ['a word is not taken', (d) => schemas(d).Status.enum.pop(), ['request Status no longer "issued"']],
  ['a text is one of some words', (d) => { asked(d).properties.code = { type: 'string', enum: ['A'] } }, ['request NewOrder.code limited to some words']],
  ['a variant is not taken', (d) => schemas(d).Ended.oneOf.pop(), ['request Ended no longer cancelled: ..']],
  ['a variant holds something else', (d) => { schemas(d).Ended.oneOf[2].properties.rejected.type = 'integer' }, ['answer Ended.rejected now also integer', 'request Ended.rejected no longer string']],
]

const harmless = [
  ['nothing changes', () => {}],
  ['an operation is new', (d) => { d.paths['/new'] = { get: { operationId: 'new', responses: {} } } }],
  ['a filter is new', (d) => list(d).parameters.push({ name: 'q', in: 'query', schema: { type: 'string' } })],
  ['a filter takes more', (d) => { list(d).parameters[1].schema.maximum = 200 }],
  ['a refusal is new', (d) => { list(d).responses[409] = {} }],
  ['a refusal is not given any more', (d) => delete list(d).responses[429]],
  ['a second way in is open', (d) => list(d).security.push({ api_key: [] })],
  ['what was guarded is public', (d) => { list(d).security = [] }],
  ['a field of an answer is new', (d) => { shown(d).properties.site = { type: 'string' } }],
  ['an answer says a further word', (d) => schemas(d).Status.enum.push('closed')],
  ['an answer has a further variant', (d) => schemas(d).Ended.oneOf.push({ type: 'object', required: ['closed'], properties: { closed: {} } })],
  ['an answer is never null', (d) => { shown(d).properties.supplier = ref('Supplier') }],
  ['an answer has a limit', (d) => { shown(d).properties.title.maxLength = 60 }],
  ['a number of an answer is whole', (d) => { schemas(d).Supplier.properties.rating.type = 'integer' }],
  ['an optional field of a request is new', (d) => { asked(d).properties.site = { type: 'string' } }],
  ['a field of a request may be left out', (d) => { asked(d).required = [] }],
  ['a field of a request may be null', (d) => { asked(d).properties.title.type = ['string', 'null'] }],
  ['a number need not be whole', (d) => { asked(d).properties.count.type = 'number' }],
  ['a text may be longer', (d) => { asked(d).properties.title.maxLength = 500 }],
  ['words are written one by one', (d) => { schemas(d).Status = { oneOf: [{ type: 'string', enum: ['draft'] }, { type: 'string', const: 'issued' }] } }],
  ['a schema has another name', (d) => { schemas(d).Firm = schemas(d).Supplier; shown(d).properties.supplier.oneOf[1] = ref('Firm') }],
  ['a schema is written in place', (d) => { asked(d).properties.status = schemas(d).Status }],
  ['an answer is described by reference', (d) => { d.components.responses = { Listed: list(d).responses[200] }; list(d).responses[200] = { $ref: '#/components/responses/Listed' } }],
]

function changed(change) {
  const document = released()
  change(document)
  return document
}

for (const [name, change, expected] of breaking) {
  test(`it breaks clients that ${name}`, () => {
    assert.deepEqual(breaksOf(released(), changed(change)), expected)
  })
}

for (const [name, change] of harmless) {
  test(`it breaks nobody that ${name}`, () => {
    assert.deepEqual(breaksOf(released(), changed(change)), [])
  })
}

test('a decision record allows the breaks that it names', () => {
  const record = 'It was never filled.\n\n- Breaks: `answer Order.number removed`\nBreaks: `operation list_orders removed`, for the search is gone.\nIt Breaks: `nothing`'

  assert.deepEqual([...allowedBy([record, 'No word of it.'])], ['answer Order.number removed', 'operation list_orders removed'])
})
