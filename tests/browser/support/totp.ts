// An authenticator app, and people of the clinic who have one: no journey needs them without it at the same time.
import { createHmac, randomUUID } from 'node:crypto'
import { expect, type Locator, type Page } from '@playwright/test'
import type { Account } from './api.ts'
import { password } from './test.ts'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const stepS = 30

/** The code of an app at a moment (RFC 6238). */
export function codeAt(secret: string, atMs: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(atMs / 1000 / stepS)))
  const mac = createHmac('sha1', bytesOf(secret)).update(counter).digest()
  const offset = (mac.at(-1) ?? 0) & 15
  return String((mac.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, '0')
}

/** The code of this moment, with enough of its thirty seconds left to be used; each is good once. */
export async function codeNow(secret: string): Promise<string> {
  await expect.poll(() => stepS - ((Date.now() / 1000) % stepS)).toBeGreaterThan(4)
  return codeAt(secret, Date.now())
}

function bytesOf(secret: string): Buffer {
  const bits = [...secret].map((char) => alphabet.indexOf(char).toString(2).padStart(5, '0')).join('')
  return Buffer.from(bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? [])
}

export type Clinician = 'requester' | 'hod' | 'accounts' | 'accounts2' | 'gm' | 'admin' | 'owner'

const organisation = 'alder-clinic'
export const emailOf = (who: Clinician) => `${who}@${organisation}.example`

/** Shows organisation, address and password on the page of signing in. */
export async function showsPassword(page: Page, who: Clinician): Promise<void> {
  await page.goto('/sign-in?to=%2Fsettings%2Fsecurity')
  await page.getByLabel('Organisation').fill(organisation)
  await page.getByLabel('E-mail').fill(emailOf(who))
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** Signs in where somebody sees what they sign in with, by a code where they have an app. */
export async function signsInAtClinic(page: Page, who: Clinician, code?: string): Promise<Locator> {
  await showsPassword(page, who)
  if (code !== undefined) {
    await page.getByLabel('Code').fill(code)
    await page.getByRole('button', { name: 'Sign in' }).click()
  }
  await expect(page.getByText('This browser')).toBeVisible()
  return page.getByRole('region', { name: 'Two-step sign-in' })
}

interface App {
  secret: string
  /** Good once each; whoever takes one takes it out. */
  codes: string[]
}

/** Sets up an app for somebody of the clinic, through the API. */
export function setsUpApp(origin: string, who: Clinician): Promise<App> {
  return setsUpAppOf(origin, { organisation, email: emailOf(who), password })
}

/** Sets up an app for anybody. */
export async function setsUpAppOf(origin: string, account: Account): Promise<App> {
  const browser = new Cookies(origin)
  await browser.post('/v1/session', account)
  const { secret } = (await browser.post('/v1/totp/begin', { password: account.password })) as { secret: string }
  const confirmed = await browser.post('/v1/totp/confirm', { code: await codeNow(secret) })
  return { secret, codes: confirmed['recovery_codes'] as string[] }
}

/** Signs in by a recovery code and takes the app away again, so that the password alone is enough for the next. */
export async function takesAppAway(origin: string, who: Clinician, codes: string[]): Promise<void> {
  const browser = await signedIn(origin, who, codes)
  await browser.post('/v1/totp/remove', { password, code: codes.pop() })
}

/** Signs in by so many recovery codes. */
export async function usesUp(origin: string, who: Clinician, codes: string[], count: number): Promise<void> {
  for (let used = 0; used < count; used += 1) await signedIn(origin, who, codes)
}

async function signedIn(origin: string, who: Clinician, codes: string[]): Promise<Cookies> {
  const browser = new Cookies(origin)
  const { sign_in } = await browser.post('/v1/session', { organisation, email: emailOf(who), password })
  await browser.post('/v1/session/complete', { sign_in, code: codes.pop() })
  return browser
}

/** As much of a browser as keeps the cookies of a session. */
class Cookies {
  readonly origin: string
  readonly kept = new Map<string, string>()

  constructor(origin: string) {
    this.origin = origin
  }

  async post(path: string, body: object): Promise<Record<string, unknown>> {
    const csrf = this.kept.get('__Host-csrf')
    const answer = await fetch(`${this.origin}${path}`, {
      method: 'POST',
      headers: {
        Origin: this.origin,
        'Content-Type': 'application/json',
        'Idempotency-Key': randomUUID(),
        ...(this.kept.size > 0 ? { Cookie: [...this.kept].map((pair) => pair.join('=')).join('; ') } : {}),
        ...(csrf ? { 'X-CSRF-Token': csrf } : {}),
      },
      body: JSON.stringify(body),
    })
    for (const cookie of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=')
      this.kept.set(name, value)
    }
    const told = (await answer.json()) as Record<string, unknown>
    expect(answer.ok, `${path}: ${JSON.stringify(told)}`).toBe(true)
    return told
  }
}
