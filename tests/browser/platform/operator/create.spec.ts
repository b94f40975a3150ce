import { confirmDialog } from '../../support/confirming.ts'
import { opensMail } from '../../support/mail.ts'
import { comesIn, entersConsole, operatorPassword, operators } from '../../support/operators.ts'
import { hasDevice } from '../../support/passkey.ts'
import { expect, test } from '../../support/test.ts'

const newcomer = { name: 'Nils Aune', email: 'nils@operators.example' }

test('two operators of security let somebody in, confirm by a passkey, and close the account again', async ({ page, browser, baseURL, isAccessible, expectsFaults }) => {
  test.slow()
  expectsFaults('403')
  const origin = baseURL ?? ''
  const [ours, theirs] = [await comesIn(origin, 'greta'), await comesIn(origin, 'henrik')]
  const aside = async () => (await browser.newContext({ baseURL: origin })).newPage()
  await entersConsole(page, 'greta', ours)
  await page.getByRole('link', { name: 'Operators', exact: true }).click()
  const row = page.getByRole('row').filter({ hasText: newcomer.email })
  await expect(page.getByRole('row').filter({ hasText: 'greta@operators.example' })).toContainText('(you)')
  await isAccessible()

  // Asks; what is missing is said, and nobody is invited by it.
  await page.getByRole('button', { name: 'Invite an operator' }).click()
  const dialog = page.getByRole('dialog', { name: 'Ask to invite an operator' })
  await dialog.getByRole('button', { name: 'Ask a second operator' }).click()
  await expect(dialog.getByLabel('Their name')).toHaveAccessibleDescription(/Type their name/)
  await isAccessible()
  await dialog.getByLabel('Their name').fill(newcomer.name)
  await dialog.getByLabel('Their e-mail').fill(newcomer.email)
  await dialog.getByLabel('Role').selectOption('Support')
  await dialog.getByLabel('Why').fill('Helps from March')
  await dialog.getByRole('button', { name: 'Ask a second operator' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(row).toContainText('Not yet invited')
  await expect(row).toContainText('Waits for a second operator')

  // The second signs in by e-mail, password and a passkey, and confirms with it what they read.
  const other = await aside()
  await hasDevice(other)
  await entersConsole(other, 'henrik', theirs, '/operator/account')
  await other.getByRole('button', { name: 'Add a passkey' }).click()
  await other.getByRole('dialog').getByRole('button', { name: 'Make the passkey' }).click()
  await expect(other.getByRole('dialog')).toHaveCount(0)
  await other.getByRole('button', { name: 'Sign out' }).click()
  await other.getByLabel('E-mail').fill(operators.henrik.email)
  await other.getByRole('button', { name: 'Use a passkey instead of the code' }).click()
  await expect(other.getByLabel('Password', { exact: true })).toBeFocused()
  await other.getByLabel('Password', { exact: true }).fill(operatorPassword)
  await other.getByRole('button', { name: 'Use a passkey instead of the code' }).click()
  await expect(other.getByRole('banner')).toContainText('Henrik Vold')
  await other.getByRole('link', { name: 'Operators', exact: true }).click()
  const seen = other.getByRole('row').filter({ hasText: newcomer.email })
  await seen.getByRole('button', { name: /^Review: .*Nils Aune/ }).click()
  const review = other.getByRole('dialog', { name: 'Invite Nils Aune' })
  await expect(review).toContainText('Greta Nilsen')
  await expect(review).toContainText('Helps from March')
  await review.getByRole('button', { name: 'Invite', exact: true }).click()
  await expect(confirmDialog(other)).toContainText('Operator: Nils Aune <nils@operators.example>')
  await confirmDialog(other).getByRole('button', { name: 'Confirm with a passkey' }).click()
  await expect(seen).toContainText('Invited')

  // The link is theirs who are invited.
  const mailbox = await aside()
  await (await opensMail(mailbox, newcomer.email, 'You are invited to operate Countersign')).click()
  await expect(mailbox.getByText('Nils Aune, choose a password')).toBeVisible()

  // And out again: asked for by one, carried out by the other.
  await seen.getByRole('button', { name: 'Acts for Nils Aune' }).click()
  await other.getByRole('menuitem', { name: 'Close the account…' }).click()
  const ask = other.getByRole('dialog', { name: 'Ask to close the account of Nils Aune' })
  await ask.getByRole('textbox', { name: 'Why' }).fill('It was the wrong one')
  await ask.getByRole('button', { name: 'Ask a second operator' }).click()
  await expect(seen).toContainText('Closing asked for')
  await page.reload()
  await row.getByRole('button', { name: /^Review: .*Nils Aune/ }).focus()
  await page.keyboard.press('Enter')
  const back = page.getByRole('dialog', { name: 'Close the account of Nils Aune' })
  await expect(back).toContainText('It was the wrong one')
  await isAccessible()
  await page.keyboard.press('Escape')
  await row.getByRole('button', { name: /^Take back: .*Nils Aune/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click()
  await expect(row).not.toContainText('Closing asked for')
  await expect(row).toContainText('Invited')
})
