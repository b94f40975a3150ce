import { expect, test } from '../../support/test.ts'

test('whoever opens the settings sees where the data is', async ({ page, signInAs, isAccessible }) => {
  await signInAs('requester', '/settings/organisation')
  const home = page.getByRole('region', { name: 'Where the data is' })

  await expect(home.getByText('European Union')).toBeVisible()
  await expect(home.getByText('eu1')).toBeVisible()
  await isAccessible()
})
