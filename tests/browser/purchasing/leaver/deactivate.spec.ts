import type { Browser } from '@playwright/test'
import { speakAt } from '../../support/api.ts'
import { invited, joinsBy, linkTo, pageOf } from '../../support/invitation.ts'
import { expect, test } from '../../support/test.ts'

// Somebody who has joined and left an order unfinished; gives their address.
async function withADraft(browser: Browser, origin: string, name: string): Promise<string> {
  const email = await invited(origin, name)
  const theirs = await browser.newContext({ baseURL: origin })
  await joinsBy(await theirs.newPage(), await linkTo(origin, email))
  await theirs.close()
  const call = await speakAt(origin, { organisation: 'harbour-house', email, password: 'seven herons over the weir' })
  const line = { description: 'Desk lamp', quantity: '2', unit: 'C62', unit_price: '40' }
  await call('POST', '/v1/purchase-orders', { title: `Lamps of ${name}`, currency: 'EUR', lines: [line] })
  return email
}

test('somebody is deactivated, another goes on with their draft, and they come back with nothing', async ({
  page,
  browser,
  baseURL,
  signInAs,
  isAccessible,
}) => {
  const email = await withADraft(browser, baseURL ?? '', 'Lena Leaver')
  await signInAs('admin', await pageOf(baseURL ?? '', email))
  await page.getByRole('button', { name: 'Deactivate' }).click()
  const dialog = page.getByRole('dialog', { name: 'Deactivate Lena Leaver?' })
  const documents = dialog.getByRole('region', { name: 'Requisitions and orders that have not ended' })
  await expect(documents).toContainText('Order Lamps of Lena Leaver')
  await isAccessible()
  await dialog.getByRole('button', { name: 'Deactivate' }).click()
  await expect(dialog.getByRole('combobox', { name: 'Goes on with them' })).toHaveAccessibleDescription(/Choose somebody/)
  await expect(dialog.getByRole('textbox', { name: 'Why' })).toHaveAccessibleDescription(/Say why/)

  await dialog.getByRole('combobox', { name: 'Goes on with them' }).fill('Ines')
  await page.getByRole('option', { name: /Ines Carvalho/ }).click()
  await dialog.getByRole('textbox', { name: 'Why' }).fill('Moves to another house')
  await isAccessible()
  await dialog.getByRole('button', { name: 'Deactivate' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Lena Leaver is deactivated' })).toBeVisible()
  await expect(page.getByText('Deactivated', { exact: true })).toBeVisible()
  await isAccessible()

  await page.getByRole('button', { name: 'Activate' }).click()
  const again = page.getByRole('dialog', { name: 'Activate Lena Leaver again?' })
  await again.getByRole('textbox', { name: 'Why' }).fill('Comes back in spring')
  await isAccessible()
  await again.getByRole('button', { name: 'Activate' }).click()
  await expect(page.getByText('Nothing is granted to this person.')).toBeVisible()
})

test('the list of people shows who is not active @phone', async ({ page, baseURL, browser, signInAs, isAccessible }) => {
  const email = await withADraft(browser, baseURL ?? '', 'Paul Phone')
  await signInAs('admin', await pageOf(baseURL ?? '', email))
  await page.getByRole('button', { name: 'Deactivate' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'Goes on with them' }).fill('Ines')
  await page.getByRole('option', { name: /Ines Carvalho/ }).click()
  await dialog.getByRole('textbox', { name: 'Why' }).fill('Leaves')
  await isAccessible()
  await dialog.getByRole('button', { name: 'Deactivate' }).click()
  await expect(page.getByText('Deactivated', { exact: true })).toBeVisible()

  await page.goto('/people?account=inactive')
  await page.getByRole('searchbox', { name: 'Name or e-mail' }).fill('Paul Phone')
  await expect(page.getByRole('link', { name: /Paul Phone/ }).first()).toBeVisible()
  await isAccessible()
})
