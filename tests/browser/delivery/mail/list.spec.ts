import type { Locator, Page } from '@playwright/test'
import { asksReset, hasMail, signsInAsOwner } from '../../support/mail.ts'
import { expect, test } from '../../support/test.ts'

const show = (page: Page, state: string) =>
  page.getByRole('group', { name: 'Which are shown' }).getByRole('button', { name: state, exact: true }).click()

async function hasCome(page: Page, row: Locator): Promise<void> {
  const come = async () => {
    await page.reload()
    await expect(page.getByRole('heading', { level: 1, name: 'Mail' })).toBeVisible()
    await expect(page.getByText('Loading', { exact: true })).toHaveCount(0)
    return row.count()
  }
  await expect.poll(come).toBeGreaterThan(0)
}

test('an administrator sees what was sent, and to whom', async ({ page, baseURL, signInAs, isAccessible }) => {
  await asksReset(baseURL ?? '', 'harbour-house', 'accounts@harbour-house.example')
  await signInAs('admin', '/settings/profile')
  await page.getByRole('navigation', { name: 'Parts of the settings' }).getByRole('link', { name: 'Mail', exact: true }).click()
  await expect(page).toHaveURL(/\/settings\/mail$/)
  const row = page.getByRole('row').filter({ hasText: 'accounts@harbour-house.example' }).filter({ hasText: 'Sent' })

  await hasCome(page, row)

  await expect(row.first()).toContainText('Link to a new password')
  await expect(row.first().getByRole('button')).toHaveCount(0)
  await isAccessible()
  await row.first().getByRole('link', { name: 'accounts@harbour-house.example' }).click()
  await expect(page).toHaveURL(/\/people\/[0-9a-f-]+$/)
})

test('a mail that was refused shows the words of the mail server', async ({ page, baseURL, isAccessible }) => {
  await hasMail(baseURL ?? '', 'second-inn', 'failed')
  await signsInAsOwner(page, 'second-inn', '/settings/mail')
  await show(page, 'Failed')
  await expect(page).toHaveURL(/\/settings\/mail\?state=failed$/)
  const row = page.getByRole('row').filter({ hasText: 'nobody@second-inn.example' })

  await expect(row.first()).toContainText('Failed')
  await expect(row.first()).toContainText('Tried once')
  await expect(row.first()).toContainText('550 5.1.1 no such mailbox')
  await isAccessible()
  await page.getByRole('button', { name: 'Use dark theme' }).click()
  await isAccessible()

  await page.reload()
  await expect(page.getByRole('button', { name: 'Failed', exact: true })).toHaveAttribute('aria-pressed', 'true')
  await show(page, 'Sent')
  await expect(page.getByRole('heading', { name: 'Nothing was sent yet' })).toBeVisible()
  await isAccessible()
  await page.getByRole('button', { name: 'Show all mail' }).click()
  await expect(page).toHaveURL(/\/settings\/mail$/)
  await expect(row.first()).toBeVisible()
})

test('a mail that was put off says when it is tried next', async ({ page, baseURL, isAccessible }) => {
  await hasMail(baseURL ?? '', 'third-inn', 'waiting')
  await signsInAsOwner(page, 'third-inn', '/settings/mail?state=waiting')
  const row = page.getByRole('row').filter({ hasText: 'later@third-inn.example' })

  await expect(row.first()).toContainText(/Tried (once|\d+ times), next try in/)
  await expect(row.first()).toContainText('451 4.2.1 mailbox busy, try again later')
  await isAccessible()

  await show(page, 'Failed')
  await expect(page.getByRole('heading', { name: 'Nothing failed' })).toBeVisible()
  await isAccessible()
})

test('who may not see mail is told so', async ({ page, signInAs, isAccessible }) => {
  await signInAs('requester', '/settings/mail')
  await expect(page.getByRole('heading', { name: 'You may not see this page' })).toBeVisible()
  await isAccessible()

  await page.goto('/settings/profile')
  await expect(page.getByRole('navigation', { name: 'Parts of the settings' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Mail', exact: true })).toHaveCount(0)
})

test('mail fits a phone @phone', async ({ page, baseURL, isAccessible }) => {
  await hasMail(baseURL ?? '', 'second-inn', 'failed')
  await signsInAsOwner(page, 'second-inn', '/settings/mail')
  const card = page.getByRole('list', { name: 'Mail' }).getByRole('listitem').filter({ hasText: 'nobody@second-inn.example' })

  await expect(card.first()).toContainText('550 5.1.1 no such mailbox')
  await expect(card.first().getByRole('button', { name: /^Send again/ })).toBeVisible()
  await expect(page.getByRole('heading', { level: 1, name: 'Mail' })).toBeVisible()
  await isAccessible()
})
