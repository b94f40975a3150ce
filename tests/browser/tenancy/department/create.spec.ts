import { expect, test } from '../../support/test.ts'

test('the admin adds a department with its head, and retires it', async ({ page, signInAs, isAccessible, expectsFaults }) => {
  await signInAs('admin', '/settings/departments')
  await page.getByRole('button', { name: 'Add a department' }).click()
  const drawer = page.getByRole('dialog', { name: 'Add a department' })
  await expect(drawer.getByLabel('Name')).toBeFocused()
  await drawer.getByLabel('Name').fill('Marina')
  await drawer.getByLabel('Code').fill('KIT')
  await drawer.getByRole('combobox', { name: 'Head' }).fill('Marcus')
  await drawer.getByRole('option', { name: /Marcus Feld/ }).click()
  await isAccessible()

  expectsFaults('422', '409')
  await drawer.getByRole('button', { name: 'Add' }).click()
  await expect(drawer.getByLabel('Code')).toHaveAttribute('aria-invalid', 'true')

  await drawer.getByLabel('Code').fill('MAR')
  await drawer.getByRole('button', { name: 'Add' }).click()
  const row = page.getByRole('row', { name: /Marina/ })
  await expect(row).toContainText('Marcus Feld')

  await row.getByRole('button', { name: 'Marina' }).click()
  await page.getByRole('dialog', { name: 'Department Marina' }).getByRole('button', { name: 'Retire' }).click()
  await expect(row).toHaveCount(0)
  await page.getByRole('button', { name: 'Retired' }).click()
  await expect(row).toContainText('Retired')
})

test('who may not change departments sees them and no way to', async ({ page, signInAs, isAccessible }) => {
  await signInAs('requester', '/settings/departments')
  await expect(page.getByRole('row', { name: /Kitchen/ })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Add a department' })).toHaveCount(0)
  await isAccessible()
})

test('the settings fit a phone @phone', async ({ page, signInAs, isAccessible }) => {
  await signInAs('admin', '/settings/organisation')
  await expect(page.getByLabel('Legal name')).toBeVisible()
  await isAccessible()
})
