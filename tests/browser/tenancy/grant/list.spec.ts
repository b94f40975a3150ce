import { asked, invited, pageOf } from '../../support/invitation.ts'
import { expect, test } from '../../support/test.ts'

test('the grants of one person, and in one state, are found again by the address', async ({ page, baseURL, signInAs, isAccessible }) => {
  const [given, waiting] = [await invited(baseURL ?? '', 'Greta Got'), await invited(baseURL ?? '', 'Walt Waits')]
  await asked(baseURL ?? '', given, { permissions: ['invitation.view', 'mail.view', 'grant.view', 'permission.view', 'supplier.export'] })
  await asked(baseURL ?? '', waiting, { roles: ['head_of_department'], reason: 'Heads the spa while Lena is away' })
  await signInAs('auditor', '/people/grants')
  const [greta, walt] = [page.getByRole('row').filter({ hasText: 'Greta Got' }), page.getByRole('row').filter({ hasText: 'Walt Waits' })]
  await expect(greta).toContainText('See who was invited, and who has joined')
  await expect(greta).toContainText('At once; nothing in it is guarded')
  await greta.getByText('and 2 more').click()
  await expect(greta).toContainText('Take the list of suppliers away as a file')
  await expect(walt).toContainText('Head of department')
  await expect(walt).toContainText('“Heads the spa while Lena is away”')
  await expect(walt).toContainText('For good')
  await expect(walt.getByRole('button')).toHaveCount(0)
  await isAccessible()

  await page.getByRole('button', { name: 'Waiting', exact: true }).click()
  await expect(page).toHaveURL(/state=waiting/)
  await expect(greta).toHaveCount(0)
  await page.getByRole('combobox', { name: 'Person' }).fill('Walt')
  await page.getByRole('option', { name: /Walt Waits/ }).first().click()
  await expect(page).toHaveURL(/person_id=/)
  await page.reload()
  await expect(page.getByRole('combobox', { name: 'Person' })).toHaveValue('Walt Waits')
  await expect(walt).toBeVisible()
  await page.getByRole('button', { name: 'Refused', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'No grant is like that' })).toBeVisible()
  await isAccessible()
  await page.getByRole('button', { name: 'Show all' }).click()
  await expect(greta).toBeVisible()
})

test('a person’s page leads to all that was asked for them', async ({ page, baseURL, signInAs }) => {
  const email = await invited(baseURL ?? '', 'Lina Led')
  await asked(baseURL ?? '', email, { permissions: ['department.create'] })
  await signInAs('owner', await pageOf(baseURL ?? '', email))
  await page.getByRole('link', { name: 'All that was asked for them' }).click()
  await expect(page.getByRole('row').filter({ hasText: 'Lina Led' })).toHaveCount(1)
  await expect(page.getByText('1 grant', { exact: true }).first()).toBeVisible()
})

test('who may not see grants is told so', async ({ page, signInAs, isAccessible }) => {
  await signInAs('accounts', '/people/grants')
  await expect(page.getByRole('heading', { name: 'You may not see this page' })).toBeVisible()
  await isAccessible()
})

test('grants fit a phone @phone', async ({ page, baseURL, signInAs, isAccessible }) => {
  const email = await invited(baseURL ?? '', 'Petra Phone')
  await asked(baseURL ?? '', email, { roles: ['accounts'] })
  await signInAs('owner', '/people/grants')
  const card = page.getByRole('list', { name: 'Grants' }).getByRole('listitem').filter({ hasText: 'Petra Phone' }).first()
  await expect(card).toContainText('Waiting')
  await expect(card.getByRole('button', { name: /^Agree/ })).toBeVisible()
  await isAccessible()
})
