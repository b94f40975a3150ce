import { asked, invited } from '../../support/invitation.ts'
import { freshName, made } from '../../support/role.ts'
import { expect, test } from '../../support/test.ts'

test('a changed role says who holds another form of it', async ({ page, baseURL, signInAs, isAccessible }) => {
  const origin = baseURL ?? ''
  const role = await made(origin, 'Linen desk', ['supplier.view', 'supplier.export'])
  const email = await invited(origin, 'Lea Linen')
  await asked(origin, email, { custom_roles: [role.id] })
  await signInAs('admin', `/settings/roles/${role.id}`)
  await expect(page.getByRole('row').filter({ hasText: 'Lea Linen' })).toContainText('As the template')
  await page.getByRole('link', { name: 'Change', exact: true }).click()
  const name = freshName('Linen room')
  await page.getByLabel('Name', { exact: true }).fill(name)
  const search = page.getByRole('searchbox', { name: 'Permission or meaning' })
  await search.fill('supplier.export')
  await page.getByRole('checkbox', { name: 'Take the list of suppliers away as a file' }).uncheck()
  await search.fill('category.export')
  await page.getByRole('checkbox', { name: 'Take the list of categories away as a file' }).check()
  await page.getByRole('button', { name: 'Save changes' }).click()

  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  await expect(page.getByText('1 person holds another form of it')).toBeVisible()
  const row = page.getByRole('row').filter({ hasText: 'Lea Linen' })
  await expect(row).toContainText('Take the list of categories away as a file')
  await expect(row).toContainText('Still holds')
  await isAccessible()
})

test('while a grant of it waits, what it holds stays', async ({ page, baseURL, signInAs, isAccessible, expectsFaults }) => {
  expectsFaults('409')
  const origin = baseURL ?? ''
  const role = await made(origin, 'Order desk', ['purchase_order.view', 'purchase_order.issue'])
  await asked(origin, await invited(origin, 'Wout Waits'), { custom_roles: [role.id] })
  await signInAs('admin', `/settings/roles/${role.id}`)
  await expect(page.getByText('A grant of it waits')).toBeVisible()
  await page.getByRole('link', { name: 'Change', exact: true }).click()
  await page.getByRole('searchbox', { name: 'Permission or meaning' }).fill('purchase_order.mail')
  await page.getByRole('checkbox', { name: 'Mail an issued order to its supplier' }).check()
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(page.getByText('A grant of this role waits for somebody to agree')).toBeVisible()
  await isAccessible()
  page.on('dialog', (question) => void question.accept())
})

test('a role that comes along stays as it is', async ({ page, signInAs, isAccessible }) => {
  await signInAs('admin', '/settings/roles/accounts')
  await expect(page.getByText('It comes along and stays as it is.')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Change', exact: true })).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Retire' })).toHaveCount(0)
  await page.getByRole('link', { name: 'Copy' }).click()
  await expect(page).toHaveURL(/from=accounts/)
  await expect(page.getByText(/\d+ permissions are chosen\./)).toBeVisible()
  await isAccessible()
})
