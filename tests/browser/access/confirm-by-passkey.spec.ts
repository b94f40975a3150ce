import type { Page } from '@playwright/test'
import { confirmDialog, confirms, mailOf } from '../support/confirming.ts'
import type { Inn } from '../support/inns.ts'
import { firstPassword, opensMail, signsInAsOwner, speakAsOwner } from '../support/mail.ts'
import { hasDevice } from '../support/passkey.ts'
import { expect, test } from '../support/test.ts'

const failures = 'Failures that make an account wait'
const rulesOf = (page: Page) => page.getByRole('region', { name: 'Rules for everybody’s sign-ins' })

async function asks(page: Page, text: string): Promise<void> {
  await rulesOf(page).getByLabel(failures).fill(text)
  await rulesOf(page).getByRole('button', { name: 'Save changes' }).click()
}

/** Signs an owner in who adds a passkey. */
async function hasPasskey(page: Page, origin: string, inn: Inn): Promise<void> {
  await hasDevice(page)
  await speakAsOwner(origin, inn)
  await signsInAsOwner(page, inn, '/settings/security')
  await page.getByRole('region', { name: 'Passkeys' }).getByRole('button', { name: 'Add a passkey' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Password', { exact: true }).fill(firstPassword)
  await dialog.getByRole('button', { name: 'Next' }).click()
  await dialog.getByRole('button', { name: 'Make the passkey' }).click()
  await dialog.getByLabel('I have kept them').check()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
}

test('whoever has a passkey reads what is to be done and confirms by it, or has a code sent', async ({ page, baseURL, isAccessible, expectsFaults }) => {
  expectsFaults('403')
  const origin = baseURL ?? ''
  await hasPasskey(page, origin, 'eleventh-inn')
  await asks(page, '7')
  const dialog = confirmDialog(page)
  const saved = page.getByRole('status').filter({ hasText: 'The rules are saved' })
  await expect(dialog.getByRole('heading', { name: 'Change the security policy' })).toBeVisible()
  await expect(dialog.getByRole('listitem').filter({ hasText: `${failures}: 10 → 7` })).toBeVisible()
  await expect(dialog.getByRole('listitem').filter({ hasText: 'Organisation: Eleventh Inn' })).toBeVisible()
  await expect(dialog).toContainText('The same words were mailed to e***@eleventh-inn.example')
  await expect(dialog).toContainText(/for another [0-5]:\d\d/)
  await expect(dialog.getByLabel('Code', { exact: true })).toHaveCount(0)
  await isAccessible()
  await dialog.getByRole('button', { name: 'Confirm with a passkey' }).press('Enter')
  await expect(saved).toBeVisible()
  await page.reload()
  await expect(rulesOf(page).getByLabel(failures)).toHaveValue('7')

  // There and back again, and by the code in the end.
  await asks(page, '8')
  await dialog.getByRole('button', { name: 'Send a code instead' }).click()
  await expect(dialog.getByLabel('Code', { exact: true })).toBeFocused()
  await expect(dialog).toContainText('The code was sent to e***@eleventh-inn.example')
  await isAccessible()
  const voided = await mailOf(page, origin)
  await dialog.getByRole('button', { name: 'Use a passkey instead' }).click()
  await expect(dialog.getByRole('button', { name: 'Confirm with a passkey' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Send a code instead' }).click()
  await expect(dialog.getByLabel('Code', { exact: true })).toBeFocused()
  await dialog.getByLabel('Code', { exact: true }).fill(voided.code)
  await dialog.getByRole('button', { name: 'Confirm' }).click()
  await expect(dialog.getByText(/This is not the code/)).toBeVisible()
  await confirms(page, origin)
  await expect(saved).toBeVisible()
  await page.reload()
  await expect(rulesOf(page).getByLabel(failures)).toHaveValue('8')

  const mail = 'To be confirmed by your passkey: Change the security policy (Eleventh Inn)'
  await opensMail(page, 'elva@eleventh-inn.example', mail)
  await expect(page.locator('pre')).toContainText('This was not me')
  await expect(page.locator('pre')).not.toContainText('minutes: ')
})

test('what no passkey confirmed is not done @phone', async ({ page, baseURL, isAccessible, expectsFaults }) => {
  expectsFaults('403')
  await hasPasskey(page, baseURL ?? '', 'twelfth-inn')
  await asks(page, '19')
  const dialog = confirmDialog(page)
  await expect(dialog.getByRole('button', { name: 'Confirm with a passkey' })).toBeInViewport()
  await expect(dialog.getByRole('button', { name: 'Send a code instead' })).toBeInViewport()
  await isAccessible()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(rulesOf(page).getByText('Nothing was done')).toBeVisible()
  await page.reload()
  await expect(rulesOf(page).getByLabel(failures)).not.toHaveValue('19')
})
