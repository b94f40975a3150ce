import { requisitionApprovedBy, activeSupplier, submittedRequisition } from '../../support/api.ts'
import { expect, test } from '../../support/test.ts'

test('accounts turn a part of an approved requisition into a draft order, and the rest stays open', async ({ page, baseURL, signInAs, isAccessible }) => {
  const origin = baseURL ?? ''
  await activeSupplier(origin, 'Divided Copper')
  const id = await submittedRequisition(origin, 'Pans to be divided', '20.00')
  await requisitionApprovedBy(origin, id, 'hod', 'accounts')
  await signInAs('accounts', `/requisitions/${id}`)

  await page.getByRole('button', { name: 'Turn into orders' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('To order, line 1').fill('11')
  await dialog.getByRole('button', { name: 'Make draft orders' }).click()
  await expect(dialog.getByLabel('To order, line 1')).toHaveAccessibleDescription(/More than remains/)
  await dialog.getByLabel('To order, line 1').fill('4')
  await dialog.getByRole('combobox', { name: 'From, line 1' }).fill('Divided')
  await page.getByRole('option', { name: /Divided Copper/ }).click()
  await expect(dialog.getByRole('status').filter({ hasText: 'Divided Copper: 1 line' })).toBeVisible()
  await isAccessible()
  await dialog.getByRole('button', { name: 'Make draft orders' }).click()

  await expect(page.getByRole('heading', { level: 1 }).locator('..')).toContainText('Partly ordered')
  await expect(page.getByRole('table').getByText('4 of 10 ordered')).toBeVisible()
  const trace = page.getByRole('table').getByRole('list', { name: 'Orders of line 1' })
  await expect(trace).toContainText('Draft order, line 1: 4, Draft')
  await expect(page.getByRole('table').getByText('6 remain')).toBeVisible()
  await trace.getByRole('link', { name: 'Draft order' }).click()
  await expect(page.getByText('€80.00').first()).toBeVisible()
  await expect(page.getByRole('link', { name: 'Open the requisition' })).toBeVisible()
  await page.getByRole('table').getByRole('link', { name: /^PR-.*, line 1$/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Pans to be divided' })).toBeVisible()
})
