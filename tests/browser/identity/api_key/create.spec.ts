import type { Browser } from '@playwright/test'
import { speakAs } from '../../support/api.ts'
import { confirmDialog, confirms } from '../../support/confirming.ts'
import { expect, signsIn, test } from '../../support/test.ts'

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()

/** A key that the administrator asked for. */
async function asked(origin: string, name: string) {
  const admin = await speakAs(origin, 'admin')
  const wanted = { name, scopes: ['supplier.view'], expires_at: day(30), reason: 'Reads who is bought from' }
  const { body } = await admin('POST', '/v1/api-keys', wanted)
  return body as { secret: string }
}

/** The owner agrees in a browser of their own, and confirms it. */
async function agrees(browser: Browser, origin: string, name: string): Promise<void> {
  const other = await browser.newContext({ baseURL: origin })
  const theirs = await other.newPage()
  await signsIn(theirs, 'owner', '/settings/api-keys?state=waiting')
  await theirs.getByRole('button', { name: `What to do with the key ${name}` }).click()
  await theirs.getByRole('menuitem', { name: /^Agree/ }).press('Enter')
  const agreeing = theirs.getByRole('dialog', { name: `Agree to the key ${name}?` })
  await expect(agreeing.getByText('See the suppliers')).toBeVisible()
  await expect(agreeing.getByText('Reason: Reads who is bought from')).toBeVisible()
  await expect(agreeing.getByText(/^from anywhere, until /)).toBeVisible()
  await agreeing.getByRole('button', { name: 'Agree' }).click()
  const done = confirmDialog(theirs)
  await expect(done.getByRole('heading', { name: `Let programs in with the API key ${name}` })).toBeVisible()
  await expect(done.getByRole('listitem').filter({ hasText: 'It may: See the suppliers' })).toBeVisible()
  await confirms(theirs, origin)
  await expect(theirs.getByRole('status').filter({ hasText: `The key ${name} is active` })).toBeVisible()
  await other.close()
}

const status = (origin: string, secret: string) =>
  fetch(`${origin}/v1/suppliers`, { headers: { Authorization: `Bearer ${secret}` } }).then((answer) => answer.status)

test('an administrator asks, keeps the secret, and it opens once an owner agrees', async ({ page, browser, baseURL, signInAs, isAccessible, expectsFaults }) => {
  expectsFaults('422')
  const origin = baseURL ?? ''
  const name = `Stock ${Date.now()}`
  await signInAs('admin', '/settings/api-keys')
  await page.getByRole('button', { name: 'Ask for a key' }).click()
  const dialog = page.getByRole('dialog', { name: 'Ask for an API key' })
  await expect(dialog.getByLabel('Permission or meaning')).toBeVisible()
  await isAccessible()
  await dialog.getByRole('button', { name: 'Ask', exact: true }).click()
  await expect(dialog.getByText('Give it a name.')).toBeVisible()
  await expect(dialog.getByText('Choose one thing at least.')).toBeVisible()
  await dialog.getByLabel('Name', { exact: true }).fill(name)
  await dialog.getByLabel('Permission or meaning').fill('See the suppliers')
  await dialog.getByLabel('See the suppliers').check()
  await dialog.getByLabel('Networks').fill('203.0.113.7/24')
  await dialog.getByLabel('Last day').fill(day(30).slice(0, 10))
  await dialog.getByLabel('Why').fill('Reads who is bought from')
  await dialog.getByRole('button', { name: 'Ask', exact: true }).click()
  await expect(dialog.getByText(/Must have nothing behind its bits/)).toBeVisible()
  await dialog.getByLabel('Networks').fill('')
  await dialog.getByRole('button', { name: 'Ask', exact: true }).click()

  const shown = page.getByRole('dialog', { name: 'Keep the secret' })
  const secret = (await shown.getByText(/^eu1_csk_/).textContent()) ?? ''
  await expect(shown.getByText(/--data grant_type=client_credentials/)).toBeVisible()
  await isAccessible()
  await page.keyboard.press('Escape')
  await expect(shown.getByText('Keep the secret first, then tick the box.').first()).toBeVisible()
  await shown.getByLabel('I have kept it').check()
  await shown.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Asked for.' })).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: name })).toContainText('Waiting')
  expect(await status(origin, secret)).toBe(401)

  await agrees(browser, origin, name)
  expect(await status(origin, secret)).toBe(200)
})

test('an administrator rotates a key and revokes it @phone', async ({ page, browser, baseURL, signInAs, isAccessible }) => {
  const origin = baseURL ?? ''
  const name = `Till ${Date.now()}`
  const key = await asked(origin, name)
  await agrees(browser, origin, name)
  await signInAs('admin', '/settings/api-keys?state=active')
  await page.getByRole('button', { name: `What to do with the key ${name}` }).click()
  await page.getByRole('menuitem', { name: /^New secret/ }).click()
  const rotating = page.getByRole('dialog', { name: `Give the key ${name} another secret?` })
  await rotating.getByLabel('The secret of before opens').selectOption({ label: 'no more' })
  await isAccessible()
  await rotating.getByRole('button', { name: 'New secret' }).click()
  const shown = page.getByRole('dialog', { name: 'Keep the secret' })
  const secret = (await shown.getByText(/^eu1_csk_/).textContent()) ?? ''
  await shown.getByLabel('I have kept it').check()
  await shown.getByRole('button', { name: 'Done' }).click()
  expect(await status(origin, key.secret)).toBe(401)
  expect(await status(origin, secret)).toBe(200)

  await page.getByRole('button', { name: `What to do with the key ${name}` }).click()
  await page.getByRole('menuitem', { name: /^Revoke/ }).click()
  const dialog = page.getByRole('dialog', { name: `Revoke the key ${name}?` })
  await dialog.getByLabel('Why').fill('The till is replaced')
  await dialog.getByRole('button', { name: 'Revoke' }).click()

  await expect(page.getByRole('status').filter({ hasText: `The key ${name} is revoked` })).toBeVisible()
  expect(await status(origin, secret)).toBe(401)
  await page.getByRole('button', { name: 'Revoked', exact: true }).click()
  await expect(page.getByText('The till is replaced').filter({ visible: true })).toBeVisible()
  await isAccessible()
})

test('an owner refuses, and says why', async ({ page, baseURL, signInAs }) => {
  const name = `Scales ${Date.now()}`
  await asked(baseURL ?? '', name)
  await signInAs('owner', '/settings/api-keys?state=waiting')
  await page.getByRole('button', { name: `What to do with the key ${name}` }).click()
  await page.getByRole('menuitem', { name: /^Refuse/ }).click()
  const dialog = page.getByRole('dialog', { name: `Refuse the key ${name}?` })
  await dialog.getByLabel('Why').fill('The scales buy nothing')
  await dialog.getByRole('button', { name: 'Refuse' }).click()
  await expect(page.getByRole('status').filter({ hasText: `The key ${name} is refused` })).toBeVisible()
})

test('who may not see keys is told so', async ({ page, signInAs, isAccessible }) => {
  await signInAs('requester', '/settings/api-keys')
  await expect(page.getByRole('heading', { name: 'You may not see this page' })).toBeVisible()
  await isAccessible()
})
