import { expect, test } from '../../support/test.ts'

test('the auditor filters the trail, opens a change and follows it', async ({ page, signInAs, isAccessible }) => {
  await signInAs('accounts', '/suppliers/new')
  await page.getByLabel('Name', { exact: true }).fill('Audited Awnings')
  await page.getByRole('combobox', { name: 'Country' }).fill('Irel')
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: 'Propose supplier' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Audited Awnings' })).toBeVisible()
  await page.getByRole('link', { name: 'Edit' }).click()
  await page.getByLabel('E-mail for orders').fill('orders@awnings.example')
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(page.getByText('orders@awnings.example')).toBeVisible()

  await signInAs('auditor', '/audit')
  await expect(page.getByRole('list', { name: 'Events' }).getByRole('link').first()).toBeVisible()
  await isAccessible()
  await page.getByRole('button', { name: 'Filters' }).click()
  await page.getByRole('combobox', { name: 'Action' }).fill('supplier updated')
  await page.keyboard.press('Enter')
  await page.getByRole('combobox', { name: 'Person' }).fill('Ines')
  await page.getByRole('option', { name: /Ines Carvalho/ }).click()
  await expect(page).toHaveURL(/action=supplier\.updated/)
  await expect(page).toHaveURL(/person_id=/)

  await page.getByRole('list', { name: 'Events' }).getByRole('link').first().click()
  const event = page.getByRole('article', { name: 'Supplier updated' })
  const change = event.getByRole('region', { name: 'Change of supplier' })
  await expect(change).toContainText('Changed: "email": null → "orders@awnings.example"personal')
  await expect(change.getByRole('button', { name: /unchanged lines/ }).first()).toBeVisible()
  await isAccessible()

  await event.getByRole('link', { name: 'Everything that happened to it' }).click()
  await expect(page).toHaveURL(/entity_id=/)
  await expect(page.getByRole('list', { name: 'Events' }).getByText('supplier.created')).toBeVisible()
})

test('what somebody was refused stands among the denials', async ({ page, signInAs, isAccessible, expectsFaults }) => {
  expectsFaults('404')
  await signInAs('accounts', '/suppliers/0198c5a2-7d1e-7000-8000-000000000000')
  await expect(page.getByRole('heading', { name: /There is nothing here/ })).toBeVisible()

  await signInAs('auditor', '/audit/denials')
  await expect(page.getByRole('table', { name: 'Denials' }).getByText('supplier.view').first()).toBeVisible()
  await isAccessible()
})

test('who may not read the trail is told so', async ({ page, signInAs }) => {
  await signInAs('requester', '/audit')
  await expect(page.getByRole('heading', { name: 'You may not see this page' })).toBeVisible()
})

test('an event and its changes fit a phone @phone', async ({ page, signInAs, isAccessible }) => {
  await signInAs('auditor', '/audit?entity=supplier')
  await page.getByRole('list', { name: 'Events' }).getByRole('link').first().click()
  await expect(page.getByRole('heading', { name: 'What changed' })).toBeVisible()
  await isAccessible()

  await page.getByRole('link', { name: 'All events' }).click()
  await expect(page.getByRole('list', { name: 'Events' })).toBeVisible()
})
