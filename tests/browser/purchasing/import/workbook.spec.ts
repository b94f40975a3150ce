import { readFileSync } from 'node:fs'
import { uploadOn } from '../../support/csv.ts'
import { expect, test } from '../../support/test.ts'

const workbook = {
  name: 'orders.xlsx',
  mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  buffer: readFileSync(new URL('../../../api/purchasing/import/orders.xlsx', import.meta.url)),
}

test('a sheet of a workbook is brought by its name, and what is hidden is said', async ({ page, signInAs, isAccessible, expectsFaults }) => {
  expectsFaults('422')
  await signInAs('accounts', '/imports/new?kind=suppliers')
  await page.getByLabel('File', { exact: true }).setInputFiles(workbook)
  await page.getByLabel(/^Sheet/).fill('Suppliers')
  await isAccessible()
  await page.getByRole('button', { name: 'Upload and try' }).click()
  await expect(page.getByText('it has “Orders”, “Notes”, “Old”.')).toBeVisible()
  await page.getByLabel(/^Sheet/).fill('Old')
  await page.getByRole('button', { name: 'Upload and try' }).click()

  await expect(page.getByRole('heading', { level: 1, name: 'orders.xlsx' })).toBeVisible()
  await expect(page.getByText('From the sheet “Old”.')).toBeVisible()
  await expect(page.getByText('The sheet “Old” is hidden in the file.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Import 1 supplier' })).toBeVisible()
  await isAccessible()
})

test('the first sheet of a workbook is brought like any file, days and numbers as they are meant', async ({ page, signInAs }) => {
  await signInAs('accounts', '/imports/new?kind=purchase_orders')
  await uploadOn(page, workbook)

  await page.getByRole('button', { name: 'Look at row 2' }).click()
  const row = page.getByRole('dialog', { name: 'Row 2' })
  await expect(row.getByText('2026-12-15')).toBeVisible()
  await expect(row.getByText('4.25')).toBeVisible()
})
