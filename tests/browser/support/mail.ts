// Owners who forget their password, and the mail that they get.
import { randomUUID } from 'node:crypto'
import { expect, type Locator, type Page } from '@playwright/test'
import { type Call, speakAt } from './api.ts'
import { firstLinkOf, type Inn, inns } from './inns.ts'

/** What the owners of the inns chose at first. */
export const firstPassword = 'seven herons over the weir'

/** Lets an owner choose their first password, unless they have one. */
export async function hasPassword(origin: string, inn: Inn): Promise<void> {
  const [, link] = firstLinkOf(inn).split('#')
  const answer = await posts(origin, '/v1/link/use', { link, password: firstPassword })
  expect([200, 404], 'it is set now, or was already').toContain(answer.status)
}

/** Speaks to the API as the owner of an inn. */
export async function speakAsOwner(origin: string, inn: Inn): Promise<Call> {
  await hasPassword(origin, inn)
  return speakAt(origin, { organisation: inn, email: inns[inn].email, password: firstPassword })
}

/** Asks for a link to a new password, as anybody may. */
export async function asksReset(origin: string, organisation: string, email: string): Promise<void> {
  const answer = await posts(origin, '/v1/password/ask-reset', { organisation, email })
  expect(answer.status, await answer.text()).toBe(202)
}

/** A mail to the owner of an inn that stands so: one that is there, or one that is asked for now. */
export async function hasMail(origin: string, inn: Inn, state: 'waiting' | 'failed'): Promise<void> {
  const owner = await speakAsOwner(origin, inn)
  const count = async () => ((await owner('GET', `/v1/mails?state=${state}`)).body['items'] as unknown[]).length
  if ((await count()) === 0) await asksReset(origin, inn, inns[inn].email)
  await expect.poll(count).toBeGreaterThan(0)
}

/** Signs in as the owner of an inn and opens a screen. */
export async function signsInAsOwner(page: Page, inn: Inn, path: string, password = firstPassword): Promise<void> {
  await page.goto(`/sign-in?to=${encodeURIComponent(path)}`)
  await page.getByLabel('Organisation').fill(inn)
  await page.getByLabel('E-mail').fill(inns[inn].email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('banner')).toBeVisible()
}

/** Opens the newest mail to an address with a subject that begins so, as soon as it has come; gives the link in it. */
export async function opensMail(page: Page, address: string, subject: string): Promise<Locator> {
  const mails = page.getByRole('link').filter({ hasText: address }).filter({ hasText: subject })
  const arrived = async () => {
    await page.goto('/demo/mail')
    return mails.count()
  }
  await expect.poll(arrived).toBeGreaterThan(0)
  await mails.first().click()
  await expect(page.getByRole('heading', { name: subject })).toBeVisible()
  return page.locator('pre').getByRole('link').first()
}

function posts(origin: string, path: string, body: object): Promise<Response> {
  return fetch(`${origin}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() },
    body: JSON.stringify(body),
  })
}
