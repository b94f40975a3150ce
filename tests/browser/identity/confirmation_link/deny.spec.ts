import { confirmDialog, mailOf } from '../../support/confirming.ts'
import { signsInAsOwner, speakAsOwner } from '../../support/mail.ts'
import { expect, test } from '../../support/test.ts'

test('whoever reads the mail says that it was not them, and whoever is signed in is out', async ({ page, browser, baseURL, isAccessible, expectsFaults }) => {
  expectsFaults('401', '403', '404')
  const origin = baseURL ?? ''
  await speakAsOwner(origin, 'ninth-inn')
  await signsInAsOwner(page, 'ninth-inn', '/settings/security')
  const rules = page.getByRole('region', { name: 'Rules for everybody’s sign-ins' })
  await rules.getByLabel('Failures that make an account wait').fill('20')
  await rules.getByRole('button', { name: 'Save changes' }).click()
  await expect(confirmDialog(page)).toBeVisible()
  const { link } = await mailOf(page, origin)

  const elsewhere = await browser.newContext({ baseURL: origin })
  const mailbox = await elsewhere.newPage()
  await mailbox.goto(link)
  await expect(mailbox.getByRole('heading', { level: 1, name: 'Was it not you?' })).toBeVisible()
  await mailbox.getByRole('button', { name: 'It was not me: stop it' }).click()
  await expect(mailbox.getByText('Stopped, and everybody is signed out')).toBeVisible()
  await expect(mailbox.getByText('“Change the security policy” is not done.')).toBeVisible()
  await expect(mailbox.getByRole('link', { name: 'Choose a new password' })).toBeVisible()
  await mailbox.reload()
  await mailbox.getByRole('button', { name: 'It was not me: stop it' }).click()
  await expect(mailbox.getByText('This link was used, is older than a day or never was one.')).toBeVisible()
  await elsewhere.close()

  await page.reload()
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
  await isAccessible()
})

test('an address that lacks its link says so @phone', async ({ page, isAccessible }) => {
  await page.goto('/deny-confirmation')
  await expect(page.getByText('This address lacks its link')).toBeVisible()
  await isAccessible()
  await page.goto('/deny-confirmation#eu1_never')
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: 'Was it not you?' })).toBeVisible()
  await isAccessible()
})
