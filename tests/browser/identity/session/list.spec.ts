import { expect, signsIn, test } from '../../support/test.ts'

test('somebody sees where they are signed in and signs out what they left open', async ({ page, browser, baseURL, signInAs, isAccessible }) => {
  const left = await browser.newContext({ baseURL: baseURL ?? '' })
  const elsewhere = await left.newPage()
  await signsIn(elsewhere, 'auditor', '/settings/security')
  await expect(elsewhere.getByText('This browser')).toBeVisible()
  await signInAs('auditor', '/settings/security')
  const rows = page.getByRole('listitem').filter({ hasText: 'Last used' })
  await expect(rows.filter({ hasText: 'This browser' })).toHaveCount(1)
  const before = await rows.count()
  expect(before).toBeGreaterThan(1)
  await isAccessible()

  await page.getByRole('button', { name: /^Sign out Chrome/ }).first().click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await isAccessible()
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'That sign-in has ended' })).toBeVisible()
  await expect(rows).toHaveCount(before - 1)
  await elsewhere.getByRole('link', { name: 'Profile' }).click()
  await expect(elsewhere.getByRole('button', { name: 'Sign in' })).toBeVisible()
  await left.close()

  await page.getByRole('button', { name: 'Sign out everywhere else' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere else' }).click()
  await expect(rows).toHaveCount(1)
})

test('only who may is offered to sign everybody else out', async ({ page, signInAs, isAccessible }) => {
  await signInAs('requester', '/settings/security')
  await expect(page.getByText('This browser')).toBeVisible()
  await expect(page.getByText('Everybody in the organisation')).toHaveCount(0)
  await isAccessible()
})

test('sign-ins fit a phone @phone', async ({ page, signInAs, isAccessible }) => {
  await signInAs('admin', '/settings/security')
  await expect(page.getByText('This browser')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Sign everybody else out' })).toBeVisible()
  await isAccessible()
})

test('an administrator signs somebody out everywhere', async ({ page, browser, baseURL, signInAs, isAccessible }) => {
  const theirs = await browser.newContext({ baseURL: baseURL ?? '' })
  const elsewhere = await theirs.newPage()
  await signsIn(elsewhere, 'gm', '/settings/profile')
  await signInAs('admin', '/people?text=gm%40')
  await page.getByRole('list', { name: 'People' }).or(page.getByRole('table', { name: 'People' })).getByRole('link').first().click()

  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await isAccessible()
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click()

  await expect(page.getByRole('status').filter({ hasText: /ended/ })).toBeVisible()
  await elsewhere.getByRole('link', { name: 'Security' }).click()
  await expect(elsewhere.getByRole('button', { name: 'Sign in' })).toBeVisible()
  await theirs.close()
})
