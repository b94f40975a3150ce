import { activeSupplier } from '../../support/api.ts'
import { expect, test } from '../../support/test.ts'

test('somebody drafts an order, mends what was wrong, and edits it', async ({ page, baseURL, signInAs, isAccessible }) => {
  await activeSupplier(baseURL ?? '', 'Drafted Copper')
  await signInAs('requester', '/purchase-orders/new')
  await expect(page.getByRole('heading', { level: 1, name: 'New order' })).toBeVisible()
  await page.getByRole('button', { name: /Save draft/ }).click()
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveAccessibleDescription(/Say what it is/)
  await isAccessible()

  await page.getByRole('textbox', { name: 'Title' }).fill('Pans to be drafted')
  await page.getByLabel('Description, line 1').fill('Copper pan, 24 cm')
  await page.getByLabel('Quantity, line 1').fill('3')
  await page.getByRole('combobox', { name: 'Unit, line 1' }).fill('ea')
  await page.keyboard.press('Tab')
  await page.getByLabel('Unit price, line 1').fill('41.50')
  await page.getByRole('combobox', { name: 'Supplier' }).fill('Drafted')
  await page.getByRole('option', { name: /Drafted Copper/ }).click()
  await page.getByRole('button', { name: /Save draft/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Pans to be drafted' })).toBeVisible()
  await expect(page.getByText('€124.50').first()).toBeVisible()
  await expect(page.getByRole('list', { name: 'Where it will go' })).toContainText('Marcus Feld')

  await page.getByRole('link', { name: 'Edit' }).click()
  await page.getByLabel('Quantity, line 1').fill('4')
  await page.getByRole('button', { name: /Save/ }).first().click()
  await expect(page.getByText('€166.00').first()).toBeVisible()
})

test('the form of an order fits a phone @phone', async ({ page, signInAs, isAccessible }) => {
  await signInAs('requester', '/purchase-orders/new')
  await expect(page.getByRole('textbox', { name: 'Title' })).toBeVisible()
  await isAccessible()
})
