import { readFile } from 'node:fs/promises'
import type { Download, Page } from '@playwright/test'
import { submittedOrder } from '../../support/api.ts'
import { expect, test } from '../../support/test.ts'

async function taken(page: Page, what: string): Promise<Download> {
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: what }).click()])
  return download
}

async function textOf(download: Download): Promise<string> {
  return (await readFile(await download.path())).toString('utf8')
}

test('what the filters show is taken away as a file', async ({ page, baseURL, signInAs, isAccessible }) => {
  await submittedOrder(baseURL ?? '', { title: '=1+1 exported pans', supplier: 'Exported Copper', price: '30.00' })
  await signInAs('hod', '/purchase-orders?lifecycle=pending_approval&q=exported')
  await expect(page.getByRole('link', { name: '=1+1 exported pans' })).toBeVisible()

  const download = await taken(page, 'Orders as CSV')
  expect(download.suggestedFilename()).toMatch(/^purchase-orders_harbour-house_\d{4}-\d{2}-\d{2}\.csv$/)
  const lines = (await textOf(download)).trimEnd().split('\r\n')
  expect(lines).toHaveLength(2)
  expect(lines[0]).toMatch(/^\uFEFF"Number","External number","Title","Status"/)
  expect(lines[1]).toContain(`"'=1+1 exported pans","pending_approval"`)
  expect(lines[1]).toContain('"Exported Copper","Kitchen"')
  expect(lines[1]).toContain(',300.00,"EUR",')
  await expect(page.getByRole('status').filter({ hasText: '1 row' })).toBeVisible()
  await isAccessible()

  const rows = (await textOf(await taken(page, 'Order lines as CSV'))).trimEnd().split('\r\n')
  expect(rows[1]).toContain('"Copper pan, 28 cm"')

  const book = await readFile(await (await taken(page, 'Orders as Excel (XLSX)')).path())
  expect(book.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004')
})

test('a list is exported by keyboard, and a refusal says why', async ({ page, signInAs, expectsFaults }) => {
  expectsFaults('409')
  await signInAs('auditor', '/purchase-orders')
  await page.route('**/v1/purchase-orders/export**', (route) =>
    route.fulfill({
      status: 409,
      contentType: 'application/problem+json',
      body: JSON.stringify({
        type: '/problems/export_too_large',
        title: 'More matches than one file takes.',
        status: 409,
        code: 'export_too_large',
        detail: 'A file takes 100000 rows.',
        next: 'Narrow the filters, for example by day, and take it in parts.',
      }),
    }),
  )

  await page.getByRole('button', { name: 'Export', exact: true }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Orders as Excel (XLSX)' })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')

  await expect(page.getByRole('alert')).toContainText('A file takes 100000 rows. Narrow the filters')
  await expect(page.getByRole('button', { name: 'Export', exact: true })).toBeFocused()
})

test('whoever may not take a list away is offered nothing', async ({ page, signInAs }) => {
  await signInAs('requester', '/suppliers')
  await expect(page.getByRole('heading', { name: 'Suppliers', level: 1 })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Export' })).toHaveCount(0)
})
