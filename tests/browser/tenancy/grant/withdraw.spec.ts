import { asked, invited } from '../../support/invitation.ts'
import { expect, test } from '../../support/test.ts'

test('the admin takes back what was asked for, and cannot agree to it', async ({ page, baseURL, signInAs, isAccessible }) => {
  const email = await invited(baseURL ?? '', 'Willem Withdrawn')
  await asked(baseURL ?? '', email, { roles: ['accounts'] })
  await signInAs('admin', '/people/grants')
  const row = page.getByRole('row').filter({ hasText: 'Willem Withdrawn' })
  await expect(row.getByRole('button')).toHaveCount(1)
  await row.getByRole('button', { name: /^Take back/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Take back what was asked for Willem Withdrawn?' })
  await isAccessible()
  await dialog.getByRole('button', { name: 'Take back' }).click()
  await expect(row).toContainText('Taken back')
  await expect(row.getByRole('button')).toHaveCount(0)
})
