import { submittedOrder } from '../../support/api.ts'
import { expect, test } from '../../support/test.ts'

test('filters stand in the URL and are taken away one by one', async ({ page, baseURL, signInAs, isAccessible }) => {
  await submittedOrder(baseURL ?? '', { title: 'Pans to be found', supplier: 'Found Copper', price: '30.00' })
  await signInAs('hod', '/purchase-orders')
  await isAccessible()
  await page.getByRole('button', { name: 'Needs approval' }).click()
  await expect(page).toHaveURL(/lifecycle=pending_approval/)

  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await page.getByRole('dialog').getByLabel('Amount from').fill('299')
  await page.getByRole('dialog').getByLabel('Amount up to').fill('301')
  await page.getByRole('dialog').getByRole('button', { name: 'Show' }).click()
  await expect(page.getByRole('link', { name: 'Pans to be found' })).toBeVisible()
  await expect(page).toHaveURL(/amount_from=.*299/)

  await page.getByRole('button', { name: /Remove the filter Amount/ }).click()
  await expect(page).not.toHaveURL(/amount_from/)
})
