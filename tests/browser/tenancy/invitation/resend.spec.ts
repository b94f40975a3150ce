import { invited, joinsBy, linkTo, rowOf } from '../../support/invitation.ts'
import { expect, test } from '../../support/test.ts'

test('what is sent again has a new link, and the one before opens nothing', async ({ page, browser, baseURL, signInAs }) => {
  const email = await invited(baseURL ?? '', 'Rhea Resent')
  const before = await linkTo(baseURL ?? '', email)
  await signInAs('admin', '/people/invitations')
  await rowOf(page, email).getByRole('button', { name: /What to do with/ }).press('Enter')
  await page.getByRole('menuitem', { name: 'Send again' }).press('Enter')
  await expect(page.getByRole('status').filter({ hasText: `Sent again to ${email}` })).toBeVisible()

  const after = await linkTo(baseURL ?? '', email, 2)
  const theirs = await browser.newContext({ baseURL: baseURL ?? '' })
  const arrival = await theirs.newPage()
  await arrival.goto(before)
  await expect(arrival.getByRole('link', { name: 'Go to sign-in' })).toBeVisible()
  expect(after).not.toBe(before)
  await joinsBy(arrival, after)
  await theirs.close()
})

test('it is sent again from a phone @phone', async ({ page, baseURL, signInAs }) => {
  const email = await invited(baseURL ?? '', 'Remy Resent')
  await signInAs('admin', '/people/invitations')
  const card = page.getByRole('listitem').filter({ hasText: email })
  await card.getByRole('button', { name: /What to do with/ }).click()
  await page.getByRole('menuitem', { name: 'Send again' }).click()
  await expect(page.getByRole('status').filter({ hasText: `Sent again to ${email}` })).toBeVisible()
})
