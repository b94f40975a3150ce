import { asksForAnother } from '../../support/email-change.ts'
import { opensMail } from '../../support/mail.ts'
import { expect, test } from '../../support/test.ts'

test('a change of the address is given up, and its links open nothing', async ({ page, baseURL, isAccessible, expectsFaults }) => {
  expectsFaults('404')
  const { wanted } = await asksForAnother(page, baseURL ?? '', 'Gale Gives')

  await page.getByRole('button', { name: 'Give up the change' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await isAccessible()
  await page.getByRole('dialog').getByRole('button', { name: 'Give up the change' }).click()
  await expect(page.getByRole('button', { name: 'Give up the change' })).toHaveCount(0)

  await (await opensMail(page, wanted, 'Confirm your new address')).click()
  await expect(page.getByRole('heading', { name: /link was used/ })).toBeVisible()
  await isAccessible()
})
