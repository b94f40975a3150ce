import { asksForAnother } from '../../support/email-change.ts'
import { opensMail } from '../../support/mail.ts'
import { expect, test } from '../../support/test.ts'

test('somebody changes their address once both mailboxes have agreed', async ({ page, browser, baseURL, isAccessible, expectsFaults }) => {
  expectsFaults('422')
  const { before, wanted } = await asksForAnother(page, baseURL ?? '', 'Wanda Wishes')
  await isAccessible()
  const waits = page.getByRole('region', { name: `Waits to become ${wanted}` })
  await expect(waits.getByText('Waits', { exact: true })).toHaveCount(2)
  await page.getByRole('button', { name: 'Change the address' }).click()
  await page.getByLabel('New e-mail address').fill('admin@harbour-house.example')
  await isAccessible()
  await page.getByRole('button', { name: 'Send both links' }).click()
  await expect(page.getByLabel('New e-mail address')).toHaveAccessibleDescription(/Somebody of the organisation has this address/)

  await (await opensMail(page, wanted, 'Confirm your new address')).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Is this your new address?' })).toBeVisible()
  await expect(page.getByRole('main')).toContainText(before)
  await expect(page.getByRole('main')).toContainText(wanted)
  await isAccessible()
  await page.getByRole('button', { name: 'Confirm' }).click()
  await expect(page.getByRole('heading', { name: 'Confirmed' })).toBeVisible()
  await page.goto('/settings/profile')
  await expect(waits.getByText('Confirmed', { exact: true })).toHaveCount(1)

  await (await opensMail(page, before, 'Do you want another address?')).click()
  await expect(page.getByText('with this the address changes')).toBeVisible()
  await page.getByRole('button', { name: 'Confirm' }).click()
  await expect(page.getByRole('heading', { name: 'The address is changed' })).toBeVisible()
  await isAccessible()

  const left = await browser.newContext({ baseURL: baseURL ?? '' })
  const elsewhere = await left.newPage()
  await elsewhere.goto('/sign-in')
  await elsewhere.getByLabel('Organisation').fill('harbour-house')
  await elsewhere.getByLabel('E-mail').fill(wanted)
  await elsewhere.getByLabel('Password', { exact: true }).fill('seven herons over the weir')
  await elsewhere.getByRole('button', { name: 'Sign in' }).click()
  await expect(elsewhere.getByRole('banner')).toBeVisible()
  await left.close()
  await opensMail(page, before, 'Your address was changed')
  await opensMail(page, wanted, 'Your address was changed')
})
