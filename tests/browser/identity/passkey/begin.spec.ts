import { hasDevice } from '../../support/passkey.ts'
import { expect, password, test } from '../../support/test.ts'
import { showsPassword, signsInAtClinic } from '../../support/totp.ts'

test('somebody adds a passkey, signs in with nothing else, confirms by it, and removes it', async ({ page, isAccessible }) => {
  await page.clock.install()
  await hasDevice(page)
  await signsInAtClinic(page, 'gm')
  const card = page.getByRole('region', { name: 'Passkeys' })
  await expect(card.getByText('You have no passkey yet.')).toBeVisible()
  await isAccessible()

  await card.getByRole('button', { name: 'Add a passkey' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Password', { exact: true }).fill(password)
  await dialog.getByRole('button', { name: 'Next' }).click()
  const name = dialog.getByLabel('Name')
  await expect(name).toBeFocused()
  await isAccessible()
  await name.fill('')
  await dialog.getByRole('button', { name: 'Make the passkey' }).click()
  await expect(name).toHaveAccessibleDescription(/Give it a name/)
  await name.fill('The laptop')
  await name.press('Enter')
  await expect(dialog.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')).toHaveCount(10)
  await isAccessible()
  await dialog.getByLabel('I have kept them').check()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByRole('status').filter({ hasText: 'The passkey is added' })).toBeVisible()
  await expect(card.getByText('The laptop')).toBeVisible()
  await expect(page.getByText('10 recovery codes are left')).toBeVisible()
  await isAccessible()

  // With nothing typed.
  await page.context().clearCookies()
  await page.goto('/sign-in?to=%2Fsettings%2Fsecurity')
  await isAccessible()
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await expect(page.getByText('This browser')).toBeVisible()
  await expect(card.getByText('last used')).toBeVisible()

  // After the password, which alone is not enough any more.
  await page.context().clearCookies()
  await showsPassword(page, 'gm')
  await expect(page.getByText('Use the passkey of gm@alder-clinic.example')).toBeVisible()
  await isAccessible()
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await expect(page.getByText('This browser')).toBeVisible()

  // In the place of the password where a sign-in is too old.
  await page.clock.fastForward('06:00')
  await page.getByRole('button', { name: 'Sign out everywhere else' }).click()
  await dialog.getByRole('button', { name: 'Sign out everywhere else' }).click()
  const again = page.getByRole('dialog').filter({ hasText: 'Confirm that it is you' })
  await isAccessible()
  await again.getByRole('button', { name: 'Use a passkey' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await card.getByRole('button', { name: 'Rename The laptop' }).click()
  await dialog.getByLabel('Name').fill('The laptop at home')
  await dialog.getByRole('button', { name: 'Rename' }).click()
  await expect(card.getByText('The laptop at home')).toBeVisible()

  await card.getByRole('button', { name: 'Remove The laptop at home' }).click()
  await expect(dialog.getByText('It is your only second factor')).toBeVisible()
  await expect(dialog.getByLabel('Code')).toHaveAccessibleDescription('One of your recovery codes')
  await isAccessible()
  await dialog.getByRole('button', { name: 'Use a passkey' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'The passkey is removed' })).toBeVisible()
  await expect(card.getByText('You have no passkey yet.')).toBeVisible()
})

test('whoever goes back has added none @phone', async ({ page, isAccessible }) => {
  await hasDevice(page)
  await signsInAtClinic(page, 'gm')
  const card = page.getByRole('region', { name: 'Passkeys' })
  await card.getByRole('button', { name: 'Add a passkey' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByLabel('Password', { exact: true })).toBeVisible()
  await isAccessible()
  await dialog.getByLabel('Password', { exact: true }).fill(password)
  await dialog.getByRole('button', { name: 'Next' }).click()
  await expect(dialog.getByLabel('Name')).toBeVisible()
  await isAccessible()

  await dialog.getByRole('button', { name: 'Cancel' }).click()

  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(card.getByText('You have no passkey yet.')).toBeVisible()
})
