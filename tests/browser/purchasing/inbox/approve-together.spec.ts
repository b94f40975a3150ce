import { submittedOrder, submittedRequisition } from '../../support/api.ts'
import { expect, test } from '../../support/test.ts'

test('a head approves like orders together, sees what differs, and hears of the one that changed', async ({
  page,
  baseURL,
  signInAs,
  isAccessible,
  expectsFaults,
}) => {
  expectsFaults('409')
  const base = baseURL ?? ''
  await submittedOrder(base, { title: 'Together one', supplier: 'Together Copper', price: '40.00' })
  await submittedOrder(base, { title: 'Together two', supplier: 'Together Tin', price: '41.00' })
  await submittedOrder(base, { title: 'Together three', supplier: 'Together Zinc', price: '42.00' })
  await submittedRequisition(base, 'Together apart', '43.00')
  await signInAs('hod', '/approvals')
  for (const which of ['one', 'two', 'three'])
    await page.getByRole('checkbox', { name: `Choose Together ${which}` }).check()
  await expect(page.getByRole('checkbox', { name: 'Choose Together apart' })).toBeDisabled()
  await isAccessible()

  await page.getByRole('button', { name: 'Compare and approve' }).click()
  const dialog = page.getByRole('dialog', { name: 'Approve 3 documents' })
  await expect(dialog.getByRole('region', { name: 'The same for all' })).toContainText('Head of department')
  const differing = dialog.getByRole('list', { name: 'What differs' })
  await expect(differing.getByRole('listitem').filter({ hasText: 'Together two' })).toContainText('Together Tin')
  await isAccessible()
  const other = await page.context().newPage()
  await other.goto(page.url())
  await other.getByRole('button', { name: 'Approve Together three' }).click()
  await other.getByRole('dialog').getByRole('button', { name: 'Approve' }).click()
  // Below an open dialog nothing is found by its role.
  await expect(other.getByRole('dialog')).toHaveCount(0)
  await expect(other.getByRole('link', { name: 'Together three' })).toHaveCount(0)
  await other.close()

  await dialog.getByRole('button', { name: 'Approve 3' }).click()
  await expect(differing.getByText('Approved', { exact: true })).toHaveCount(2)
  await expect(differing.getByText(/^Not approved: /)).toHaveCount(1)
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  for (const which of ['one', 'two', 'three'])
    await expect(page.getByRole('link', { name: `Together ${which}` })).toHaveCount(0)
})

test('what is approved together fits a phone @phone', async ({ page, baseURL, signInAs, isAccessible }) => {
  await submittedRequisition(baseURL ?? '', 'Pair on a phone', '33.00')
  await submittedRequisition(baseURL ?? '', 'Pair on a phone too', '34.00')
  await signInAs('hod', '/approvals')
  await page.getByRole('checkbox', { name: 'Choose Pair on a phone', exact: true }).check()
  await page.getByRole('checkbox', { name: 'Choose Pair on a phone too' }).check()
  await page.getByRole('button', { name: 'Compare and approve' }).click()
  await expect(page.getByRole('dialog').getByText('Pair on a phone too')).toBeVisible()
  await isAccessible()
})
