import { submittedOrder } from '../support/api.ts'
import { expect, test } from '../support/test.ts'

test('home shows what waits for a head, and opens it', async ({ page, baseURL, signInAs, isAccessible }) => {
  await submittedOrder(baseURL ?? '', { title: 'Pans seen from home', supplier: 'Home Copper', price: '33.00' })
  await signInAs('hod')
  await expect(page.getByRole('heading', { level: 1, name: 'Hello, Marcus' })).toBeVisible()
  await expect(page.getByRole('link', { name: /My approvals.*\d+ waiting/ })).toBeVisible()
  await isAccessible()

  await page.getByRole('main').getByRole('link', { name: /Pans seen from home/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Pans seen from home' })).toBeVisible()
  await expect(page).toHaveTitle('Pans seen from home · Countersign')
})

test('the palette finds an order by words and opens it by keyboard', async ({ page, baseURL, signInAs, isAccessible }) => {
  await submittedOrder(baseURL ?? '', { title: 'Pans for the palette', supplier: 'Palette Copper', price: '34.00' })
  await signInAs('requester')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeVisible()
  await page.keyboard.type('for the palette')
  await expect(page.getByRole('option', { name: /Pans for the palette/ })).toBeVisible()
  await isAccessible()
  await page.keyboard.press('Enter')

  await expect(page.getByRole('heading', { level: 1, name: 'Pans for the palette' })).toBeVisible()
})

test('home fits a phone @phone', async ({ page, signInAs, isAccessible }) => {
  await signInAs('requester')
  await expect(page.getByRole('heading', { level: 1, name: 'Hello, Aoife' })).toBeVisible()
  await isAccessible()
})

test('a document that is not there, or not to be seen, says so', async ({ page, signInAs, isAccessible, expectsFaults }) => {
  expectsFaults('404')
  await signInAs('requester', '/purchase-orders/01a1f0de-0000-7000-8000-000000000000')
  await expect(page.getByRole('heading', { name: 'There is nothing here that you may see.' })).toBeVisible()
  await isAccessible()
})
