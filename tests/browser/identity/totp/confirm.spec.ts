import type { Page } from '@playwright/test'
import { expect, password, test } from '../../support/test.ts'
import { codeAt, codeNow, signsInAtClinic, takesAppAway } from '../../support/totp.ts'

/** Comes as far as the first code; gives the key that the app is told. */
async function begins(page: Page): Promise<string> {
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Password', { exact: true }).fill(password)
  await dialog.getByRole('button', { name: 'Next' }).click()
  return (await dialog.locator('code').textContent())?.replaceAll(' ', '') ?? ''
}

test('a first code that is wrong says why, and the right one counts', async ({ page, baseURL, isAccessible, expectsFaults }) => {
  expectsFaults('422')
  const card = await signsInAtClinic(page, 'accounts')
  await card.getByRole('button', { name: 'Set up an authenticator app' }).click()
  const dialog = page.getByRole('dialog')
  const key = await begins(page)
  const code = dialog.getByLabel('The code that the app shows')
  const confirm = dialog.getByRole('button', { name: 'Confirm' })

  await confirm.click()
  await expect(code).toHaveAccessibleDescription(/Enter the code/)
  await code.fill(codeAt(key, Date.now() - 3_600_000))
  await confirm.click()
  await expect(code).toHaveAccessibleDescription(/Must be the code that the app shows at this moment/)
  await expect(code).toHaveValue('')
  await expect(code).toBeFocused()
  await code.fill(codeAt(key, Date.now() + 300_000))
  await confirm.click()
  await expect(code).toHaveAccessibleDescription(/clock of the device is about 300 seconds ahead/)
  await isAccessible()

  await code.fill(await codeNow(key))
  await code.press('Enter')
  const list = dialog.getByRole('list', { name: 'Recovery codes' })
  await expect(list.getByRole('listitem')).toHaveCount(10)
  const codes = await list.getByRole('listitem').allTextContents()
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(dialog.getByRole('alert').filter({ hasText: 'Keep the codes first' })).toBeVisible()
  await dialog.getByLabel('I have kept them').check()
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await takesAppAway(baseURL ?? '', 'accounts', codes)
})

test('a set-up that took too long begins again with the password', async ({ page, isAccessible, expectsFaults }) => {
  expectsFaults('409')
  // The server's clock is not the test's to move: its answer is given in its place.
  const expired = { type: '/problems/set_up_expired', title: 'No app is being set up, or it took longer than fifteen minutes.', status: 409, code: 'set_up_expired', next: 'Begin setting it up once more.', request_id: '' }
  await page.route('**/v1/totp/confirm', (route) => route.fulfill({ status: 409, contentType: 'application/problem+json', json: expired }))
  const card = await signsInAtClinic(page, 'accounts')
  await card.getByRole('button', { name: 'Set up an authenticator app' }).click()
  const dialog = page.getByRole('dialog')
  await begins(page)

  await dialog.getByLabel('The code that the app shows').fill('123456')
  await dialog.getByRole('button', { name: 'Confirm' }).click()

  await expect(dialog.getByRole('alert').filter({ hasText: 'took longer than fifteen minutes' })).toBeVisible()
  await expect(dialog.getByLabel('Password', { exact: true })).toBeFocused()
  await expect(dialog.getByLabel('Password', { exact: true })).toHaveValue('')
  await isAccessible()
  await begins(page)
  await expect(dialog.getByRole('alert')).toHaveCount(0)
  await expect(dialog.getByLabel('The code that the app shows')).toHaveValue('')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
})
