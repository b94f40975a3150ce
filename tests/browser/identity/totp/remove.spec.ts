import { expect, password, test } from '../../support/test.ts'
import { setsUpApp, signsInAtClinic, takesAppAway } from '../../support/totp.ts'

test('somebody turns the second step off, and is signed out everywhere else', async ({ page, browser, baseURL, isAccessible, expectsFaults }) => {
  expectsFaults('401', '403')
  const { codes } = await setsUpApp(baseURL ?? '', 'accounts2')
  const left = await browser.newContext({ baseURL: baseURL ?? '' })
  const elsewhere = await left.newPage()
  await signsInAtClinic(elsewhere, 'accounts2', codes.pop())
  const card = await signsInAtClinic(page, 'accounts2', codes.pop())
  await card.getByRole('button', { name: 'Turn off' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByLabel('Password', { exact: true })).toBeFocused()
  await isAccessible()

  await dialog.getByRole('button', { name: 'Turn off' }).click()
  await expect(dialog.getByText('Enter your password')).toBeVisible()
  await expect(dialog.getByText('Enter the code')).toBeVisible()
  await dialog.getByLabel('Password', { exact: true }).fill(password)
  await dialog.getByLabel('Code').fill('AAAAA-00000')
  await dialog.getByRole('button', { name: 'Turn off' }).click()
  await expect(dialog.getByLabel('Code')).toHaveAccessibleDescription(/This is not a code that is good now/)
  await dialog.getByLabel('Code').fill(codes.pop() ?? '')
  await dialog.getByLabel('Code').press('Enter')

  await expect(page.getByRole('status').filter({ hasText: 'Two-step sign-in is off' })).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(card.getByRole('button', { name: 'Set up an authenticator app' })).toBeFocused()
  await expect(page.getByRole('listitem').filter({ hasText: 'Last used' })).toHaveCount(1)
  await elsewhere.getByRole('link', { name: 'Profile' }).click()
  await expect(elsewhere.getByRole('button', { name: 'Sign in' })).toBeVisible()
  await signsInAtClinic(elsewhere, 'accounts2')
  await left.close()
})

test('whoever goes back keeps the second step @phone', async ({ page, baseURL, isAccessible }) => {
  const origin = baseURL ?? ''
  const { codes } = await setsUpApp(origin, 'accounts2')
  const card = await signsInAtClinic(page, 'accounts2', codes.pop())
  await card.getByRole('button', { name: 'Turn off' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await isAccessible()

  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()

  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(card.getByText('9 recovery codes are left')).toBeVisible()
  await takesAppAway(origin, 'accounts2', codes)
})
