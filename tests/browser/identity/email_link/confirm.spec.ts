import { expect, test } from '../../support/test.ts'

test('a page without its secret says what is missing @phone', async ({ page, isAccessible }) => {
  await page.goto('/confirm-email')
  await expect(page.getByRole('heading', { name: 'This address lacks its link' })).toBeVisible()
  await isAccessible()
})

test('a link that never was one says so', async ({ page, isAccessible, expectsFaults }) => {
  expectsFaults('404')
  await page.goto('/confirm-email#eu1_never')
  await expect(page.getByRole('heading', { name: /link was used/ })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Go to sign-in' })).toBeVisible()
  await isAccessible()
})
