import { approvedBy, issuedBy, submittedOrder } from '../../support/api.ts'
import { expect, test } from '../../support/test.ts'

test('accounts close short what will not come, and only a second person reopens it', async ({ page, baseURL, signInAs, isAccessible }) => {
  const origin = baseURL ?? ''
  const id = await submittedOrder(origin, { title: 'Pans that will not all come', supplier: 'Short Copper', price: '20.00' })
  await approvedBy(origin, id, 'hod', 'accounts')
  await issuedBy(origin, id, 'accounts2')
  await signInAs('accounts', `/purchase-orders/${id}`)

  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Close short' }).click()
  const dialog = page.getByRole('dialog')
  const quantity = dialog.getByLabel('Will not come, line 1')
  await expect(quantity).toHaveValue('10')
  await expect(dialog.getByRole('status').filter({ hasText: 'the order is closed short' })).toBeVisible()
  await quantity.fill('11')
  await dialog.getByLabel('Reason').fill('The foundry burnt down')
  await dialog.getByRole('button', { name: 'Close short' }).click()
  await expect(quantity).toHaveAccessibleDescription(/More than was ordered/)
  await quantity.fill('4')
  await expect(dialog.getByRole('status').filter({ hasText: 'One line is closed short.' })).toBeVisible()
  await isAccessible()
  await dialog.getByRole('button', { name: 'Close short' }).click()

  const lines = page.getByRole('table')
  await expect(lines.getByText('4 closed short')).toBeVisible()
  await expect(lines.getByText(/^Closed short by .*: The foundry burnt down$/)).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 }).locator('..')).toContainText('Issued')
  await page.getByRole('button', { name: 'More' }).click()
  await expect(page.getByRole('menuitem', { name: /^Reopen/ })).toHaveAttribute('aria-disabled', 'true')
  await page.keyboard.press('Escape')

  await signInAs('gm', `/purchase-orders/${id}`)
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: /^Reopen/ }).click()
  await expect(dialog.getByRole('checkbox', { name: /Line 1/ })).toHaveAccessibleDescription(/^4 .* are expected again$/)
  await dialog.getByLabel('Reason').fill('Another foundry has the moulds')
  await dialog.getByRole('button', { name: 'Reopen' }).click()

  await expect(lines.getByText('4 closed short')).toHaveCount(0)
  await expect(page.getByRole('list', { name: 'Activity' })).toContainText('reopened what was closed short')
})
