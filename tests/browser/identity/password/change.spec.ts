import type { Page } from '@playwright/test'
import { expect, password, test } from '../../support/test.ts'

const chosen = 'lanterns over the meadow'

// Of the other organisation, where no other journey needs the password of the demo.
async function signsInAsStranger(page: Page, secret: string): Promise<void> {
  await page.goto('/sign-in?to=%2Fsettings%2Fsecurity')
  await page.getByLabel('Organisation').fill('alder-clinic')
  await page.getByLabel('E-mail').fill('auditor@alder-clinic.example')
  await page.getByLabel('Password', { exact: true }).fill(secret)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

test('somebody chooses another password, and is signed out everywhere else', async ({ page, browser, baseURL, isAccessible, expectsFaults }) => {
  expectsFaults('401', '403', '422')
  const left = await browser.newContext({ baseURL: baseURL ?? '' })
  const elsewhere = await left.newPage()
  await signsInAsStranger(elsewhere, password)
  await expect(elsewhere.getByText('This browser')).toBeVisible()
  await signsInAsStranger(page, password)
  await expect(page.getByRole('listitem').filter({ hasText: 'Last used' })).toHaveCount(2)

  await page.getByRole('button', { name: 'Change password' }).click()
  const dialog = page.getByRole('dialog')
  const now = dialog.getByLabel('Current password')
  const next = dialog.getByLabel('New password', { exact: true })
  const again = dialog.getByLabel('The same again')
  await expect(now).toBeFocused()
  await isAccessible()

  await dialog.getByRole('button', { name: 'Change password' }).click()
  await expect(dialog.getByText('Enter your password')).toBeVisible()
  await expect(dialog.getByText('Use at least 15 characters; a few words will do')).toBeVisible()

  // Every word of it is known: the server says so, beside the field.
  await now.fill(password)
  await next.fill('qwertyuiopasdfgh')
  await expect(dialog.getByText('Guessed at once. Many people have one like it.')).toBeVisible()
  await next.fill('Alder Clinic 2026!')
  await again.fill('Alder Clinic 2026!')
  await dialog.getByRole('button', { name: 'Change password' }).click()
  await expect(dialog.getByText(/^Too easy to guess/)).toBeVisible()
  await expect(next).toBeFocused()

  await next.fill(chosen)
  await expect(dialog.getByText('Hard to guess.')).toBeVisible()
  await isAccessible()
  await again.fill(chosen)
  await now.fill('something else entirely')
  await dialog.getByRole('button', { name: 'Change password' }).click()
  await expect(dialog.getByText('This is not the password of whoever is signed in.')).toBeVisible()
  await expect(now).toBeFocused()
  await isAccessible()

  await now.fill(password)
  await now.press('Enter')
  await expect(page.getByRole('status').filter({ hasText: 'Your password is changed' })).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByRole('listitem').filter({ hasText: 'Last used' })).toHaveCount(1)
  await elsewhere.getByRole('link', { name: 'Profile' }).click()
  await expect(elsewhere.getByRole('button', { name: 'Sign in' })).toBeVisible()

  await signsInAsStranger(elsewhere, password)
  await expect(elsewhere.getByText('do not belong together')).toBeVisible()
  await elsewhere.getByLabel('Password', { exact: true }).fill(chosen)
  await elsewhere.getByRole('button', { name: 'Sign in' }).click()
  await expect(elsewhere.getByText('This browser')).toBeVisible()
  await left.close()
})

test('whoever goes back keeps the password @phone', async ({ page, signInAs, isAccessible }) => {
  await signInAs('requester', '/settings/security')
  await page.getByRole('button', { name: 'Change password' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Current password').fill(password)
  await dialog.getByLabel('New password', { exact: true }).fill(password)
  await dialog.getByLabel('The same again').fill(password)
  await dialog.getByRole('button', { name: 'Change password' }).click()
  await expect(dialog.getByText('This is your current password')).toBeVisible()
  await dialog.getByLabel('New password', { exact: true }).fill(chosen)
  await dialog.getByRole('button', { name: 'Change password' }).click()
  await expect(dialog.getByText('The two differ')).toBeVisible()
  await isAccessible()

  await dialog.getByRole('button', { name: 'Cancel' }).click()

  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByText('This browser')).toBeVisible()
})
