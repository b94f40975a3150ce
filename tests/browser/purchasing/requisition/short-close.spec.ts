import { activeSupplier, orderedInPart, requisitionApprovedBy, submittedRequisition } from '../../support/api.ts'
import { expect, test } from '../../support/test.ts'

test('a head closes the rest of a requisition short, and accounts reopen it', async ({ page, baseURL, signInAs, isAccessible }) => {
  const origin = baseURL ?? ''
  const supplier = await activeSupplier(origin, 'Ended Copper')
  const id = await submittedRequisition(origin, 'Pans that are enough', '20.00')
  await requisitionApprovedBy(origin, id, 'hod', 'accounts')
  await orderedInPart(origin, id, supplier, '4')
  await signInAs('hod', `/requisitions/${id}`)

  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Close short' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('checkbox', { name: /Line 1: Copper pan/ })).toHaveAccessibleDescription(/^6 .* will not be ordered$/)
  await expect(dialog.getByRole('status').filter({ hasText: 'The whole requisition is closed short.' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Close short' }).click()
  await expect(dialog.getByLabel('Reason')).toHaveAccessibleDescription(/Say why/)
  await dialog.getByRole('checkbox', { name: /Line 1/ }).uncheck()
  await dialog.getByLabel('Reason').fill('The kitchen is smaller than planned')
  await dialog.getByRole('button', { name: 'Close short' }).click()
  await expect(dialog.getByText('Choose at least one line.')).toBeVisible()
  await dialog.getByRole('checkbox', { name: /Line 1/ }).check()
  await isAccessible()
  await dialog.getByRole('button', { name: 'Close short' }).click()

  const heading = page.getByRole('heading', { level: 1 }).locator('..')
  await expect(heading).toContainText('Closed short')
  const lines = page.getByRole('table')
  await expect(lines.getByText('6 closed short')).toBeVisible()
  await expect(lines.getByText(/^Closed short by .*: The kitchen is smaller than planned$/)).toBeVisible()
  await expect(page.getByRole('list', { name: 'Activity' })).toContainText('closed the rest short')
  await isAccessible()

  await signInAs('accounts', `/requisitions/${id}`)
  await expect(page.getByRole('button', { name: 'Turn into orders' })).toHaveCount(0)
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Reopen' }).click()
  await expect(dialog.getByRole('checkbox', { name: /Line 1/ })).toHaveAccessibleDescription(/^6 .* can be ordered again$/)
  await dialog.getByLabel('Reason').fill('A second kitchen is built')
  await dialog.getByRole('button', { name: 'Reopen' }).click()

  await expect(heading).toContainText('Partly ordered')
  await expect(lines.getByText('6 remain')).toBeVisible()
  await page.goto('/requisitions?is_to_order=true')
  await expect(page.getByRole('button', { name: 'To order', pressed: true })).toBeVisible()
  await expect(page.getByRole('row', { name: /Pans that are enough/ })).toContainText('1 of 1 lines to order')
})
