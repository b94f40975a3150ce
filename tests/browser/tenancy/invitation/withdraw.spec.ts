import { speakAs } from '../../support/api.ts'
import { invited, linkTo, rowOf } from '../../support/invitation.ts'
import { expect, test } from '../../support/test.ts'

test('what is taken back opens nothing, and can be sent again', async ({ page, browser, baseURL, signInAs, isAccessible }) => {
  const email = await invited(baseURL ?? '', 'Wim Withdrawn')
  const link = await linkTo(baseURL ?? '', email)
  await signInAs('admin', '/people/invitations')
  const acts = rowOf(page, email).getByRole('button', { name: /What to do with/ })
  await acts.click()
  await page.getByRole('menuitem', { name: 'Take back' }).click()
  const dialog = page.getByRole('dialog', { name: 'Take back the invitation of Wim Withdrawn?' })
  await expect(dialog).toContainText(email)
  await isAccessible()
  await dialog.getByRole('button', { name: 'Take back' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'The invitation of Wim Withdrawn is taken back' })).toBeVisible()
  await expect(rowOf(page, email)).toContainText('Taken back')

  const theirs = await browser.newContext({ baseURL: baseURL ?? '' })
  const arrival = await theirs.newPage()
  await arrival.goto(link)
  await expect(arrival.getByRole('link', { name: 'Go to sign-in' })).toBeVisible()
  await theirs.close()

  await acts.click()
  const withdraw = page.getByRole('menuitem', { name: /^Take back/ })
  await expect(withdraw).toHaveAttribute('aria-disabled', 'true')
  await page.getByRole('menuitem', { name: /^Send again/ }).click()
  await expect(rowOf(page, email)).toContainText('Waiting, until')
})

test('what was taken back meanwhile is not taken back again, and the dialog says so', async ({ page, baseURL, signInAs, isAccessible, expectsFaults }) => {
  expectsFaults('409')
  const email = await invited(baseURL ?? '', 'Tilda Twice')
  await signInAs('admin', '/people/invitations?state=open')
  await rowOf(page, email).getByRole('button', { name: /What to do with/ }).click()
  await page.getByRole('menuitem', { name: 'Take back' }).click()
  const admin = await speakAs(baseURL ?? '', 'admin')
  const { body } = await admin('GET', '/v1/invitations?state=open')
  const invitation = (body['items'] as { id: string; email: string }[]).find((one) => one.email === email)
  await admin('POST', `/v1/invitations/${invitation?.id}/withdraw`)
  const dialog = page.getByRole('dialog', { name: 'Take back the invitation of Tilda Twice?' })
  await dialog.getByRole('button', { name: 'Take back' }).click()

  // By its element: the open dialog hides every role behind it.
  await expect(page.locator('tbody tr').filter({ hasText: email })).toHaveCount(0)
  await expect(dialog.getByText('This invitation was taken back already')).toBeVisible()
  await isAccessible()
})

test('whoever thinks better of it has taken nothing back @phone', async ({ page, baseURL, signInAs, isAccessible }) => {
  const email = await invited(baseURL ?? '', 'Wanda Waiting')
  await signInAs('admin', '/people/invitations')
  const card = page.getByRole('listitem').filter({ hasText: email })
  await card.getByRole('button', { name: /What to do with/ }).click()
  await page.getByRole('menuitem', { name: 'Take back' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await isAccessible()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await expect(card).toContainText('Waiting, until')
})
