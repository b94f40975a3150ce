import { expect, password, signsIn, test } from '../../support/test.ts'

test('what needs a recent sign-in asks for the password before it is sent', async ({ page, browser, baseURL, signInAs, isAccessible, expectsFaults }) => {
  expectsFaults('403')
  const left = await browser.newContext({ baseURL: baseURL ?? '' })
  await signsIn(await left.newPage(), 'hod.spa', '/settings/security')
  await page.clock.install()
  await signInAs('hod.spa', '/settings/security')
  await expect(page.getByText('This browser')).toBeVisible()
  const sent: string[] = []
  page.on('request', (request) => sent.push(new URL(request.url()).pathname))
  await page.clock.fastForward('06:00')

  await page.getByRole('button', { name: 'Sign out everywhere else' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere else' }).click()
  const again = page.getByRole('dialog').filter({ hasText: 'Confirm that it is you' })
  await expect(again.getByText('hod.spa@harbour-house.example')).toBeVisible()
  await expect(again.getByLabel('Password', { exact: true })).toBeFocused()
  await isAccessible()
  expect(sent).not.toContain('/v1/sessions/end-others')

  await again.getByRole('button', { name: 'Confirm' }).click()
  await expect(again.getByText('Enter your password')).toBeVisible()
  await again.getByLabel('Password', { exact: true }).fill('something else entirely')
  await again.getByRole('button', { name: 'Confirm' }).click()
  await expect(again.getByText('This is not the password of whoever is signed in.')).toBeVisible()
  await expect(again.getByLabel('Password', { exact: true })).toBeFocused()
  await isAccessible()
  await again.getByLabel('Password', { exact: true }).fill(password)
  await again.getByLabel('Password', { exact: true }).press('Enter')

  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByRole('listitem').filter({ hasText: 'Last used' })).toHaveCount(1)
  expect(sent).toContain('/v1/sessions/end-others')
  await left.close()
})

test('whoever goes back has done nothing @phone', async ({ page, signInAs, isAccessible }) => {
  await page.clock.install()
  await signInAs('hod.housekeeping', '/settings/security')
  await expect(page.getByText('This browser')).toBeVisible()
  await page.clock.fastForward('06:00')

  await page.getByRole('button', { name: 'Sign out everywhere else' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere else' }).click()
  const again = page.getByRole('dialog').filter({ hasText: 'Confirm that it is you' })
  await isAccessible()
  await again.getByRole('button', { name: 'Cancel' }).click()

  await expect(page.getByRole('dialog').getByText('Nothing was done')).toBeVisible()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
})
