import { confirmDialog, mailOf } from '../../support/confirming.ts'
import { hasPassword } from '../../support/mail.ts'
import { asksIn, comesIn, entersConsole, operations } from '../../support/operators.ts'
import { expect, test } from '../../support/test.ts'

test('an operator who reads the mail says that it was not them, and whoever is signed in is out', async ({ page, browser, baseURL, isAccessible, expectsFaults }) => {
  expectsFaults('401', '403', '404')
  const origin = baseURL ?? ''
  await hasPassword(origin, 'wary-inn')
  const [ours, theirs] = [await comesIn(origin, 'rune'), await comesIn(origin, 'sigrid')]
  const aside = async () => (await browser.newContext({ baseURL: origin })).newPage()
  const asking = await aside()
  await entersConsole(asking, 'rune', ours)
  await asksIn(asking, 'Wary Inn', 'Suspend…')
  await asking.getByRole('dialog').getByRole('textbox', { name: 'Why' }).fill('Unpaid since March')
  await asking.getByRole('dialog').getByRole('button', { name: 'Ask a second operator' }).click()
  await expect(asking.getByRole('dialog')).toHaveCount(0)

  // Somebody at the second one's browser goes on; a wrong code does nothing.
  await entersConsole(page, 'sigrid', theirs)
  const row = page.getByRole('row').filter({ hasText: 'wary-inn' })
  await row.getByRole('button', { name: /^Review: .*Wary Inn/ }).click()
  await page.getByRole('dialog', { name: 'Suspend Wary Inn' }).getByRole('button', { name: 'Suspend' }).click()
  const dialog = confirmDialog(page)
  await expect(dialog).toBeVisible()
  await dialog.getByLabel('Code', { exact: true }).fill('00000000')
  await dialog.getByRole('button', { name: 'Confirm' }).click()
  await expect(dialog).toContainText('4 more may be tried')
  await isAccessible()
  const { link } = await mailOf(page, origin, operations)
  expect(link).toContain('/operator/deny-confirmation#')

  const mailbox = await aside()
  await mailbox.goto(link)
  await expect(mailbox.getByRole('heading', { level: 1, name: 'Was it not you?' })).toBeVisible()
  await mailbox.getByRole('button', { name: 'It was not me: stop it' }).click()
  await expect(mailbox.getByText('Stopped, and everybody is signed out')).toBeVisible()
  await expect(mailbox.getByText('“Suspend wary-inn” is not done.')).toBeVisible()
  await mailbox.reload()
  await mailbox.getByRole('button', { name: 'It was not me: stop it' }).click()
  await expect(mailbox.getByText('This link was used, is older than a day or never was one.')).toBeVisible()

  await page.reload()
  await expect(page).toHaveURL(/\/operator\/sign-in/)
  await asking.reload()
  await expect(asking.getByRole('row').filter({ hasText: 'wary-inn' })).toContainText('Active')
})

test('an address that lacks its link says so @phone', async ({ page, isAccessible }) => {
  await page.goto('/operator/deny-confirmation')
  await expect(page.getByText('This address lacks its link')).toBeVisible()
  await isAccessible()
  await page.goto('/operator/deny-confirmation#op_never')
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: 'Was it not you?' })).toBeVisible()
  await isAccessible()
})
