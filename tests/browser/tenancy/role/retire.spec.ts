import { asked, invited } from '../../support/invitation.ts'
import { made } from '../../support/role.ts'
import { expect, test } from '../../support/test.ts'

test('a role that nobody has is retired, and one that somebody has says why not', async ({ page, baseURL, signInAs, isAccessible }) => {
  const origin = baseURL ?? ''
  const [held, idle] = [await made(origin, 'Held desk', ['supplier.view']), await made(origin, 'Idle desk', ['supplier.view'])]
  await asked(origin, await invited(origin, 'Hans Held'), { custom_roles: [held.id] })
  await signInAs('admin', `/settings/roles/${held.id}`)
  const retire = page.getByRole('button', { name: 'Retire' })
  await expect(retire).toHaveAttribute('aria-disabled', 'true')
  await expect(retire).toHaveAccessibleDescription(/One person has this role/)

  await page.goto(`/settings/roles/${idle.id}`)
  await retire.click()
  const dialog = page.getByRole('dialog', { name: `Retire ${idle.name}?` })
  await isAccessible()
  await dialog.getByRole('button', { name: 'Retire' }).click()
  await expect(page.getByRole('status').filter({ hasText: `${idle.name} is retired` })).toBeVisible()
  await expect(page.getByText('Retired', { exact: true })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Change', exact: true })).toHaveCount(0)
  await isAccessible()
})
