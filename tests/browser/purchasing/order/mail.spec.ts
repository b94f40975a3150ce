import type { Page } from '@playwright/test'
import { approvedBy, issuedBy, submittedOrder, type Wanted } from '../../support/api.ts'
import { opensMail } from '../../support/mail.ts'
import { expect, test } from '../../support/test.ts'

/** An order that waits to be issued. */
async function approvedOrder(origin: string, wanted: Wanted): Promise<string> {
  const id = await submittedOrder(origin, wanted)
  await approvedBy(origin, id, 'hod', 'accounts')
  return id
}

const card = (page: Page) => page.getByRole('region', { name: 'Sent to the supplier' })
const mails = (page: Page) => card(page).getByRole('listitem')

test('whoever issues an order sees where it is mailed, and the supplier gets it', async ({ page, baseURL, signInAs, isAccessible }) => {
  const email = 'orders@mailed-copper.example'
  const id = await approvedOrder(baseURL ?? '', { title: 'Pans to be mailed', supplier: 'Mailed Copper', email, price: '20.00' })
  await signInAs('accounts2', `/purchase-orders/${id}`)
  await expect(card(page)).toHaveCount(0)

  await page.getByRole('button', { name: 'Issue', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByLabel('To', { exact: true })).toHaveValue(email)
  await dialog.getByLabel('Message').fill('Please confirm by Friday.')
  await isAccessible()
  await dialog.getByRole('button', { name: 'Issue' }).click()

  await expect(mails(page)).toHaveCount(1)
  await expect(mails(page)).toContainText(email)
  await expect(mails(page)).toContainText('Please confirm by Friday.')
  await expect(mails(page)).toContainText('the mail server took it')
  await expect(mails(page).getByText('Sent', { exact: true })).toBeVisible()
  await expect(page.getByRole('list', { name: 'Activity' })).toContainText('mailed it to the supplier')
  await isAccessible()
  await page.getByRole('button', { name: 'Use dark theme' }).click()
  await isAccessible()

  await opensMail(page, email, 'Purchase order PO-')
  await expect(page.locator('pre')).toContainText('Please confirm by Friday.')
  await expect(page.locator('pre')).toContainText('EUR 200.00')
})

test('a mail can be left out, and the order says so', async ({ page, baseURL, signInAs, isAccessible }) => {
  const email = 'orders@quiet-copper.example'
  const id = await approvedOrder(baseURL ?? '', { title: 'Pans without a mail', supplier: 'Quiet Copper', email, price: '20.00' })
  await signInAs('accounts2', `/purchase-orders/${id}`)
  await page.getByRole('button', { name: 'Issue', exact: true }).click()
  const dialog = page.getByRole('dialog')

  await expect(dialog.getByLabel('To', { exact: true })).toHaveValue(email)
  await dialog.getByLabel('To', { exact: true }).fill('')
  await dialog.getByRole('button', { name: 'Issue' }).click()
  await expect(dialog.getByLabel('To', { exact: true })).toHaveAccessibleDescription(/Say where to mail it/)
  await isAccessible()
  await dialog.getByLabel('Mail it to the supplier').press('Space')
  await expect(dialog.getByLabel('To', { exact: true })).toHaveCount(0)
  await dialog.getByRole('button', { name: 'Issue' }).click()

  await expect(card(page)).toContainText('Not mailed: whoever issued it chose so.')
  await expect(page.getByRole('list', { name: 'Activity' })).toContainText('issued it without mailing it')
  await isAccessible()
})

test('what a mailbox refuses shows the words of its server, and is mailed elsewhere by keyboard', async ({ page, baseURL, signInAs, isAccessible }) => {
  const [origin, refused] = [baseURL ?? '', 'nobody@refused-copper.example']
  const id = await approvedOrder(origin, { title: 'Pans that bounce', supplier: 'Refused Copper', email: refused, price: '20.00' })
  await issuedBy(origin, id, 'accounts2')
  await signInAs('accounts', `/purchase-orders/${id}`)
  await expect(mails(page)).toContainText('550 5.1.1 no such mailbox')
  await expect(mails(page).getByText('Failed', { exact: true })).toBeVisible()
  await isAccessible()

  await card(page).getByRole('button', { name: 'Send again' }).focus()
  await page.keyboard.press('Enter')
  const to = page.getByRole('dialog').getByLabel('To', { exact: true })
  await expect(to).toHaveValue(refused)
  await isAccessible()
  await to.fill('lena@refused-copper.example')
  await page.keyboard.press('Enter')

  await expect(page.getByRole('status').filter({ hasText: 'waits to be sent' })).toBeVisible()
  await expect(mails(page)).toHaveCount(2)
  await expect(mails(page).first()).toContainText('lena@refused-copper.example')
  await expect(mails(page).first()).toContainText('Another address than the supplier’s own')
  await expect(mails(page).first().getByText('Sent', { exact: true })).toBeVisible()
  await expect(mails(page).last()).toContainText('550 5.1.1 no such mailbox')
})

test('an address that the server does not take is said beside its field', async ({ page, baseURL, signInAs, expectsFaults, isAccessible }) => {
  expectsFaults('422')
  const origin = baseURL ?? ''
  const id = await approvedOrder(origin, { title: 'Pans to nowhere', supplier: 'Nowhere Copper', price: '20.00' })
  await issuedBy(origin, id, 'accounts2')
  await signInAs('accounts', `/purchase-orders/${id}`)
  await card(page).getByRole('button', { name: 'Mail it' }).click()
  const to = page.getByRole('dialog').getByLabel('To', { exact: true })

  await to.fill('lena@nowhere')
  await page.getByRole('dialog').getByRole('button', { name: 'Send' }).click()

  await expect(to).toHaveAccessibleDescription(/Must be an e-mail address/)
  await isAccessible()
})

test('who only follows an order sees its mail and sends none, and a failed reading can be repeated', async ({
  page,
  baseURL,
  signInAs,
  expectsFaults,
  isAccessible,
}) => {
  expectsFaults('500')
  const [origin, email] = [baseURL ?? '', 'orders@seen-copper.example']
  const id = await approvedOrder(origin, { title: 'Pans to be seen', supplier: 'Seen Copper', email, price: '20.00' })
  await issuedBy(origin, id, 'accounts2')
  const broken = { title: 'A bug on our side.', status: 500, code: 'unexpected', type: '/problems/unexpected' }
  await page.route('**/v1/purchase-orders/*/mails', (route) =>
    route.fulfill({ status: 500, contentType: 'application/problem+json', body: JSON.stringify(broken) }),
  )

  await signInAs('requester', `/purchase-orders/${id}`)
  const retry = card(page).getByRole('button', { name: 'Try again' })
  await expect(retry).toBeVisible()
  await isAccessible()
  await page.unroute('**/v1/purchase-orders/*/mails')
  await retry.click()

  await expect(mails(page)).toContainText(email)
  await expect(card(page).getByRole('button')).toHaveCount(0)
})

test('on a phone an order of a supplier without an address says that it was not mailed @phone', async ({ page, baseURL, signInAs, isAccessible }) => {
  const origin = baseURL ?? ''
  const id = await approvedOrder(origin, { title: 'Pans by hand', supplier: 'Handed Copper', price: '20.00' })
  await issuedBy(origin, id, 'accounts2')
  await signInAs('accounts', `/purchase-orders/${id}`)

  await expect(card(page)).toContainText('Not mailed: the supplier has no address.')
  await card(page).getByRole('button', { name: 'Mail it' }).tap()
  const to = page.getByRole('dialog').getByLabel('To', { exact: true })
  await expect(to).toHaveAccessibleDescription(/The supplier has no address/)
  await isAccessible()
  await to.fill('orders@handed-copper.example')
  await page.getByRole('dialog').getByRole('button', { name: 'Send' }).tap()

  await expect(mails(page)).toContainText('orders@handed-copper.example')
  await isAccessible()
})
