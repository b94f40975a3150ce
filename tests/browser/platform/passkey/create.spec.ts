import { comesIn, entersConsole, operatorPassword } from '../../support/operators.ts'
import { hasDevice } from '../../support/passkey.ts'
import { expect, test } from '../../support/test.ts'

test('an operator adds a passkey, signs in with nothing else and beside the password, and removes it', async ({ page, baseURL, isAccessible, expectsFaults }) => {
  test.slow()
  expectsFaults('401', '403')
  await hasDevice(page)
  await entersConsole(page, 'liv', await comesIn(baseURL ?? '', 'liv'))
  await page.getByRole('link', { name: 'Your account' }).click()
  const card = page.getByRole('region', { name: 'Passkeys' })
  await expect(card.getByText('You have no passkey yet.')).toBeVisible()
  await isAccessible()

  await card.getByRole('button', { name: 'Add a passkey' }).click()
  const dialog = page.getByRole('dialog')
  const name = dialog.getByLabel('Name')
  await expect(name).toBeFocused()
  await isAccessible()
  await name.fill('')
  await dialog.getByRole('button', { name: 'Make the passkey' }).click()
  await expect(name).toHaveAccessibleDescription(/Give it a name/)
  await name.fill('The laptop')
  await name.press('Enter')
  await expect(dialog).toHaveCount(0)
  await expect(card.getByText('The laptop')).toBeVisible()
  await expect(card.getByText('never used')).toBeVisible()
  await isAccessible()

  // With nothing typed.
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/operator\/sign-in$/)
  await isAccessible()
  await page.getByRole('button', { name: 'Use a passkey', exact: true }).click()
  await expect(page.getByRole('banner')).toContainText('Liv Strand')

  // Where the sign-in is too old: beside the password, for a passkey alone may be another operator's.
  await page.route('**/v1/operator/passkeys/*', async (route) => {
    const headers = { 'WWW-Authenticate': 'Bearer error="insufficient_user_authentication", max_age="300"' }
    await route.fulfill({ status: 401, headers, json: { title: 'Too old', status: 401, code: 'sign_in_too_old', request_id: '' } })
  }, { times: 1 })
  await page.getByRole('link', { name: 'Your account' }).click()
  await card.getByRole('button', { name: 'Remove The laptop' }).click()
  await dialog.getByRole('button', { name: 'Remove' }).click()
  const again = page.getByRole('dialog', { name: 'Sign in again' })
  await again.getByRole('button', { name: 'Use a passkey instead of the code' }).click()
  await expect(again.getByLabel('Password', { exact: true })).toHaveAccessibleDescription(/Type your password first/)
  await isAccessible()
  await again.getByLabel('Password', { exact: true }).fill(operatorPassword)
  await again.getByRole('button', { name: 'Use a passkey instead of the code' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(card.getByText('You have no passkey yet.')).toBeVisible()

  // What was removed opens nothing.
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('button', { name: 'Use a passkey', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('This passkey opens nothing here.')
  await isAccessible()
})
