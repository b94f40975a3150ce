import { asksForAnother } from '../../support/email-change.ts'
import { opensMail } from '../../support/mail.ts'
import { expect, test } from '../../support/test.ts'

test('the mailbox of before refuses, and whoever is signed in is out', async ({ page, browser, baseURL, isAccessible, expectsFaults }) => {
  expectsFaults('401')
  const { before } = await asksForAnother(page, baseURL ?? '', 'Rita Refuses')
  const left = await browser.newContext({ baseURL: baseURL ?? '' })
  const mailbox = await left.newPage()

  await (await opensMail(mailbox, before, 'Do you want another address?')).click()
  await expect(mailbox.getByRole('heading', { level: 1, name: 'Do you want another address?' })).toBeVisible()
  await mailbox.getByRole('button', { name: 'It was not me: refuse' }).click()
  await mailbox.getByRole('dialog').getByRole('button', { name: 'It was not me: refuse' }).click()
  await expect(mailbox.getByRole('heading', { name: 'Refused: the address stays as it is' })).toBeVisible()
  await expect(mailbox.getByRole('link', { name: 'Choose a new password' })).toHaveAttribute('href', /forgotten-password/)
  await left.close()

  await page.goto('/settings/profile')
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
  await isAccessible()
})
