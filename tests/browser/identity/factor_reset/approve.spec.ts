import type { Page } from '@playwright/test'
import { speakAt } from '../../support/api.ts'
import { confirms } from '../../support/confirming.ts'
import { expect, password, test } from '../../support/test.ts'
import { type Clinician, emailOf, setsUpApp, signsInAtClinic, takesAppAway } from '../../support/totp.ts'

const organisation = 'alder-clinic'

/** Signs in at the clinic and opens a screen. */
async function opens(page: Page, who: Clinician, path: string): Promise<void> {
  await page.goto(`/sign-in?to=${encodeURIComponent(path)}`)
  await page.getByLabel('Organisation').fill(organisation)
  await page.getByLabel('E-mail').fill(emailOf(who))
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('banner')).toBeVisible()
}

/** The general manager of the clinic, as the administrator finds them. */
async function manager(origin: string) {
  const admin = await speakAt(origin, { organisation, email: emailOf('admin'), password })
  const found = await admin('GET', `/v1/people?text=${encodeURIComponent(emailOf('gm'))}`)
  const [person] = found.body['items'] as { id: string; name: string }[]
  return { admin, id: person?.id ?? '', name: person?.name ?? '' }
}

test('an administrator asks, an owner agrees, and the password alone is enough again', async ({ page, browser, baseURL, isAccessible, expectsFaults }) => {
  expectsFaults('403')
  const origin = baseURL ?? ''
  const { id, name } = await manager(origin)
  await setsUpApp(origin, 'gm')
  await opens(page, 'admin', `/people/${id}`)
  await page.getByRole('button', { name: 'Reset second factor' }).click()
  const dialog = page.getByRole('dialog', { name: `Reset the second factor of ${name}?` })
  await isAccessible()
  await dialog.getByRole('button', { name: 'Reset second factor' }).click()
  await expect(dialog.getByText('Say why.')).toBeVisible()
  await dialog.getByLabel('Why').fill('Lost the phone on the ferry; I called back')
  await dialog.getByRole('button', { name: 'Reset second factor' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Asked for. An owner has been told by mail.' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'A reset of the second factor waits' })).toBeVisible()

  const other = await browser.newContext({ baseURL: origin })
  const theirs = await other.newPage()
  await opens(theirs, 'owner', '/people/factor-resets?state=waiting')
  const row = theirs.getByRole('row').filter({ hasText: name })
  await expect(row).toContainText('Lost the phone on the ferry')
  await row.getByRole('button', { name: `What to do with the reset of ${name}` }).click()
  await theirs.getByRole('menuitem', { name: /^Agree/ }).press('Enter')
  await expect(theirs.getByRole('dialog').getByText('the passkeys and the recovery codes open nothing any more')).toBeVisible()
  await theirs.getByRole('dialog').getByRole('button', { name: 'Agree' }).click()
  await confirms(theirs, origin)
  await expect(theirs.getByRole('status').filter({ hasText: `The second factor of ${name} is reset` })).toBeVisible()
  await expect(theirs.getByText('No reset is like that')).toBeVisible()
  await theirs.getByRole('button', { name: 'Show all' }).click()
  await expect(theirs.getByRole('row').filter({ hasText: name }).first()).toContainText('Reset')
  await other.close()

  const locked = await browser.newContext({ baseURL: origin })
  const card = await signsInAtClinic(await locked.newPage(), 'gm')
  await expect(card.getByRole('button', { name: 'Set up an authenticator app' })).toBeVisible()
  await locked.close()
})

test('an owner refuses, and says why @phone', async ({ page, baseURL, isAccessible }) => {
  const origin = baseURL ?? ''
  const { admin, id, name } = await manager(origin)
  const { codes } = await setsUpApp(origin, 'gm')
  await admin('POST', `/v1/people/${id}/factor-resets`, { reason: 'Says that the phone is gone' })
  await opens(page, 'owner', '/people/factor-resets?state=waiting')
  await page.getByRole('button', { name: `What to do with the reset of ${name}` }).click()
  await page.getByRole('menuitem', { name: /^Refuse/ }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await isAccessible()
  const dialog = page.getByRole('dialog', { name: `Refuse to reset the second factor of ${name}?` })
  await dialog.getByLabel('Why').fill('The phone is on the desk')
  await dialog.getByRole('button', { name: 'Refuse' }).click()

  await expect(page.getByRole('status').filter({ hasText: `The reset for ${name} is refused` })).toBeVisible()
  await page.getByRole('button', { name: 'Show all' }).click()
  await expect(page.getByText('The phone is on the desk').filter({ visible: true })).toBeVisible()
  await isAccessible()
  await takesAppAway(origin, 'gm', codes)
})

test('what was taken back meanwhile is not agreed to, and the dialog says so', async ({ page, baseURL, isAccessible, expectsFaults }) => {
  expectsFaults('409', '412')
  const origin = baseURL ?? ''
  const { admin, id, name } = await manager(origin)
  const { codes } = await setsUpApp(origin, 'gm')
  const { body } = await admin('POST', `/v1/people/${id}/factor-resets`, { reason: 'Found the phone again' })
  const reset = body as { id: string; revision: number }
  await opens(page, 'owner', '/people/factor-resets?state=waiting')
  await page.getByRole('button', { name: `What to do with the reset of ${name}` }).click()
  await page.getByRole('menuitem', { name: /^Agree/ }).click()
  await admin('POST', `/v1/factor-resets/${reset.id}/withdraw`, undefined, `"${reset.revision}"`)
  const dialog = page.getByRole('dialog', { name: `Reset the second factor of ${name}?` })
  await dialog.getByRole('button', { name: 'Agree' }).click()

  await expect(page.getByText('No reset is like that')).toBeVisible()
  await expect(dialog.getByText('This reset was decided already')).toBeVisible()
  await isAccessible()
  await takesAppAway(origin, 'gm', codes)
})

test('whoever has no second factor has none to reset, and that is said', async ({ page, baseURL, expectsFaults }) => {
  expectsFaults('409')
  const { id } = await manager(baseURL ?? '')
  await opens(page, 'admin', `/people/${id}`)
  await page.getByRole('button', { name: 'Reset second factor' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Why').fill('To be sure')
  await dialog.getByRole('button', { name: 'Reset second factor' }).click()
  await expect(dialog.getByText(/There is no second factor to reset/)).toBeVisible()
})

test('who may not see resets is told so', async ({ page, signInAs, isAccessible }) => {
  await signInAs('requester', '/people/factor-resets')
  await expect(page.getByRole('heading', { name: 'You may not see this page' })).toBeVisible()
  await isAccessible()
})
