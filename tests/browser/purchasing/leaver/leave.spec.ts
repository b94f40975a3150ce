import { invited, joinsBy, linkTo } from '../../support/invitation.ts'
import { expect, test } from '../../support/test.ts'

test('somebody leaves by themselves and is signed out for good', async ({ page, baseURL, isAccessible, expectsFaults }) => {
  expectsFaults('401')
  const email = await invited(baseURL ?? '', 'Gus Goes')
  await joinsBy(page, await linkTo(baseURL ?? '', email))
  await page.goto('/settings/profile')
  await page.getByRole('button', { name: 'Leave', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Leave the organisation?' })
  await expect(dialog.getByText('Nothing is open that needs somebody else.')).toBeVisible()
  await isAccessible()
  await dialog.getByRole('button', { name: 'Leave', exact: true }).click()
  const address = dialog.getByRole('textbox', { name: 'Your e-mail address, to confirm' })
  await expect(address).toHaveAccessibleDescription(/Type the address that you sign in with/)

  await address.fill(email)
  await dialog.getByRole('button', { name: 'Leave', exact: true }).click()
  await page.waitForURL((url) => url.pathname.startsWith('/sign-in'))
  await expect(page.getByLabel('Organisation')).toBeVisible()
})

test('whoever has something open is told to ask an administrator @phone', async ({ page, signInAs, isAccessible }) => {
  await signInAs('hod', '/settings/profile')
  await page.getByRole('button', { name: 'Leave', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Leave the organisation?' })
  await expect(dialog.getByText(/Ask an administrator to hand it over/)).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Leave', exact: true })).toBeDisabled()
  await isAccessible()
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
})
