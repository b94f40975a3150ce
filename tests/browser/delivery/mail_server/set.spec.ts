import type { Page } from '@playwright/test'
import { confirmDialog, confirms } from '../../support/confirming.ts'
import { signsInAsOwner, speakAsOwner } from '../../support/mail.ts'
import { expect, test } from '../../support/test.ts'

const form = (page: Page) => page.getByRole('region', { name: 'Mail server', exact: true })
const standing = (page: Page) => page.getByRole('region', { name: 'mail.post-inn.example' })

async function types(page: Page, password: string): Promise<void> {
  await form(page).getByLabel('Server').fill('mail.post-inn.example')
  await form(page).getByLabel('Port').selectOption('587')
  await form(page).getByLabel('Encryption').selectOption('starttls')
  await form(page).getByLabel('Orders come from').fill('orders@post-inn.example')
  await form(page).getByLabel('User name').fill('orders')
  await form(page).getByLabel('Password').fill(password)
}

// One after another: they set the mail server of one inn.
test.describe.configure({ mode: 'serial' })

test('an owner sets a mail server, tries it, mends its password and removes it', async ({ page, baseURL, isAccessible, expectsFaults }) => {
  expectsFaults('403')
  const origin = baseURL ?? ''
  await speakAsOwner(origin, 'post-inn')
  await signsInAsOwner(page, 'post-inn', '/settings/mail')
  await page.getByRole('link', { name: 'Mail server' }).click()
  await expect(page).toHaveURL(/\/settings\/mail-server$/)
  await expect(page.getByRole('heading', { name: 'Orders leave by the server of the service' })).toBeVisible()
  await isAccessible()

  await form(page).getByLabel('Server').fill('localhost')
  await form(page).getByRole('button', { name: 'Use this server' }).click()
  await expect(form(page).getByLabel('Server')).toHaveAccessibleDescription(/A name such as mail\.example\.com/)
  await isAccessible()
  await types(page, 'wrong-heron')
  await form(page).getByRole('button', { name: 'Use this server' }).click()
  await expect(confirmDialog(page)).toContainText('Server: mail.post-inn.example, port 587, STARTTLS')
  await expect(confirmDialog(page)).not.toContainText('heron')
  await confirms(page, origin)
  await expect(standing(page)).toContainText('by Posy Dunne')
  await expect(form(page).getByLabel('Password')).toHaveValue('')
  const print = await standing(page).locator('code').textContent()
  expect(print).toMatch(/^[0-9a-f]{16}$/)
  await isAccessible()

  // The mail server of the tests refuses such a password, and quotes it.
  await standing(page).getByRole('button', { name: 'Send a test mail' }).press('Enter')
  await expect(standing(page).getByRole('status')).toContainText('The server did not take it')
  await expect(standing(page).getByRole('status')).toContainText('535 5.7.8 not let in with …')
  await isAccessible()
  await page.getByRole('button', { name: 'Use dark theme' }).click()
  await isAccessible()

  await form(page).getByLabel('Password').fill('seven herons')
  await form(page).getByRole('button', { name: 'Save changes' }).click()
  await confirms(page, origin)
  await expect(standing(page).locator('code')).not.toHaveText(print ?? '')
  await standing(page).getByRole('button', { name: 'Send a test mail' }).click()
  await expect(standing(page).getByRole('status')).toContainText('The server took it')
  await expect(page.getByText('heron')).toHaveCount(0)

  await standing(page).getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByRole('dialog')).toContainText('forgotten with its password')
  await isAccessible()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByRole('heading', { name: 'Orders leave by the server of the service' })).toBeVisible()
})

test('another server needs its password once more @phone', async ({ page, baseURL, isAccessible, expectsFaults }) => {
  expectsFaults('403', '422')
  const origin = baseURL ?? ''
  await speakAsOwner(origin, 'post-inn')
  await signsInAsOwner(page, 'post-inn', '/settings/mail-server')
  const isSet = standing(page).or(page.getByRole('heading', { name: 'Orders leave by the server of the service' }))
  await expect(isSet).toBeVisible()
  await form(page).getByLabel('Password').fill('')
  await form(page).getByLabel('Server').fill('mail.elsewhere.example')
  await form(page).getByLabel('Orders come from').fill('orders@post-inn.example')
  await form(page).getByLabel('User name').fill('orders')
  await form(page).getByRole('button', { name: /^(Use this server|Save changes)$/ }).click()
  await expect(form(page).getByLabel('Password')).toHaveAccessibleDescription(/Must be given with another server/)
  await isAccessible()
})

test('a mail server that cannot be read says so, and can be read again', async ({ page, signInAs, isAccessible, expectsFaults }) => {
  expectsFaults('503')
  await page.route('**/v1/mail-server', (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify(away) }))
  await signInAs('admin', '/settings/mail-server')
  await expect(page.getByRole('alert').filter({ hasText: away.title })).toBeVisible()
  await isAccessible()
  await page.unroute('**/v1/mail-server')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(form(page)).toBeVisible()
})

test('who may not see the mail server is told so @phone', async ({ page, signInAs, isAccessible }) => {
  await signInAs('requester', '/settings/mail-server')
  await expect(page.getByRole('heading', { name: 'You may not see this page' })).toBeVisible()
  await isAccessible()
})

const away = {
  type: '/problems/unavailable',
  title: 'The service cannot reach its database.',
  status: 503,
  code: 'unavailable',
  request_id: '0198c5a2-7d1e-7000-8000-000000000000',
}
