import { firstLinkOf } from '../../support/inns.ts'
import { expect, test } from '../../support/test.ts'

test('a first owner chooses a password by the one-time link, and is in', async ({ page, isAccessible, expectsFaults }) => {
  const link = firstLinkOf('first-inn')
  await page.goto(link)
  await expect(page.getByText('olive@first-inn.example')).toBeVisible()
  await isAccessible()

  await page.getByLabel('New password').fill('too short')
  await page.getByLabel('The same again').fill('too short')
  await page.getByRole('button', { name: 'Set the password and sign in' }).click()
  await expect(page.getByLabel('New password')).toHaveAccessibleDescription(/at least 15 characters/)

  expectsFaults('422', '404')
  await page.getByLabel('New password').fill('first inn first inn')
  await page.getByLabel('The same again').fill('first inn first inn')
  await page.getByRole('button', { name: 'Set the password and sign in' }).click()
  await expect(page.getByLabel('New password')).toHaveAccessibleDescription(/Too easy to guess/)

  await page.getByLabel('New password').fill('seven herons over the weir')
  await page.getByLabel('The same again').fill('seven herons over the weir')
  await page.getByRole('button', { name: 'Set the password and sign in' }).click()
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
  await expect(page.getByText('First Inn').first()).toBeVisible()

  await page.goto(link)
  await page.reload()
  await expect(page.getByRole('heading', { name: /link was used/ })).toBeVisible()
})

test('an address without its secret says what is missing @phone', async ({ page, isAccessible }) => {
  await page.goto('/first-sign-in')
  await expect(page.getByRole('heading', { name: 'This address lacks its link' })).toBeVisible()
  await isAccessible()
})
