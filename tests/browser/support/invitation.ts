// People who are invited, and the links that were mailed to them. Each journey invites its own.
import { randomUUID } from 'node:crypto'
import { expect, type Page } from '@playwright/test'
import { type Call, speakAs } from './api.ts'

/** An address that nobody has yet. */
export const freshEmail = () => `new-${randomUUID()}@harbour-house.example`

/** Lets the admin invite somebody as a requester. */
export async function invited(origin: string, name: string): Promise<string> {
  const email = freshEmail()
  const admin = await speakAs(origin, 'admin')
  await admin('POST', '/v1/invitations', { people: [{ name, email, roles: ['requester'] }] })
  return email
}

/** The page of whoever has this address. */
export async function pageOf(origin: string, email: string): Promise<string> {
  return `/people/${await idOf(await speakAs(origin, 'admin'), email)}`
}

/** Lets the admin ask rights for whoever has this address. */
export async function asked(origin: string, email: string, rights: Asked): Promise<void> {
  const admin = await speakAs(origin, 'admin')
  await admin('POST', '/v1/grants', { person_id: await idOf(admin, email), reason: 'Helps out', ...rights })
}

export interface Asked {
  roles?: string[]
  custom_roles?: string[]
  permissions?: string[]
  reason?: string
}

async function idOf(call: Call, email: string): Promise<string> {
  const { body } = await call('GET', `/v1/people?text=${encodeURIComponent(email)}`)
  const [person] = body['items'] as { id: string }[]
  expect(person, email).toBeDefined()
  return person?.id ?? ''
}

/** The link of the newest of so many mails to an address, as soon as they have gone out. */
export async function linkTo(origin: string, email: string, count = 1): Promise<string> {
  const keys = async () => {
    const list = await textOf(`${origin}/demo/mail`)
    const mails = [...list.matchAll(/href="\/demo\/mail\/([^"]+)"><b>[^<]*<\/b><small>([^<]*)</g)]
    return mails.filter(([, , facts]) => facts?.includes(email)).map(([, key]) => key)
  }
  await expect.poll(async () => (await keys()).length).toBe(count)
  const mail = await textOf(`${origin}/demo/mail/${(await keys())[0]}`)
  const link = /href="([^"]*\/first-sign-in#[^"]+)"/.exec(mail)?.[1]
  expect(link, mail).toBeDefined()
  return link ?? ''
}

/** Chooses a password by a mailed link, and is in. */
export async function joinsBy(page: Page, link: string): Promise<void> {
  await page.goto(link)
  const choices = page.locator('input[type=password]')
  await choices.first().fill('seven herons over the weir')
  await choices.last().fill('seven herons over the weir')
  await page.locator('button[type=submit]').click()
  await expect(page.getByRole('banner')).toBeVisible()
}

/** The row of somebody in the list of invitations. */
export function rowOf(page: Page, email: string) {
  return page.getByRole('row').filter({ hasText: email })
}

async function textOf(url: string): Promise<string> {
  const answer = await fetch(url)
  return answer.text()
}
