import { expect, password, test } from '../../support/test.ts'
import { setsUpApp, signsInAtClinic, takesAppAway, usesUp } from '../../support/totp.ts'

test('whoever runs out of recovery codes is warned, and makes new ones', async ({ page, baseURL, isAccessible, expectsFaults }) => {
  expectsFaults('403')
  const origin = baseURL ?? ''
  const { codes } = await setsUpApp(origin, 'admin')
  await usesUp(origin, 'admin', codes, 8)
  const used = codes.pop() ?? ''
  const card = await signsInAtClinic(page, 'admin', used)
  await expect(card.getByRole('status').filter({ hasText: 'One recovery code is left' })).toContainText('Make new ones')
  await isAccessible()

  await card.getByRole('button', { name: 'New recovery codes' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByLabel('Password', { exact: true })).toBeFocused()
  await isAccessible()
  await dialog.getByLabel('Password', { exact: true }).fill(password)
  await dialog.getByLabel('Code').fill(used)
  await dialog.getByRole('button', { name: 'Make new codes' }).click()
  await expect(dialog.getByLabel('Code')).toHaveAccessibleDescription(/This is not a code that is good now/)
  await dialog.getByLabel('Code').fill(codes.pop() ?? '')
  await dialog.getByRole('button', { name: 'Make new codes' }).click()
  const list = dialog.getByRole('list', { name: 'Recovery codes' })
  await expect(list.getByRole('listitem')).toHaveCount(10)
  const renewed = await list.getByRole('listitem').allTextContents()
  expect(renewed).not.toContain(used)
  await expect(dialog.getByRole('button', { name: 'Done' })).toBeDisabled()
  await dialog.getByLabel('I have kept them').check()
  await dialog.getByRole('button', { name: 'Done' }).click()

  await expect(page.getByRole('status').filter({ hasText: 'Your recovery codes are new' })).toBeVisible()
  await expect(card.getByText('10 recovery codes are left')).toBeVisible()
  await expect(card.getByRole('button', { name: 'New recovery codes' })).toBeFocused()
  await takesAppAway(origin, 'admin', renewed)
})

test('whoever has no recovery code left is told so @phone', async ({ page, isAccessible }) => {
  // To use up ten takes a sign-in each: the server's answer is changed in its place.
  await page.route('**/v1/session', async (route) => {
    if (route.request().method() !== 'GET') return route.fallback()
    const answer = await route.fetch()
    const second_factor = { since: '2026-11-20T10:30:00Z', has_app: true, passkeys: 0, recovery_codes_left: 0 }
    return route.fulfill({ response: answer, json: { ...(await answer.json()), second_factor } })
  })
  const card = await signsInAtClinic(page, 'admin')

  await expect(card.getByRole('alert').filter({ hasText: 'No recovery code is left' })).toContainText('Make new ones')
  await isAccessible()
  await card.getByRole('button', { name: 'New recovery codes' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await isAccessible()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
})
