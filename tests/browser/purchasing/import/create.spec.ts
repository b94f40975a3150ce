import { csv, sameEverywhere, uploadOn } from '../../support/csv.ts'
import { expect, test } from '../../support/test.ts'

test('faults of a file are said beside it, and another one can be chosen', async ({ page, signInAs, expectsFaults, isAccessible }) => {
  expectsFaults('422')
  await signInAs('accounts', '/imports/new')
  const file = page.getByLabel('File', { exact: true })
  await page.getByRole('button', { name: 'Upload and try' }).click()
  await expect(page.getByRole('group', { name: 'What the file holds' }).getByRole('alert')).toHaveText('Choose what the file holds')
  await expect(file).toHaveAccessibleDescription(/Choose a file$/)
  await isAccessible()

  await page.getByRole('radio', { name: 'Suppliers' }).check()
  await file.setInputFiles({ name: 'list.xlsx', mimeType: 'application/zip', buffer: Buffer.from('PK\u0003\u0004rest') })
  await page.getByRole('button', { name: 'Upload and try' }).click()
  await expect(file).toHaveAccessibleDescription(/The workbook is damaged/)

  await file.setInputFiles(csv('only-a-header.csv', ['Name,Country']))
  await page.getByRole('button', { name: 'Upload and try' }).click()
  await expect(file).toHaveAttribute('aria-invalid', 'true')
  await expect(page).toHaveURL(/\/imports\/new/)

  await page.getByRole('button', { name: 'Remove the file' }).click()
  await expect(file).toBeFocused()
  await expect(file).not.toHaveAttribute('aria-invalid')
  await uploadOn(page, csv('good.csv', ['Name,Country', 'Kittiwake Kitchens,IE']))
})

test('somebody who may not import is not offered it, and is told so at its address', async ({ page, signInAs }) => {
  await signInAs('requester', '/purchase-orders')
  await expect(page.getByRole('link', { name: 'New order' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Import', exact: true })).toBeHidden()
  await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Imports' })).toBeHidden()
  await page.goto('/imports/new')
  await expect(page.getByRole('heading', { name: 'You may not see this page' })).toBeVisible()
})

test('on a phone a file is tried and thrown away again @phone', async ({ page, signInAs, isAccessible }) => {
  await signInAs('accounts', '/imports/new?kind=suppliers')
  await isAccessible()
  await uploadOn(page, csv('by-phone.csv', ['Name,Currency', 'Whimbrel Wines,EUR', ',EUR']))
  await sameEverywhere(page, 'Country', 'Ireland')
  await expect(page.getByRole('button', { name: 'Import 1 supplier' })).toBeInViewport()
  await expect(page.getByRole('list', { name: 'Rows' }).getByText('Whimbrel Wines')).toBeVisible()
  // Where the bars at the edges cover no part of a button.
  await page.evaluate(() => scrollTo(0, 0))
  await isAccessible()

  await page.getByRole('button', { name: 'Discard' }).click()
  const dialog = page.getByRole('dialog', { name: 'Discard by-phone.csv?' })
  await expect(dialog.getByText('Nothing has been made')).toBeVisible()
  await dialog.getByRole('button', { name: 'Discard' }).click()
  await expect(page.getByRole('heading', { name: 'This import was discarded' })).toBeVisible()
  await page.goto('/imports')
  await expect(page.getByRole('link', { name: /by-phone\.csv.*Nothing was made/ })).toBeVisible()
})
