// The test of every journey: it also fails on a violation of the content policy, an error in the console, or a page wider than the screen.
import { randomUUID } from 'node:crypto'
import { test as base, expect, type Page } from '@playwright/test'
import { hasNoViolation } from './accessibility.ts'
import { ownServer } from './servers.ts'

export { expect }

export const password = 'correct horse battery staple'

export type Who =
  | 'requester'
  | 'hod'
  | 'accounts'
  | 'accounts2'
  | 'gm'
  | 'admin'
  | 'owner'
  | 'auditor'
  | 'housekeeping'
  | 'hod.housekeeping'
  | 'hod.spa'

interface Speaking {
  /** Signs in as somebody of the hotel and opens a screen. */
  signInAs: (who: Who, path?: string) => Promise<void>
  /** The page as assistive technology meets it, in the present theme: no violation of WCAG 2.2 AA. */
  isAccessible: () => Promise<void>
  /** Faults that this test provokes on purpose, as parts of their messages. */
  expectsFaults: (...parts: string[]) => void
}

/** Signs in as somebody of the hotel in any browser, and opens a screen. How one signs in by the screens is told in `identity`. */
export async function signsIn(page: Page, who: Who, path = '/'): Promise<void> {
  // What a page of somebody else still asks for would be refused.
  if (page.url() !== 'about:blank') await page.goto('about:blank')
  const entry = await page.request.post(`${ownServer().origin}/v1/session`, {
    headers: { 'Idempotency-Key': randomUUID(), Origin: ownServer().origin },
    data: { organisation: 'harbour-house', email: `${who}@harbour-house.example`, password },
  })
  expect(entry.ok(), await entry.text()).toBe(true)
  await page.goto(path)
  // Only the frame around the screens has a banner.
  await expect(page.getByRole('banner')).toBeVisible()
}

export const test = base.extend<Speaking & { watched: string[]; provoked: string[] }>({
  baseURL: async ({}, use) => use(ownServer().origin),

  provoked: async ({}, use) => use([]),

  watched: [
    async ({ page, provoked }, use) => {
      const faults: string[] = []
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') faults.push(`console: ${message.text()}`)
      })
      page.on('pageerror', (error) => faults.push(`page: ${error.message}`))
      await page.exposeFunction('reportViolation', (text: string) => faults.push(`policy: ${text}`))
      await page.addInitScript(() => {
        document.addEventListener('securitypolicyviolation', (event) => {
          const report = (window as unknown as { reportViolation: (text: string) => void }).reportViolation
          report(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`)
        })
      })
      await use(faults)
      await isNoWiderThanTheScreen(page)
      const unexpected = faults.filter((fault) => !provoked.some((part) => fault.includes(part)))
      expect(unexpected, 'faults that no test provoked').toEqual([])
    },
    { auto: true },
  ],

  expectsFaults: async ({ provoked }, use) => use((...parts) => void provoked.push(...parts)),

  signInAs: async ({ page }, use) => {
    await use((who, path) => signsIn(page, who, path))
  },

  isAccessible: async ({ page }, use) => {
    await use(() => hasNoViolation(page))
  },
})

async function isNoWiderThanTheScreen(page: Page): Promise<void> {
  if (page.isClosed() || page.url() === 'about:blank') return
  // A page that is still on its way has no styles.
  const excess = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  await expect.poll(excess, { message: 'the page is no wider than the screen' }).toBeLessThanOrEqual(0)
}
