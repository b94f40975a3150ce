import { invited, joinsBy, linkTo, rowOf } from '../../support/invitation.ts'
import { expect, test } from '../../support/test.ts'

test('the admin sees who waits and who has joined, and the address keeps the choice', async ({ page, browser, baseURL, signInAs, isAccessible }) => {
  const waiting = await invited(baseURL ?? '', 'Willa Waiting')
  const joined = await invited(baseURL ?? '', 'Joris Joined')
  const theirs = await browser.newContext({ baseURL: baseURL ?? '' })
  await joinsBy(await theirs.newPage(), await linkTo(baseURL ?? '', joined))
  await theirs.close()

  await signInAs('admin', '/people')
  await page.getByRole('main').getByRole('link', { name: 'Invitations' }).click()
  await expect(rowOf(page, waiting)).toContainText('Waiting, until')
  await expect(rowOf(page, joined)).toContainText('Joined')
  await isAccessible()

  await page.getByRole('button', { name: 'Joined', exact: true }).click()
  await expect(page).toHaveURL(/state=joined/)
  await expect(rowOf(page, waiting)).toHaveCount(0)
  await page.reload()
  await expect(rowOf(page, joined)).toBeVisible()
  await rowOf(page, joined).getByRole('button', { name: /What to do with/ }).click()
  const resend = page.getByRole('menuitem', { name: /^Send again/ })
  await expect(resend).toHaveAttribute('aria-disabled', 'true')
  await expect(resend).toContainText(/joined/i)
  await isAccessible()
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Expired', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'No invitation is like that' })).toBeVisible()
  await isAccessible()
  await page.getByRole('button', { name: 'Show all' }).click()
  await expect(rowOf(page, waiting)).toBeVisible()
})

test('who may not see invitations is told so', async ({ page, signInAs, isAccessible }) => {
  await signInAs('accounts', '/people/invitations')
  await expect(page.getByRole('heading', { name: 'You may not see this page' })).toBeVisible()
  await isAccessible()
})

test('invitations fit a phone @phone', async ({ page, baseURL, signInAs, isAccessible }) => {
  const email = await invited(baseURL ?? '', 'Petra Pocket')
  await signInAs('owner', '/people/invitations')
  const card = page.getByRole('list', { name: 'Invitations' }).getByRole('listitem').filter({ hasText: email })
  await expect(card).toContainText('Waiting, until')
  await isAccessible()
})
