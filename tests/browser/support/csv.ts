// Small files for journeys that upload one.
import { type Page, expect } from '@playwright/test'

export interface CsvFile {
  name: string
  mimeType: string
  buffer: Buffer
}

export function csv(name: string, lines: readonly string[]): CsvFile {
  return { name, mimeType: 'text/csv', buffer: Buffer.from(`${lines.join('\n')}\n`, 'utf8') }
}

/** Chooses a file on the screen of a new import and uploads it; ends where its rows are shown. */
export async function uploadOn(page: Page, file: CsvFile): Promise<void> {
  await page.getByLabel('File', { exact: true }).setInputFiles(file)
  await page.getByRole('button', { name: 'Upload and try' }).click()
  await expect(page.getByRole('heading', { level: 1, name: file.name })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Rows' })).toBeVisible()
}

/** Chooses by keyboard where a field comes from, and waits for the try that follows. */
export async function takeFrom(page: Page, field: string, column: string): Promise<void> {
  const box = page.getByRole('combobox', { name: new RegExp(`^${field}( ?optional)?$`) })
  await box.fill(column)
  await box.press('Enter')
  await expect(box).toHaveValue(column)
}

/** Gives a field one value for every row. */
export async function sameEverywhere(page: Page, field: string, value: string): Promise<void> {
  await takeFrom(page, field, 'One value for every row')
  const box = page.getByRole('combobox', { name: `${field}: the value for every row` })
  await expect(box).toBeFocused()
  await box.fill(value)
  await box.press('Enter')
  await tried(page)
}

/** The rows were tried again and nothing is under way. */
export async function tried(page: Page): Promise<void> {
  await expect(page.getByRole('region', { name: 'What would happen' })).toHaveAttribute('aria-busy', 'false')
}
