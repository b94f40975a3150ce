import { expect, test } from '../support/test.ts'

test('an operation is opened in the API document, which asks nobody else for anything', async ({ page, baseURL }) => {
  const elsewhere: string[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith(`${baseURL}/`) && !request.url().startsWith('data:')) elsewhere.push(request.url())
  })
  await page.goto('/docs/')
  await page.getByRole('button', { name: /approve.*purchase-orders\/\{id\}\/approve|\/v1\/purchase-orders\/\{id\}\/approve/ }).first().click()

  const operation = page.locator('#operations-purchasing-approve_purchase_order')
  await expect(operation.getByText('Idempotency-Key').first()).toBeVisible()
  await expect(operation.getByRole('cell', { name: '412' })).toBeVisible()
  expect(elsewhere).toEqual([])
})
