// What a journey finds already there is made through the API, as the people who would make it.
import { randomUUID } from 'node:crypto'
import { expect } from '@playwright/test'
import { password, type Who } from './test.ts'

export interface Answered {
  body: Record<string, unknown>
  etag: string
}

type Call = (method: 'GET' | 'POST' | 'PATCH', path: string, body?: object, etag?: string) => Promise<Answered>

/** Speaks to the API as somebody of the hotel; each call stands alone and keeps no cookie. */
export async function speakAs(origin: string, who: Who): Promise<Call> {
  const entry = await fetch(`${origin}/v1/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() },
    body: JSON.stringify({ organisation: 'harbour-house', email: `${who}@harbour-house.example`, password }),
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

const items = (answer: Answered) => answer.body['items'] as { id: string; name: string; code?: string }[]

/** A supplier that may be ordered from: one proposes it, another activates it. */
export async function activeSupplier(origin: string, name: string): Promise<string> {
  const [one, other] = [await speakAs(origin, 'accounts'), await speakAs(origin, 'accounts2')]
  const { body, etag } = await one('POST', '/v1/suppliers', { name, country: 'IE', currency: 'EUR' })
  await other('POST', `/v1/suppliers/${body['id']}/activate`, undefined, etag)
  return String(body['id'])
}

export interface Wanted {
  title: string
  supplier: string
  price: string
}

/** An order of the kitchen for ten of something, submitted by its requester; gives its id. */
export async function submittedOrder(origin: string, { title, supplier, price }: Wanted): Promise<string> {
  const requester = await speakAs(origin, 'requester')
  const departments = items(await requester('GET', '/v1/departments'))
  const taxes = items(await requester('GET', '/v1/tax-codes'))
  const draft = await requester('POST', '/v1/purchase-orders', {
    title,
    currency: 'EUR',
    supplier_id: await activeSupplier(origin, supplier),
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
  })
  const id = String(draft.body['id'])
  await requester('POST', `/v1/purchase-orders/${id}/submit`, undefined, draft.etag)
  return id
}

/** Lets somebody approve the step that asks them. */
export async function approvedBy(origin: string, id: string, ...people: Who[]): Promise<void> {
  for (const who of people) {
    const approver = await speakAs(origin, who)
    const { etag } = await approver('GET', `/v1/purchase-orders/${id}`)
    await approver('POST', `/v1/purchase-orders/${id}/approve`, {}, etag)
  }
}
