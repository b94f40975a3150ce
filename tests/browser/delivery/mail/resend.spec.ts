import { hasMail, signsInAsOwner } from '../../support/mail.ts'
import { expect, test } from '../../support/test.ts'

test('an owner sends a mail that failed once more', async ({ page, baseURL, isAccessible }) => {
  await hasMail(baseURL ?? '', 'second-inn', 'failed')
  await signsInAsOwner(page, 'second-inn', '/settings/mail')
  const failed = page.getByRole('row').filter({ hasText: 'Failed' })
  const resend = failed.first().getByRole('button', { name: 'Send again to nobody@second-inn.example' })
  const answered = page.waitForResponse('**/v1/mails/*/resend')

  await resend.focus()
  await page.keyboard.press('Enter')

  expect((await answered).status()).toBe(200)
  await expect(page.getByRole('status').filter({ hasText: 'waits to be sent again' })).toBeVisible()
  await isAccessible()
  // The mailbox takes nothing this time either, and the list comes to know it by itself.
  await expect(failed.first()).toContainText('550 5.1.1 no such mailbox')
  await expect(failed.first()).toContainText('Tried once')
})

test('what somebody else has sent again meanwhile says so', async ({ page, baseURL, isAccessible, expectsFaults }) => {
  expectsFaults('409')
  await hasMail(baseURL ?? '', 'second-inn', 'failed')
  await signsInAsOwner(page, 'second-inn', '/settings/mail')
  const resend = page.getByRole('button', { name: 'Send again to nobody@second-inn.example' }).first()
  await expect(resend).toBeVisible()
  const elsewhere = { status: 409, contentType: 'application/problem+json', body: JSON.stringify(notFailed) }
  await page.route('**/v1/mails/*/resend', (route) => route.fulfill(elsewhere))

  await resend.click()

  await expect(page.getByRole('alert').filter({ hasText: notFailed.title })).toContainText(notFailed.next)
  await isAccessible()
})

// As the API says it; between two real acts the mail server would have to be slower than this test.
const notFailed = {
  type: '/problems/mail_not_failed',
  title: 'Only a mail that could not be sent is sent once more.',
  status: 409,
  code: 'mail_not_failed',
  next: 'Wait while it waits; a mail that was sent is in the hands of its reader’s mail server.',
  request_id: '0198c5a2-7d1e-7000-8000-000000000000',
}
