import { answer, answerWithEtag, connect, everything } from '@countersign/client'

const [origin = '', organisation = '', email = '', password = ''] = process.argv.slice(2)
const api = connect({ origin, organisation, email, password })

const first = { params: { query: { limit: 1, is_active: true } } }
const [department] = (await answer(api.GET('/v1/departments', first))).items
const [supplier] = (await answer(api.GET('/v1/suppliers', { params: { query: { limit: 1, status: 'active' } } }))).items
const lines = [{ description: 'Bath towel', quantity: '40', unit: 'C62', unit_price: '8.50' }]
const body = { title: 'Towels', currency: 'EUR', department_id: department?.id, supplier_id: supplier?.id, lines }
const draft = await answerWithEtag(api.POST('/v1/purchase-orders', { body }))

// The tag says which revision is submitted: nothing that somebody changed meanwhile goes with it.
const params = { path: { id: draft.body.id }, header: { 'If-Match': draft.etag ?? '' } }
const { id, lifecycle } = await answer(api.POST('/v1/purchase-orders/{id}/submit', { params }))
console.log(`submitted: ${id} is ${lifecycle}`)

// All orders that one sees and how they stand, page after page until `next_cursor` is null.
const page = (cursor?: string) => answer(api.GET('/v1/purchase-orders', { params: { query: { limit: 2, cursor } } }))
for await (const order of everything(page)) console.log(order.id, order.number, order.lifecycle)
