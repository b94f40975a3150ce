import type { Page } from '@playwright/test'
import { confirms } from '../../support/confirming.ts'
import { inns } from '../../support/inns.ts'
import { hasPassword, opensMail, signsInAsOwner } from '../../support/mail.ts'
import { comesIn, entersConsole } from '../../support/operators.ts'
import { expect, test } from '../../support/test.ts'

const slug = 'helped-inn'
const why = 'A supplier is missing, as you told us on the phone'

async function asks(page: Page, isAccessible: () => Promise<void>): Promise<void> {
  await page.getByRole('button', { name: 'Ask to read' }).click()
  const dialog = page.getByRole('dialog', { name: 'Ask an organisation to let you read' })
  await dialog.getByRole('textbox', { name: 'Organisation' }).fill('no-such-inn')
  await dialog.getByRole('textbox', { name: 'Why' }).fill(why)
  await dialog.getByRole('button', { name: 'Ask its owners' }).click()
  await expect(dialog.getByRole('textbox', { name: 'Organisation' })).toHaveAccessibleDescription(/There is no organisation/)
  await dialog.getByRole('textbox', { name: 'Organisation' }).fill(slug)
  await dialog.getByRole('textbox', { name: 'Ticket' }).fill('HD-2207')
  await isAccessible()
  await dialog.getByRole('button', { name: 'Ask its owners' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(page.getByRole('row').filter({ hasText: slug }).first()).toContainText('Waiting')
}

/** From the notice on the first page of the owner to what is confirmed. */
async function agrees(owner: Page, origin: string): Promise<void> {
  await owner.goto('/')
  await expect(owner.getByText('Alma Rask of the installation’s support asks to read')).toBeVisible()
  await owner.getByRole('link', { name: 'Look at the request' }).click()
  const request = owner.getByRole('list', { name: 'Requests of support' }).getByRole('listitem').first()
  await expect(request).toContainText(why)
  await expect(request).toContainText('HD-2207')
  await request.getByRole('button', { name: 'Let them read' }).click()
  await owner.getByRole('dialog', { name: /^Let Alma Rask read/ }).getByRole('button', { name: 'Let them read' }).click()
  await confirms(owner, origin)
  await expect(request).toContainText('Not opened yet')
}

async function opens(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Look again' }).click()
  await page.getByRole('button', { name: `Open ${slug}` }).click()
  await expect(page).toHaveURL(/\/purchase-orders/)
  await expect(page.getByRole('region', { name: 'Support access' })).toContainText('You read Helped Inn as support until')
}

test('support reads as an owner allowed, and is seen and ended', async ({ page, browser, baseURL, isAccessible, expectsFaults }) => {
  test.slow()
  expectsFaults('401', '403', '404', '409')
  const origin = baseURL ?? ''
  await hasPassword(origin, slug)
  const app = await comesIn(origin, 'alma')
  const owner = await (await browser.newContext({ baseURL: origin })).newPage()
  await signsInAsOwner(owner, slug, '/')

  // Asks; the owner reads why, by mail and on the first page, and agrees.
  await entersConsole(page, 'alma', app, '/operator/support')
  await expect(page.getByText('You have asked nobody yet')).toBeVisible()
  await isAccessible()
  await asks(page, isAccessible)
  await opensMail(owner, inns[slug].email, 'Alma Rask')
  await expect(owner.locator('pre')).toContainText(why)
  await agrees(owner, origin)

  // Reads, and is offered nothing that changes anything.
  await opens(page)
  const bar = page.getByRole('region', { name: 'Support access' })
  await expect(page.getByRole('heading', { name: 'Purchase orders', exact: true })).toBeVisible()
  await expect(page.getByRole('link', { name: 'New order' })).toHaveCount(0)
  await isAccessible()
  const menu = page.getByRole('navigation', { name: 'Main' })
  await menu.getByRole('link', { name: 'People' }).click()
  await expect(page.getByRole('row').filter({ hasText: inns[slug].owner })).toBeVisible()
  await expect(bar).toBeVisible()
  await menu.getByRole('link', { name: 'Settings' }).click()
  await expect(page).toHaveURL(/\/settings\/organisation/)
  await expect(page.getByRole('link', { name: 'Profile' })).toHaveCount(0)
  await isAccessible()

  // On a phone the bar stays.
  await page.setViewportSize({ width: 390, height: 844 })
  await expect(bar).toBeInViewport()
  await isAccessible()
  await page.setViewportSize({ width: 1280, height: 800 })

  // The organisation sees it live, with what was read.
  await owner.goto('/settings/support-access')
  const live = owner.getByRole('region', { name: 'Support reads' })
  await expect(live).toContainText('Alma Rask of support reads your organisation until')
  const newest = owner.getByRole('list', { name: 'Requests of support' }).getByRole('listitem').first()
  await expect(newest).toContainText('Reads now')
  await expect(newest).toContainText(/Read \d+ times, last GET \/v1\//)

  // The operator leaves.
  await bar.getByRole('button', { name: 'Leave' }).click()
  await expect(page).toHaveURL(/\/operator\/support/)
  const row = page.getByRole('row').filter({ hasText: slug }).first()
  await expect(row).toContainText('Ended')
  await owner.reload()
  await expect(newest).toContainText('given back')
  await expect(live).toHaveCount(0)

  // Once more; the owner ends it from the bar, on a phone, and the next thing that is asked for brings the operator back.
  await asks(page, isAccessible)
  await agrees(owner, origin)
  await opens(page)
  await owner.setViewportSize({ width: 390, height: 844 })
  await owner.reload()
  await live.getByRole('button', { name: 'End it' }).click()
  await owner.getByRole('dialog', { name: /^End what Alma Rask/ }).getByRole('button', { name: 'End it' }).click()
  await expect(live).toHaveCount(0)
  await expect(newest).toContainText('ended it')
  await menu.getByRole('link', { name: 'Suppliers' }).click()
  await expect(page).toHaveURL(/\/operator\/support/)
  await expect(page.getByText('Your access is over')).toBeVisible()
  await expect(row).toContainText('Ended')

  // Nothing is left of it in the page.
  await page.goto('/suppliers')
  await expect(page).toHaveURL(/\/sign-in/)
})
