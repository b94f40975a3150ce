import { approvedBy, submittedOrder } from '../../support/api.ts'
import { expect, test } from '../../support/test.ts'

test('the head of a department approves on a phone in two taps @phone', async ({ page, baseURL, signInAs, isAccessible }) => {
  const id = await submittedOrder(baseURL ?? '', { title: 'Pans for the grill', supplier: 'Phone Copper', price: '12.50' })
  await signInAs('hod', `/purchase-orders/${id}`)
  await expect(page.getByRole('heading', { level: 1, name: 'Pans for the grill' })).toBeVisible()
  await isAccessible()

  await page.getByRole('button', { name: 'Approve' }).tap()
  await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).tap()

  await expect(page.getByText('You approved Pans for the grill')).toBeVisible()
  await expect(page.getByRole('list', { name: 'Approvals' })).toContainText('Approved')
})

test('above a thousand the general manager approves last, by keyboard', async ({ page, baseURL, signInAs }) => {
  const id = await submittedOrder(baseURL ?? '', { title: 'Pans for the banquet', supplier: 'Banquet Copper', price: '125.00' })
  await approvedBy(baseURL ?? '', id, 'hod', 'accounts')
  await signInAs('gm', `/purchase-orders/${id}`)
  await expect(page.getByText('€1,250.00').first()).toBeVisible()

  await page.keyboard.press('a')
  await page.getByRole('dialog').getByLabel('Note').fill('For the wedding in May.')
  await page.keyboard.press('Control+Enter')

  await expect(page.getByRole('heading', { level: 1 }).locator('..')).toContainText('Approved')
  await expect(page.getByRole('list', { name: 'Approvals' })).toContainText('For the wedding in May.')
})

test('a closed approval says why, and looks right in the dark', async ({ page, baseURL, signInAs, isAccessible }) => {
  const id = await submittedOrder(baseURL ?? '', { title: 'Pans out of turn', supplier: 'Turn Copper', price: '150.00' })
  await signInAs('gm', '/purchase-orders')
  await page.getByRole('button', { name: 'Use dark theme' }).click()
  await page.goto(`/purchase-orders/${id}`)

  const approve = page.getByRole('button', { name: 'Approve' })
  await expect(approve).toHaveAttribute('aria-disabled', 'true')
  await expect(approve).toHaveAccessibleDescription(/GM opens after/)
  await isAccessible()
})
