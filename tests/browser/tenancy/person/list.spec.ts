import { expect, test } from '../../support/test.ts'

test('the owner finds somebody and reads what they may do, and from which role', async ({ page, signInAs, isAccessible }) => {
  await signInAs('owner', '/people')
  await expect(page.getByRole('link', { name: 'Ines Carvalho' })).toBeVisible()
  await isAccessible()
  await page.getByRole('searchbox', { name: 'Name or e-mail' }).fill('ines')
  await page.getByRole('link', { name: 'Ines Carvalho' }).click()
  const held = page.getByRole('listitem').filter({ hasText: 'supplier.activate' })
  await expect(held).toContainText('Activate a supplier that somebody else entered')
  await expect(held).toContainText('Accounts')
  await isAccessible()

  await page.getByRole('link', { name: 'People' }).first().click()
  await page.getByRole('link', { name: 'Who may do what' }).click()
  await page.getByRole('searchbox', { name: 'Permission or meaning' }).fill('purchase_order.issue')
  const row = page.getByRole('row', { name: /Number and issue an approved order/ })
  await expect(row).toContainText('Accounts: yes')
  await expect(row).toContainText('Requester: no')
  await isAccessible()
})

test('people fit a phone @phone', async ({ page, signInAs, isAccessible }) => {
  await signInAs('requester', '/people')
  await expect(page.getByRole('list', { name: 'People' })).toBeVisible()
  await isAccessible()
})
