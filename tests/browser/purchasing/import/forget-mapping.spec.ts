import { csv, sameEverywhere, takeFrom, tried, uploadOn } from '../../support/csv.ts'
import { expect, test } from '../../support/test.ts'

test('a file is mapped as the last one with its header, until that is forgotten', async ({ page, signInAs, isAccessible }) => {
  const file = (name: string, firm: string) => csv(name, ['Betrieb,Town', `${firm},Cork`])
  await signInAs('accounts', '/imports/new?kind=suppliers')
  await uploadOn(page, file('first.csv', 'Gannet Glass'))
  await takeFrom(page, 'Name', 'Betrieb')
  await sameEverywhere(page, 'Country', 'Ireland')
  await sameEverywhere(page, 'Currency', 'EUR')
  await tried(page)
  await page.getByRole('button', { name: 'Import 1 supplier' }).click()
  const dialog = page.getByRole('dialog', { name: 'Import 1 supplier?' })
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(page.getByText('It can be undone until')).toBeVisible()

  await page.goto('/imports/new?kind=suppliers')
  await uploadOn(page, file('second.csv', 'Heron Hay'))
  await expect(page.getByText('Mapped as the last file with this header')).toBeVisible()
  await expect(page.getByText('As last time').first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Import 1 supplier' })).toBeVisible()
  await isAccessible()
  await page.getByRole('button', { name: 'Forget it' }).click()
  await expect(page.getByText('The mapping is forgotten')).toBeVisible()
  await expect(page.getByText('Mapped as the last file with this header')).toBeHidden()

  await page.goto('/imports/new?kind=suppliers')
  await uploadOn(page, file('third.csv', 'Ibis Ice'))
  await expect(page.getByRole('combobox', { name: /^Name( ?optional)?$/ })).toHaveValue('')
})
