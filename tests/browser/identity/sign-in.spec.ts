import { goesBack } from '../support/passkey.ts'
import { expect, password, test } from '../support/test.ts'

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
  await page.getByLabel('E-mail').fill('nobody@harbour-house.example')
  await page.getByLabel('Password', { exact: true }).fill('not the password at all')
  await page.getByRole('button', { name: 'Sign in' }).click()

  await expect(page.getByRole('alert')).toBeVisible()
  await expect(page).toHaveURL(/\/sign-in/)
})

test('whoever signs in is told what failed since they last did', async ({ page, isAccessible, expectsFaults }) => {
  expectsFaults('401')
  const signIn = async (password: string) => {
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Sign in' }).click()
  }
  await page.goto('/sign-in?to=%2Fsettings%2Fsecurity')
  await page.getByLabel('Organisation').fill('alder-clinic')
  await page.getByLabel('E-mail').fill('gm@alder-clinic.example')
  await signIn('not the password at all')
  await expect(page.getByRole('alert')).toBeVisible()
  await signIn('nor is this')
  await expect(page.getByRole('alert')).toBeVisible()

  await signIn(password)

  const told = '2 tries to sign in as you failed since you last did'
  await expect(page.getByRole('alert').filter({ hasText: told })).toContainText('change your password')
  await page.getByRole('button', { name: 'Dismiss' }).click()
  await expect(page.getByRole('alert')).toHaveCount(0)
  await expect(page.getByRole('status').filter({ hasText: told })).toContainText('from 127.0.0.1')
  await isAccessible()
})

test('whoever goes back from the passkey and types a wrong password is told of the password', async ({ page, isAccessible, expectsFaults }) => {
  expectsFaults('401')
  await goesBack(page)
  await page.goto('/sign-in')
  const usesPasskey = page.getByRole('button', { name: 'Use a passkey' })
  const submit = page.getByRole('button', { name: 'Sign in', exact: true })
  const notShown = page.getByRole('alert').filter({ hasText: 'No passkey was used' })
  await submit.click()
  await usesPasskey.click()
  await expect(notShown).toBeVisible()
  await isAccessible()

  await page.getByLabel('Organisation').fill('harbour-house')
  await page.getByLabel('E-mail').fill('nobody@harbour-house.example')
  await page.getByLabel('Password', { exact: true }).fill('not the password at all')
  await submit.click()

  await expect(page.getByRole('alert').filter({ hasText: 'do not belong together' })).toBeVisible()
  await expect(notShown).toHaveCount(0)
  await usesPasskey.click()
  await expect(notShown).toBeVisible()
  await expect(page.getByRole('alert')).toHaveCount(1)
})
