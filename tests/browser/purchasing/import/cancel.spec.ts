import type { Page } from '@playwright/test'
import { type CsvFile, csv } from '../../support/csv.ts'
import { expect, test } from '../../support/test.ts'

const rows = 40_000

function long(name: string): CsvFile {
  const lines = Array.from({ length: rows }, (_, at) => `Long ${name} ${at},IE,EUR`)
  return csv(name, ['Name,Country,Currency', ...lines])
}

async function uploads(page: Page, file: CsvFile): Promise<void> {
  await page.getByLabel('File', { exact: true }).setInputFiles(file)
  await page.getByRole('button', { name: 'Upload and try' }).click()
  await expect(page.getByRole('heading', { level: 1, name: file.name })).toBeVisible({ timeout: 30_000 })
}

test('a long file shows how far it is, also after a reload, and can be stopped and tried again', async ({ page, signInAs, isAccessible }) => {
  test.slow()
  await signInAs('accounts', '/imports/new?kind=suppliers')
  await uploads(page, long('long.csv'))
  await expect(page.getByRole('heading', { name: 'Trying the rows' })).toBeVisible()
  await isAccessible()
  await page.reload()
  await expect(page.getByText(/[\d,]+ of 40,000 rows are tried/)).toBeVisible()
  await expect(page.getByRole('meter', { name: 'Trying the rows' })).toHaveAttribute('aria-valuetext', /%/)
  await expect(page.getByRole('status').filter({ hasText: 'percent done' })).toBeAttached()

  await page.getByRole('button', { name: 'Stop' }).click()

  await expect(page.getByText('The rows were not tried: it was stopped')).toBeVisible({ timeout: 15_000 })
  await isAccessible()
  await page.getByRole('button', { name: 'Try the rows' }).click()
  await expect(page.getByRole('heading', { name: 'Trying the rows by the new mapping' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Import 40,000 suppliers' })).toBeVisible({ timeout: 90_000 })
  await page.getByRole('button', { name: 'Discard' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click()
  await expect(page.getByText('This import was discarded')).toBeVisible()
})

test('on a phone a long file is stopped and put away @phone', async ({ page, signInAs, isAccessible }) => {
  test.slow()
  await signInAs('accounts', '/imports/new?kind=suppliers')
  await uploads(page, long('phone.csv'))
  await expect(page.getByRole('heading', { name: 'Trying the rows' })).toBeVisible()
  await isAccessible()
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect(page.getByText('The rows were not tried: it was stopped')).toBeVisible({ timeout: 15_000 })
  await page.getByRole('button', { name: 'Discard' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click()
  await expect(page.getByText('This import was discarded')).toBeVisible()
})
