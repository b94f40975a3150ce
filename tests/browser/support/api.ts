// What a journey finds already there is made through the API, as the people who would make it.
import { randomUUID } from 'node:crypto'
import { expect } from '@playwright/test'
import { password, type Who } from './test.ts'

export interface Answered {
  body: Record<string, unknown>
  etag: string
}

export type Call = (method: 'GET' | 'POST' | 'PATCH', path: string, body?: object, etag?: string) => Promise<Answered>

export interface Account {
  organisation: string
  email: string
  password: string
}

/** Speaks to the API as somebody of the hotel. */
export function speakAs(origin: string, who: Who): Promise<Call> {
  return speakAt(origin, { organisation: 'harbour-house', email: `${who}@harbour-house.example`, password })
}

/** Speaks to the API as anybody; each call stands alone and keeps no cookie. */
export async function speakAt(origin: string, account: Account): Promise<Call> {
  const entry = await fetch(`${origin}/v1/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() },
    body: JSON.stringify(account),
  })
  const { access_token: token } = (await answerOf(entry)) as { access_token: string }
  return async (method, path, body, etag) => {
    const answer = await fetch(`${origin}${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        ...(body ? { 'Content-Type': 'application/json' } : {}),
        ...(method === 'POST' ? { 'Idempotency-Key': randomUUID() } : {}),
        ...(etag ? { 'If-Match': etag } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    return { body: await answerOf(answer), etag: answer.headers.get('etag') ?? '' }
  }
}

async function answerOf(answer: Response): Promise<Record<string, unknown>> {
  const body = (await answer.json()) as Record<string, unknown>
  expect(answer.ok, `${answer.url}: ${JSON.stringify(body)}`).toBe(true)
  return body
}

const [orders, requisitions] = ['/v1/purchase-orders', '/v1/requisitions']

const items = (answer: Answered) => answer.body['items'] as { id: string; name: string; code?: string }[]

/** A supplier that may be ordered from: one proposes it, another activates it. */
export async function activeSupplier(origin: string, name: string, email?: string): Promise<string> {
  const [one, other] = [await speakAs(origin, 'accounts'), await speakAs(origin, 'accounts2')]
  const { body, etag } = await one('POST', '/v1/suppliers', { name, country: 'IE', currency: 'EUR', ...(email ? { email } : {}) })
  await other('POST', `/v1/suppliers/${body['id']}/activate`, undefined, etag)
  return String(body['id'])
}

export interface Wanted {
  title: string
  supplier: string
  /** Where the supplier takes orders. */
  email?: string
  price: string
}

/** What the kitchen asks for: ten of something. */
async function pans(requester: Call, price: string) {
  const departments = items(await requester('GET', '/v1/departments'))
  const taxes = items(await requester('GET', '/v1/tax-codes'))
  return {
    currency: 'EUR',
    department_id: departments.find((one) => one.name === 'Kitchen')?.id,
    lines: [
      {
        description: 'Copper pan, 28 cm',
        quantity: '10',
        unit: 'C62',
        unit_price: price,
        tax_code_id: taxes.find((one) => one.code === 'VAT0')?.id,
      },
    ],
  }
}

async function submitted(requester: Call, documents: string, body: object): Promise<string> {
  const draft = await requester('POST', documents, body)
  const id = String(draft.body['id'])
  await requester('POST', `${documents}/${id}/submit`, undefined, draft.etag)
  return id
}

/** An order of the kitchen for ten of something, submitted by its requester; gives its id. */
export async function submittedOrder(origin: string, { title, supplier, email, price }: Wanted): Promise<string> {
  const requester = await speakAs(origin, 'requester')
  const supplierId = await activeSupplier(origin, supplier, email)
  return submitted(requester, orders, { title, supplier_id: supplierId, ...(await pans(requester, price)) })
}

/** A requisition of the kitchen for ten of something, submitted; gives its id. */
export async function submittedRequisition(origin: string, title: string, price: string): Promise<string> {
  const requester = await speakAs(origin, 'requester')
  return submitted(requester, requisitions, { title, ...(await pans(requester, price)) })
}

/** Lets somebody approve the step of an order that asks them. */
export async function approvedBy(origin: string, id: string, ...people: Who[]): Promise<void> {
  await approved(origin, `${orders}/${id}`, people)
}

/** Lets somebody approve the step of a requisition that asks them. */
export async function requisitionApprovedBy(origin: string, id: string, ...people: Who[]): Promise<void> {
  await approved(origin, `${requisitions}/${id}`, people)
}

/** Lets somebody issue an approved order. */
export async function issuedBy(origin: string, id: string, who: Who): Promise<void> {
  const issuer = await speakAs(origin, who)
  const { etag } = await issuer('GET', `${orders}/${id}`)
  await issuer('POST', `${orders}/${id}/issue`, undefined, etag)
}

/** Lets Accounts order so much of the first line of a requisition. */
export async function orderedInPart(origin: string, id: string, supplier: string, quantity: string): Promise<void> {
  const accounts = await speakAs(origin, 'accounts')
  const { body, etag } = await accounts('GET', `${requisitions}/${id}`)
  const [line] = body['lines'] as { id: string }[]
  const lines = [{ requisition_line_id: line?.id, quantity }]
  await accounts('POST', `${requisitions}/${id}/order`, { orders: [{ supplier_id: supplier, lines }] }, etag)
}

async function approved(origin: string, document: string, people: Who[]): Promise<void> {
  for (const who of people) {
    const approver = await speakAs(origin, who)
    const { etag } = await approver('GET', document)
    await approver('POST', `${document}/approve`, {}, etag)
  }
}
