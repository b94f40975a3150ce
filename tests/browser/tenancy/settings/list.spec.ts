import type { Page } from '@playwright/test'
import { expect, test } from '../../support/test.ts'

const parts = (page: Page) => page.getByRole('navigation', { name: 'Parts of the settings' })
const groups = (page: Page) => parts(page).getByRole('heading', { level: 2 })
const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })

test('an administrator finds each part in its group beside the open one', async ({ page, signInAs, isAccessible }) => {
  await signInAs('admin')
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Settings' }).click()

  await expect(page).toHaveURL(/\/settings\/profile$/)
  await expect(groups(page)).toHaveText([
    'Your account',
    'Organisation',
    'People and access',
    'Purchasing',
    'Mail and integration',
  ])
  await expect(parts(page).getByRole('link', { name: 'Profile' })).toHaveAttribute('aria-current', 'page')
  await isAccessible()

  await parts(page).getByRole('list', { name: 'Purchasing' }).getByRole('link', { name: 'Tax codes' }).click()
  await expect(title(page, 'Tax codes')).toBeVisible()
  await expect(page).toHaveTitle('Tax codes · Countersign')
  await expect(parts(page).getByRole('link', { name: 'Tax codes' })).toHaveAttribute('aria-current', 'page')
  await page.goBack()
  await expect(title(page, 'Profile')).toBeVisible()
  await page.getByRole('button', { name: 'Use dark theme' }).click()
  await isAccessible()
})

test('the keyboard goes through the parts, or past them', async ({ page, signInAs, isAccessible }) => {
  await signInAs('admin', '/settings/profile')
  await parts(page).getByRole('link', { name: 'API keys' }).focus()
  await page.keyboard.press('Enter')
  await expect(title(page, 'API keys')).toBeVisible()
  await expect(page.getByRole('main')).toBeFocused()

  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to this part' })).toBeFocused()
  await isAccessible()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Ask for a key' })).toBeFocused()
})

test('what somebody may not see is not listed', async ({ page, signInAs }) => {
  await signInAs('requester', '/settings')

  await expect(page).toHaveURL(/\/settings\/profile$/)
  await expect(groups(page).filter({ hasText: 'Your account' })).toBeVisible()
  await expect(parts(page).getByRole('link', { name: 'Departments' })).toBeVisible()
  await expect(parts(page).getByRole('link', { name: 'Mail' })).toHaveCount(0)
  await expect(groups(page).filter({ hasText: 'Mail and integration' })).toHaveCount(0)
})

test('on a phone the index lists the parts, and each leads back to it @phone', async ({ page, signInAs, isAccessible }) => {
  await signInAs('admin', '/settings')

  await expect(title(page, 'Settings')).toBeVisible()
  await expect(groups(page)).toHaveCount(5)
  await isAccessible()
  await parts(page).getByRole('link', { name: /^Mail server/ }).click()
  await expect(page).toHaveURL(/\/settings\/mail-server$/)
  await expect(title(page, 'Mail server')).toBeVisible()
  await expect(parts(page)).toHaveCount(0)
  await page.getByRole('link', { name: 'All settings' }).click()
  await expect(title(page, 'Settings')).toBeVisible()
  await page.getByRole('button', { name: 'Use dark theme' }).click()
  await isAccessible()
})
