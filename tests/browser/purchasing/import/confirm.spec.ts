import { csv, sameEverywhere, takeFrom, tried, uploadOn } from '../../support/csv.ts'
import { expect, test } from '../../support/test.ts'

const suppliers = csv('partners.csv', [
  'Firm (renamed in March);VAT no;Town',
  'Gull & Sons;GB123456701;Cork',
  'Tern Textiles;GB123456702;Galway',
  ';GB123456703;Sligo',
  'gull & sons;;Cork',
  'Plover Paper;GB123456704;Bray',
])

test('accounts bring suppliers from a file: a renamed column, a bad row and a repeated one', async ({ page, signInAs, isAccessible }) => {
  await signInAs('accounts', '/suppliers')
  await page.getByRole('link', { name: 'Import', exact: true }).click()
  await expect(page.getByRole('radio', { name: 'Suppliers' })).toBeChecked()
  await expect(page.getByText('at most 50 MiB, 100,000 rows, 64 columns')).toBeVisible()
  await isAccessible()
  await uploadOn(page, suppliers)

  const verdict = page.getByRole('region', { name: 'What would happen' })
  await expect(verdict.getByText('suppliers would be proposed')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Import', exact: true })).toHaveAttribute('aria-disabled', 'true')
  await expect(page.getByRole('region', { name: 'What stands in the way' })).toBeVisible()
  await isAccessible()

  await takeFrom(page, 'Name', 'Firm (renamed in March)')
  await sameEverywhere(page, 'Country', 'Ireland')
  await sameEverywhere(page, 'Currency', 'EUR')
  await tried(page)
  await expect(page.getByRole('button', { name: 'Import 3 suppliers' })).toBeVisible()

  const problems = page.getByRole('region', { name: 'What stands in the way' })
  await problems.getByRole('button', { name: /1 row/ }).click()
  await expect(page).toHaveURL(/outcome=problem/)
  await expect(page.getByRole('button', { name: 'Look at row 4' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Look at row 2' })).toBeHidden()
  await page.getByRole('button', { name: 'Look at row 4' }).click()
  await expect(page.getByRole('dialog', { name: 'Row 4' }).getByText('GB123456703')).toBeVisible()
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Import 3 suppliers' }).click()
  const dialog = page.getByRole('dialog', { name: 'Import 3 suppliers?' })
  await expect(dialog.getByText('3 suppliers will be proposed; a second person activates each.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(dialog.getByRole('alert')).toHaveText(/Tick it to go on/)
  await isAccessible()
  await dialog.getByRole('checkbox', { name: 'Leave out the row with a problem' }).check()
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()

  await expect(page.getByText('3 suppliers are proposed. A second person activates each')).toBeVisible()
  await expect(page.getByText('1 row had a problem and was left out.')).toBeVisible()
  await isAccessible()
  await page.getByRole('link', { name: 'Tern Textiles' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Tern Textiles' })).toBeVisible()
  await expect(page.getByText('It waits for a second person').first()).toBeVisible()

  await page.goto('/imports')
  await expect(page.getByRole('row', { name: /partners\.csv.*Imported.*3 suppliers proposed/ })).toBeVisible()
})
