import { approvedBy, submittedOrder } from '../../support/api.ts'
import { expect, test } from '../../support/test.ts'

test('accounts issue an approved order, and it has a number and a printed copy', async ({ page, baseURL, signInAs, isAccessible }) => {
  const id = await submittedOrder(baseURL ?? '', { title: 'Pans to be issued', supplier: 'Issued Copper', price: '20.00' })
  await approvedBy(baseURL ?? '', id, 'hod', 'accounts')
  await signInAs('accounts2', '/purchase-orders?lifecycle=approved')
  await page.getByRole('link', { name: 'Pans to be issued' }).first().click()

  await page.getByRole('button', { name: 'Issue', exact: true }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await isAccessible()
  await page.getByRole('dialog').getByRole('button', { name: 'Issue' }).click()

  await expect(page.getByRole('heading', { level: 1 }).locator('..')).toContainText('Issued')
  await expect(page.getByRole('navigation', { name: 'Where you are' })).toContainText(/PO-\d{4}-\d{5}/)
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download PDF' }).click()
  expect((await download).suggestedFilename()).toMatch(/^PO-\d{4}-\d{5}\.pdf$/)
})
