import { submittedOrder, submittedRequisition } from '../../support/api.ts'
import { expect, test } from '../../support/test.ts'

test('a head decides on what waits without leaving the list', async ({ page, baseURL, signInAs, isAccessible }) => {
  await submittedOrder(baseURL ?? '', { title: 'Pans that wait', supplier: 'Waiting Copper', price: '30.00' })
  await submittedRequisition(baseURL ?? '', 'Pans asked for in vain', '31.00')
  await signInAs('hod', '/approvals')
  const waiting = page.getByRole('list', { name: 'My approvals' })
  await expect(waiting.getByRole('link', { name: 'Pans that wait' })).toBeVisible()
  await isAccessible()

  await page.getByRole('button', { name: 'Approve Pans that wait' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(waiting.getByRole('link', { name: 'Pans that wait' })).toHaveCount(0)

  await page.getByRole('button', { name: 'Return Pans asked for in vain' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Return' }).click()
  await expect(page.getByRole('dialog').getByLabel('Reason')).toHaveAccessibleDescription(/Say why/)
  await page.getByRole('dialog').getByLabel('Reason').fill('Ask for the cheaper ones.')
  await page.getByRole('dialog').getByRole('button', { name: 'Return' }).click()
  // Behind a dialog the list is out of reach: only once that has gone is it done.
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(waiting.getByRole('link', { name: 'Pans asked for in vain' })).toHaveCount(0)

  await signInAs('requester', '/requisitions?lifecycle=draft')
  await page.getByRole('link', { name: 'Pans asked for in vain' }).first().click()
  await expect(page.getByText('Ask for the cheaper ones.').first()).toBeVisible()
})

test('the list fits a phone, and a requester with nothing to decide is told so @phone', async ({ page, baseURL, signInAs, isAccessible }) => {
  await submittedRequisition(baseURL ?? '', 'Pans for a phone', '32.00')
  await signInAs('hod', '/approvals')
  await expect(page.getByRole('link', { name: 'Pans for a phone' })).toBeVisible()
  await isAccessible()

  await signInAs('requester', '/approvals')
  await expect(page.getByRole('heading', { name: 'Nothing waits for you' })).toBeVisible()
  await isAccessible()
})
