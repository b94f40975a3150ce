import { expect, test } from '../../support/test.ts'

test('accounts propose a supplier, see why they cannot activate it, and a second person does', async ({ page, signInAs, isAccessible }) => {
  await signInAs('accounts', '/suppliers/new')
  await expect(page.getByRole('button', { name: 'Propose supplier' })).toBeVisible()
  await isAccessible()
  await page.getByLabel('Name', { exact: true }).fill('Kestrel Candles')
  await page.getByRole('combobox', { name: 'Country' }).fill('Irel')
  await page.keyboard.press('Tab')
  await page.getByLabel('E-mail for orders').fill('orders@kestrel-candles.example')
  await page.getByRole('button', { name: 'Propose supplier' }).click()

  await expect(page.getByRole('heading', { level: 1, name: 'Kestrel Candles' })).toBeVisible()
  await expect(page.getByText('It waits for a second person').first()).toBeVisible()
  const activate = page.getByRole('button', { name: 'Activate' })
  await expect(activate).toHaveAttribute('aria-disabled', 'true')
  await expect(activate).toHaveAccessibleDescription(/Whoever entered a supplier, or changed what it is, cannot activate it/)
  await activate.hover()
  await expect(page.getByText(/Whoever entered a supplier/).filter({ visible: true })).toBeVisible()
  await isAccessible()
  const address = new URL(page.url()).pathname

  await signInAs('accounts2', address)
  await page.getByRole('button', { name: 'Activate' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Kestrel Candles can be ordered from now' })).toBeVisible()
  await expect(page.getByRole('list', { name: 'History' }).getByText('Activated')).toBeVisible()
})

test('a missing name is said beside its field, and nothing is sent', async ({ page, signInAs }) => {
  await signInAs('accounts', '/suppliers/new')
  await page.getByRole('button', { name: 'Propose supplier' }).click()

  await expect(page.getByLabel('Name', { exact: true })).toHaveAccessibleDescription(/Enter its name/)
  await expect(page).toHaveURL(/\/suppliers\/new$/)
})

test('somebody who edits an overtaken supplier keeps what they typed', async ({ page, signInAs, expectsFaults }) => {
  expectsFaults('412')
  await signInAs('accounts', '/suppliers/new')
  await page.getByLabel('Name', { exact: true }).fill('Overtaken Oysters')
  await page.getByRole('combobox', { name: 'Country' }).fill('Irel')
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: 'Propose supplier' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Overtaken Oysters' })).toBeVisible()
  const address = new URL(page.url()).pathname

  await page.getByRole('link', { name: 'Edit' }).click()
  await page.getByLabel('Phone').fill('+353 1 555 0100')
  const other = await page.context().newPage()
  await other.goto(`${address}/edit`)
  await other.getByLabel('Contact').fill('Dana Reed')
  await other.getByRole('button', { name: 'Save changes' }).click()
  await expect(other.getByRole('heading', { level: 1, name: 'Overtaken Oysters' })).toBeVisible()
  await other.close()

  await page.getByRole('button', { name: 'Save changes' }).click()
  await page.getByRole('button', { name: 'Load the newer state' }).click()
  await expect(page.getByLabel('Contact')).toHaveValue('Dana Reed')
  await expect(page.getByLabel('Phone')).toHaveValue('+353 1 555 0100')
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(page.getByText('+353 1 555 0100')).toBeVisible()
  await expect(page.getByText('Dana Reed')).toBeVisible()
})

test('the list finds a supplier by words, and the address keeps them @phone', async ({ page, signInAs, isAccessible }) => {
  await signInAs('accounts', '/suppliers')
  const suppliers = page.getByRole('list', { name: 'Suppliers' }).getByRole('link')
  await expect(suppliers.first()).toBeVisible()
  await isAccessible()
  await page.getByRole('searchbox', { name: /Name, tax number/ }).fill('no such supplier')
  await expect(page.getByRole('heading', { name: 'No supplier matches' })).toBeVisible()
  await expect(page).toHaveURL(/q=no/)

  await page.getByRole('button', { name: 'Clear the filters' }).click()
  await expect(suppliers.first()).toBeVisible()
})
