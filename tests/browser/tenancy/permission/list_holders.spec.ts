import { asked, invited, pageOf } from '../../support/invitation.ts'
import { expect, test } from '../../support/test.ts'

test('a permission leads to everybody who holds it, each with why', async ({ page, baseURL, signInAs, isAccessible }) => {
  const email = await invited(baseURL ?? '', 'Hanna Holder')
  await asked(baseURL ?? '', email, { permissions: ['supplier.export'], reason: 'Counts the suppliers' })
  await signInAs('admin', await pageOf(baseURL ?? '', email))
  await page.getByRole('link', { name: 'supplier.export' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Who can do that' })).toBeVisible()
  await expect(page.getByText('Take the list of suppliers away as a file')).toBeVisible()
  const row = page.getByRole('row').filter({ hasText: 'Hanna Holder' }).filter({ hasText: '“Counts the suppliers”' })
  await expect(row).toContainText('Given by Sam Okonkwo')
  await expect(row).toContainText('Not active, so it opens nothing')
  await expect(page.getByRole('row').filter({ hasText: 'Ines Carvalho' })).toContainText('From the role Accounts')
  await isAccessible()
  await page.reload()
  await expect(row).toBeVisible()

  await page.getByRole('link', { name: 'Who may do what' }).click()
  await page.getByRole('searchbox', { name: 'Permission or meaning' }).fill('purchase_order.issue')
  await expect(page.getByRole('row', { name: /Number and issue an approved order/ })).toContainText('guarded')
  await expect(page.getByText('An owner must agree to it, or invite with it.')).toBeVisible()
  await page.getByRole('link', { name: 'purchase_order.issue' }).click()
  await expect(page.getByRole('row').filter({ hasText: 'Ines Carvalho' })).toBeVisible()
  await expect(page.getByText('An owner must agree to it, or invite with it.')).toBeVisible()
})

test('who may not see what others may do is told so', async ({ page, signInAs, isAccessible }) => {
  await signInAs('requester', '/people/permissions/supplier.export/holders')
  await expect(page.getByRole('heading', { name: 'You may not see this page' })).toBeVisible()
  await isAccessible()
})

test('holders fit a phone @phone', async ({ page, signInAs, isAccessible }) => {
  await signInAs('owner', '/people/permissions/purchase_order.issue/holders')
  await expect(page.getByRole('list', { name: 'Who can do that' })).toContainText('Ines Carvalho')
  await isAccessible()
})
