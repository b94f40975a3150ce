import { readFileSync } from 'node:fs'
import { csv, sameEverywhere, uploadOn } from '../../support/csv.ts'
import { expect, test } from '../../support/test.ts'

test('the rows left out are downloaded, corrected and brought as they stand, mapped as before', async ({ page, signInAs, isAccessible }) => {
  await signInAs('accounts', '/imports/new?kind=suppliers')
  const lines = ['Name,Country,Ring', 'Egret Eggs,IE,+353 1', 'Fulmar Fish,Narnia,=1+1']
  await uploadOn(page, csv('wrong.csv', lines))
  await sameEverywhere(page, 'Currency', 'EUR')
  await page.getByRole('button', { name: 'Import 1 supplier' }).click()
  const dialog = page.getByRole('dialog', { name: 'Import 1 supplier?' })
  await dialog.getByRole('checkbox', { name: 'Leave out the row with a problem' }).check()
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(page.getByText('1 row had a problem and was left out.')).toBeVisible()

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download the row with a problem' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('wrong-problems.csv')
  const text = readFileSync(await download.path(), 'utf8')
  expect(text.startsWith('\uFEFF"Import row","Import problems","Name","Country","Ring"')).toBe(true)
  expect(text).toContain(`"Fulmar Fish","Narnia","'=1+1"`)

  await page.goto('/imports/new?kind=suppliers')
  const corrected = Buffer.from(text.replace('"Narnia"', '"IE"'), 'utf8')
  await uploadOn(page, { name: 'corrected.csv', mimeType: 'text/csv', buffer: corrected })
  await expect(page.getByText('Mapped as the last file with this header')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Import 1 supplier' })).toBeVisible()
  await isAccessible()
})
