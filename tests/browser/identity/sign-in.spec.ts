import { expect, test } from '../support/test.ts'

test('somebody signs in, stays signed in after a reload, and signs out', async ({ page, signInAs, isAccessible, expectsFaults }) => {
  await signInAs('requester')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page).toHaveTitle('Hello, Aoife · Countersign')
  await isAccessible()

  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()

  expectsFaults('401')
  await page.getByRole('button', { name: /account|Aoife Brennan/i }).first().click()
  await page.getByRole('menuitem', { name: /sign out/i }).click()
  await expect(page).toHaveURL(/\/sign-in/)
})

test('a wrong password says nothing of what was wrong', async ({ page, expectsFaults }) => {
  expectsFaults('401')
  await page.goto('/sign-in')
  await page.getByLabel('Organisation').fill('harbour-house')
  await page.getByLabel('E-mail').fill('requester@harbour-house.example')
  await page.getByLabel('Password', { exact: true }).fill('not the password at all')
  await page.getByRole('button', { name: 'Sign in' }).click()

  await expect(page.getByRole('alert')).toBeVisible()
  await expect(page).toHaveURL(/\/sign-in/)
})
