import type { Page } from '@playwright/test'
import { asksIn, comesIn, entersConsole, operatorPassword } from '../../support/operators.ts'
import { expect, test } from '../../support/test.ts'

test('an old sign-in is asked for anew, and what was typed stays', async ({ page, baseURL, isAccessible, expectsFaults }) => {
  test.slow()
  expectsFaults('401')
  const app = await comesIn(baseURL ?? '', 'petra')
  await signedInMinutesAgo(page, baseURL ?? '', 6)
  await entersConsole(page, 'petra', app)
  await asksIn(page, 'Third Inn', 'Suspend…')
  const dialog = page.getByRole('dialog', { name: 'Ask to suspend Third Inn' })
  await dialog.getByRole('textbox', { name: 'Why' }).fill('Tried and taken back')
  await dialog.getByRole('button', { name: 'Ask a second operator' }).click()

  const again = page.getByRole('dialog', { name: 'Sign in again' })
  await expect(again).toContainText('petra@operators.example')
  await isAccessible()
  await again.getByLabel('Password', { exact: true }).fill(operatorPassword)
  await again.getByLabel('Code', { exact: true }).fill('000000')
  await again.getByRole('button', { name: 'Sign in and go on' }).click()
  await expect(again.getByRole('alert')).toContainText('do not belong together')
  await page.keyboard.press('Escape')
  await expect(again).toHaveCount(0)
  await expect(dialog.getByRole('alert')).toContainText('Nothing was done')
  await expect(dialog.getByRole('textbox', { name: 'Why' })).toHaveValue('Tried and taken back')

  await dialog.getByRole('button', { name: 'Ask a second operator' }).click()
  await again.getByLabel('Password', { exact: true }).fill(operatorPassword)
  await again.getByLabel('Code', { exact: true }).fill(await app.next())
  await page.unrouteAll({ behavior: 'wait' })
  await again.getByRole('button', { name: 'Sign in and go on' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(page.getByRole('row').filter({ hasText: 'third-inn' })).toContainText('Tried and taken back')

  // The session ends elsewhere: the next request leads to signing in, and says so.
  await page.context().clearCookies({ name: '__Host-operator' })
  await asksIn(page, 'Fourth Inn', 'Suspend…')
  await page.getByRole('textbox', { name: 'Why' }).fill('Nobody is signed in any more')
  await page.getByRole('button', { name: 'Ask a second operator' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Your session has ended' })).toBeVisible()
  await isAccessible()
})

/** Lets the page believe that the sign-in is older than it is. */
async function signedInMinutesAgo(page: Page, origin: string, minutes: number): Promise<void> {
  await page.route('**/v1/operator/session', async (route) => {
    const request = route.request()
    if (request.method() !== 'GET') return route.fallback()
    const response = await route.fetch({ headers: { ...(await request.allHeaders()), origin } })
    const session = (await response.json()) as { signed_in_at: string }
    const signed_in_at = new Date(Date.parse(session.signed_in_at) - minutes * 60_000).toISOString()
    return route.fulfill({ response, json: { ...session, signed_in_at } })
  })
}

test('the console fits a phone, in light and dark @phone', async ({ page, baseURL, isAccessible }) => {
  test.slow()
  await page.goto('/operator/enter')
  await expect(page.getByRole('heading', { name: 'This address lacks its link' })).toBeVisible()
  await isAccessible()
  const app = await comesIn(baseURL ?? '', 'silas')
  await page.goto('/operator')
  await expect(page.getByRole('heading', { name: 'Operator sign-in' })).toBeVisible()
  await isAccessible()
  await entersConsole(page, 'silas', app)
  const list = page.getByRole('list', { name: 'Organisations' })
  await expect(list.getByRole('listitem').filter({ hasText: 'harbour-house' })).toContainText('Active')
  await expect(list.getByRole('button', { name: /Suspend/ })).toHaveCount(0)
  await isAccessible()
  await page.getByRole('button', { name: 'Use dark theme' }).click()
  await isAccessible()
})
