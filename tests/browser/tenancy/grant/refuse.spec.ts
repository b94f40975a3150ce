import { asked, invited, pageOf } from '../../support/invitation.ts'
import { expect, test } from '../../support/test.ts'

test('an owner refuses with a reason, which the list tells', async ({ page, baseURL, signInAs, isAccessible }) => {
  const email = await invited(baseURL ?? '', 'Rik Refused')
  await asked(baseURL ?? '', email, { roles: ['admin'] })
  await signInAs('owner', await pageOf(baseURL ?? '', email))
  await page.getByRole('button', { name: 'Refuse: Rik Refused' }).click()
  const dialog = page.getByRole('dialog', { name: 'Refuse rights for Rik Refused?' })
  await dialog.getByRole('button', { name: 'Refuse' }).click()
  await expect(dialog.getByLabel('Why')).toHaveAccessibleDescription(/Say why/)
  await isAccessible()
  await dialog.getByLabel('Why').fill('Two admins are enough')
  await dialog.getByRole('button', { name: 'Refuse' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'The rights for Rik Refused are refused' })).toBeVisible()

  await page.goto('/people/grants?state=refused')
  const row = page.getByRole('row').filter({ hasText: 'Rik Refused' })
  await expect(row).toContainText('“Two admins are enough”')
  await expect(row).toContainText('by Eleanor Whitby')
  await isAccessible()
})
