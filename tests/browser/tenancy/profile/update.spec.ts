import { expect, test } from '../../support/test.ts'

test('somebody changes their time zone and reads the clock of that place', async ({ page, signInAs, isAccessible }) => {
  await signInAs('housekeeping', '/settings/profile')
  await expect(page.getByRole('combobox', { name: 'Time zone' })).toBeVisible()
  await isAccessible()
  await page.getByRole('combobox', { name: 'Time zone' }).fill('Asia/Tokyo')
  await page.keyboard.press('Enter')
  await page.getByRole('combobox', { name: 'Language and formats' }).fill('German (Germany')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'It looks like this' })).toContainText('1.234.567,89')
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()

  await page.reload()
  await expect(page.getByRole('combobox', { name: 'Time zone' })).toHaveValue('Asia/Tokyo')
  await expect(page.getByRole('region', { name: 'It looks like this' })).toContainText('1.234.567,89')
})
