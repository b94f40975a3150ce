import { expect, test } from '../../support/test.ts'

test('accounts enter a rate of a day, and the same one twice is refused', async ({ page, signInAs, isAccessible, expectsFaults }) => {
  const enter = async () => {
    await page.getByRole('button', { name: 'Enter a rate' }).first().click()
    const drawer = page.getByRole('dialog', { name: 'Enter a rate' })
    await drawer.getByRole('combobox', { name: 'From' }).fill('ISK')
    await page.keyboard.press('Enter')
    await drawer.getByLabel('Rate', { exact: true }).fill('0.0068')
    await drawer.getByLabel('Source').fill('European Central Bank')
    await expect(drawer.getByText('How many EUR one ISK is worth')).toBeVisible()
    await drawer.getByRole('button', { name: 'Add' }).click()
    return drawer
  }
  await signInAs('accounts', '/settings/exchange-rates')
  await enter()
  await expect(page.getByRole('row', { name: /ISK EUR 0.0068/ })).toBeVisible()
  await isAccessible()

  expectsFaults('409')
  const drawer = await enter()
  await expect(drawer.getByRole('alert')).toContainText('There is a rate for these currencies on that day')
})
