// Operators of this run, each with the one-time link that the installation's command printed for them.
import { readFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { confirms } from './confirming.ts'
import { hereBy } from './inns.ts'
import { ownServer, type Server, serverOf } from './servers.ts'
import { codeAt } from './totp.ts'

export const operators = {
  oda: { name: 'Oda Finch', role: 'ops', email: 'oda@operators.example' },
  kofi: { name: 'Kofi Mensah', role: 'ops', email: 'kofi@operators.example' },
  petra: { name: 'Petra Holm', role: 'ops', email: 'petra@operators.example' },
  ines: { name: 'Inés Ferro', role: 'ops', email: 'ines@operators.example' },
  mira: { name: 'Mira Solberg', role: 'ops', email: 'mira@operators.example' },
  jonas: { name: 'Jonas Brandt', role: 'ops', email: 'jonas@operators.example' },
  rune: { name: 'Rune Dahl', role: 'ops', email: 'rune@operators.example' },
  sigrid: { name: 'Sigrid Moe', role: 'ops', email: 'sigrid@operators.example' },
  frida: { name: 'Frida Nord', role: 'ops', email: 'frida@operators.example' },
  liv: { name: 'Liv Strand', role: 'support', email: 'liv@operators.example' },
  tove: { name: 'Tove Aasen', role: 'security', email: 'tove@operators.example' },
  vera: { name: 'Vera Lindholm', role: 'security', email: 'vera@operators.example' },
  alma: { name: 'Alma Rask', role: 'support', email: 'alma@operators.example' },
  greta: { name: 'Greta Nilsen', role: 'security', email: 'greta@operators.example' },
  henrik: { name: 'Henrik Vold', role: 'security', email: 'henrik@operators.example' },
  silas: { name: 'Silas Amari', role: 'support', email: 'silas@operators.example' },
} as const

export type OperatorKey = keyof typeof operators

/** What they all choose. */
export const operatorPassword = 'nine lanterns along the quay'

/** Where inviting an operator leaves the link. */
export function operatorLinkFileOf(who: OperatorKey, data = ownServer().data): string {
  return join(data, `operator-${who}-link`)
}

export function operatorLinkOf(who: OperatorKey): string {
  return hereBy(readFileSync(operatorLinkFileOf(who), 'utf8'))
}

const stepMs = 30_000
const enoughMs = 4_000
const stepNow = () => Math.floor(Date.now() / stepMs)

/** The app of an operator. Each code is good once, in its own thirty seconds and in no others. */
export class OperatorApp {
  readonly secret: string
  #last: number

  constructor(secret: string, last = 0) {
    this.secret = secret
    this.#last = last
  }

  /** A code that was not shown yet, with enough of its time left to be used. */
  async next(): Promise<string> {
    const isFresh = () => stepNow() > this.#last && stepMs - (Date.now() % stepMs) > enoughMs
    await expect.poll(isFresh, { timeout: 2 * stepMs }).toBe(true)
    this.#last = stepNow()
    return codeAt(this.secret, Date.now())
  }
}

/** The app of an operator who has come in by the link: before the first journey, so that none waits for the code after the first. */
export async function comesIn(origin: string, who: OperatorKey): Promise<OperatorApp> {
  const kept = await readFile(appFileOf(who, serverOf(origin).data), 'utf8')
  const { secret, last } = JSON.parse(kept) as { secret: string; last: number }
  return new OperatorApp(secret, last)
}

/** Brings an operator in by the link, through the API of a server. */
export async function bringsIn({ origin, data }: Server, who: OperatorKey): Promise<void> {
  const [, link] = readFileSync(operatorLinkFileOf(who, data), 'utf8').trim().split('#')
  const begun = await posts(origin, '/v1/operator/links/begin', { link })
  const { secret } = begun['totp'] as { secret: string }
  const code = await new OperatorApp(secret).next()
  const last = stepNow()
  await posts(origin, '/v1/operator/links/use', { link, password: operatorPassword, code })
  await writeFile(appFileOf(who, data), JSON.stringify({ secret, last }))
}

function appFileOf(who: OperatorKey, data: string): string {
  return join(data, `operator-${who}-app`)
}

/** Types both factors on the page of signing in. */
export async function showsFactors(page: Page, who: OperatorKey, code: string): Promise<void> {
  await page.getByLabel('E-mail').fill(operators[who].email)
  await page.getByLabel('Password', { exact: true }).fill(operatorPassword)
  await page.getByLabel('Code', { exact: true }).fill(code)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** Signs in and opens a screen of the console. */
export async function entersConsole(page: Page, who: OperatorKey, app: OperatorApp, path = '/operator'): Promise<void> {
  await page.goto(path)
  await expect(page).toHaveURL(/\/operator\/sign-in/)
  await showsFactors(page, who, await app.next())
  await expect(page.getByRole('banner')).toContainText(operators[who].name)
}

/** From whom a mail to an operator is. */
export const operations = 'Countersign operations'

/** Reads once more what is about to be done, and types the code of the mail; the first answer is a fault to the console: 403. */
export async function confirmsAsOperator(page: Page, origin: string): Promise<void> {
  await confirms(page, origin, operations)
}

/** Chooses what is asked for of an organisation. */
export async function asksIn(page: Page, organisation: string, act: string): Promise<void> {
  await page.getByRole('button', { name: `Acts for ${organisation}` }).click()
  await page.getByRole('menuitem', { name: act }).click()
}

async function posts(origin: string, path: string, body: object): Promise<Record<string, unknown>> {
  const answer = await fetch(`${origin}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: origin },
    body: JSON.stringify(body),
  })
  const told = (await answer.json()) as Record<string, unknown>
  expect(answer.ok, `${path}: ${JSON.stringify(told)}`).toBe(true)
  return told
}
