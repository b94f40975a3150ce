import { confirms } from '../../support/confirming.ts'
import { expect, test } from '../../support/test.ts'

test('an owner sets the rules for sign-ins', async ({ page, baseURL, signInAs, isAccessible, expectsFaults }) => {
  expectsFaults('403')
  await signInAs('owner', '/settings/security')
  const rules = page.getByRole('region', { name: 'Rules for everybody’s sign-ins' })
  const failures = rules.getByLabel('Failures that make an account wait')
  await expect(failures).toHaveValue('10')
  await isAccessible()

  await failures.fill('21')
  await rules.getByRole('button', { name: 'Save changes' }).click()
  await expect(rules.getByText('A whole number from 3 to 20')).toBeVisible()
  await expect(failures).toBeFocused()

  await failures.fill('12')
  await rules.getByRole('button', { name: 'Save changes' }).click()
  await confirms(page, baseURL ?? '')
  await expect(page.getByRole('status').filter({ hasText: 'The rules are saved' })).toBeVisible()
  await page.reload()
  await expect(failures).toHaveValue('12')
})

test('an auditor reads them @phone', async ({ page, signInAs, isAccessible }) => {
  await signInAs('auditor', '/settings/security')
  const rules = page.getByRole('region', { name: 'Rules for everybody’s sign-ins' })
  await expect(rules.getByText('Ends unused after, in minutes')).toBeVisible()
  await expect(rules.getByRole('button', { name: 'Save changes' })).toHaveCount(0)
  await isAccessible()
})
