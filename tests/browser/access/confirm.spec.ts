import type { Page } from '@playwright/test'
import { confirmDialog, confirms, mailOf } from '../support/confirming.ts'
import { signsInAsOwner, speakAsOwner } from '../support/mail.ts'
import { expect, test } from '../support/test.ts'

const rulesOf = (page: Page) => page.getByRole('region', { name: 'Rules for everybody’s sign-ins' })

async function asks(page: Page, failures: string): Promise<void> {
  const rules = rulesOf(page)
  await rules.getByLabel('Failures that make an account wait').fill(failures)
  await rules.getByRole('button', { name: 'Save changes' }).click()
}

test('what is to be done is read word for word, and a wrong code, a new one and the right one are told apart', async ({ page, baseURL, isAccessible, expectsFaults }) => {
  expectsFaults('403')
  const origin = baseURL ?? ''
  await speakAsOwner(origin, 'eighth-inn')
  await signsInAsOwner(page, 'eighth-inn', '/settings/security')
  await asks(page, '7')
  const dialog = confirmDialog(page)
  const field = dialog.getByLabel('Code', { exact: true })
  await expect(dialog.getByRole('heading', { name: 'Change the security policy' })).toBeVisible()
  await expect(dialog.getByRole('listitem').filter({ hasText: 'Failures that make an account wait: 10 → 7' })).toBeVisible()
  await expect(dialog.getByRole('listitem').filter({ hasText: 'Organisation: Eighth Inn' })).toBeVisible()
  await expect(dialog).toContainText('The code was sent to e***@eighth-inn.example')
  await expect(dialog).toContainText(/good for another [0-5]:\d\d/)
  await expect(field).toBeFocused()
  await isAccessible()

  const { code } = await mailOf(page, origin)
  await field.fill(code === '00000000' ? '11111111' : '00000000')
  await field.press('Enter')
  await expect(field).toHaveAccessibleDescription(/This is not the code. 4 more may be tried/)
  await expect(field).toBeFocused()
  await isAccessible()
  await dialog.getByRole('button', { name: 'Send a new code' }).click()
  await expect(dialog.getByText('A new code was sent')).toBeVisible()
  await field.fill(code)
  await field.press('Enter')
  await expect(field).toHaveAccessibleDescription(/This is not the code/)
  await confirms(page, origin)

  await expect(page.getByRole('status').filter({ hasText: 'The rules are saved' })).toBeVisible()
  await page.reload()
  await expect(rulesOf(page).getByLabel('Failures that make an account wait')).toHaveValue('7')
})

test('what is not confirmed is not done, and what was typed stays @phone', async ({ page, baseURL, isAccessible, expectsFaults }) => {
  expectsFaults('403')
  await speakAsOwner(baseURL ?? '', 'eighth-inn')
  await signsInAsOwner(page, 'eighth-inn', '/settings/security')
  await asks(page, '19')
  await isAccessible()
  await confirmDialog(page).getByRole('button', { name: 'Cancel' }).click()
  await expect(rulesOf(page).getByText('Nothing was done')).toBeVisible()
  await expect(rulesOf(page).getByLabel('Failures that make an account wait')).toHaveValue('19')
  await page.reload()
  await expect(rulesOf(page).getByLabel('Failures that make an account wait')).not.toHaveValue('19')
})
