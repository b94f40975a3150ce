import { activeSupplier } from '../../support/api.ts'
import { csv, sameEverywhere, tried, uploadOn } from '../../support/csv.ts'
import { expect, test } from '../../support/test.ts'

const orders = csv('open-orders.csv', [
  'Order number,Title,Supplier,Description,Quantity,Unit,Unit price,Currency',
  'L-7001,Fish for Friday,Fjord Fishmongers,Salmon,10,kilo,12.50,EUR',
  'L-7001,Fish for Friday,Fjord Fishmongers,Cod,5,kilo,9.00,EUR',
  'L-7002,Ice,Fjord Fishmongers,Crushed ice,2,C62,3.00,EUR',
  'L-7003,Tuna,Nobody We Know,Tuna,1,kilo,20.00,EUR',
  'L-7004,Eel,Fjord Fishmongers,Eel,a few,C62,5.00,EUR',
])

test('accounts translate a unit, leave bad orders out, and drafts are made that ask nobody', async ({
  page,
  signInAs,
  isAccessible,
  baseURL,
}) => {
  await activeSupplier(baseURL ?? '', 'Fjord Fishmongers')
  await signInAs('accounts', '/purchase-orders')
  await page.getByRole('link', { name: 'Import', exact: true }).click()
  await expect(page.getByRole('radio', { name: 'Purchase orders' })).toBeChecked()
  await uploadOn(page, orders)

  await page.getByRole('button', { name: /more fields/ }).click()
  await sameEverywhere(page, 'Department', 'Kitchen')
  const unknown = page.getByRole('list', { name: '1 word of the file is not known here' }).filter({ hasText: 'kilo' })
  await expect(unknown.getByText('3 rows')).toBeVisible()
  await isAccessible()
  const meaning = page.getByRole('combobox', { name: 'What “kilo” means' })
  await meaning.fill('kilogram')
  await meaning.press('Enter')
  await tried(page)
  await expect(page.getByRole('list', { name: 'Means here' }).getByText('kilo', { exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Import 2 orders' })).toBeVisible()

  const filter = page.getByRole('group', { name: 'Which rows' })
  await filter.getByRole('button', { name: 'Problems' }).click()
  await expect(page.getByRole('button', { name: /^Look at row/ })).toHaveCount(2)
  await filter.getByRole('button', { name: 'Ready' }).click()
  await expect(page.getByRole('button', { name: /^Look at row/ })).toHaveCount(3)

  await page.getByRole('button', { name: 'Import 2 orders' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText(/2 drafts will be made\. They take no number and nobody is asked/)).toBeVisible()
  await dialog.getByRole('checkbox', { name: 'Leave out the 2 rows with problems' }).check()
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()

  await expect(page.getByText(/2 drafts are made/).first()).toBeVisible()
  await page.getByRole('link', { name: 'Salmon' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Fish for Friday' })).toBeVisible()
  await expect(page.getByText('L-7001').first()).toBeVisible()
  await expect(page.getByText('Cod').first()).toBeVisible()
})

test('what was chosen stays when another window has changed the mapping', async ({ page, signInAs, expectsFaults }) => {
  expectsFaults('412')
  await signInAs('accounts', '/imports/new?kind=suppliers')
  await uploadOn(page, csv('two-windows.csv', ['Name,Where', 'Auk Ales,Cork', 'Eider Down,Bray']))
  const other = await page.context().newPage()
  await other.goto(page.url())
  await sameEverywhere(other, 'Country', 'Ireland')
  await expect(other.getByText('supplier would be proposed').or(other.getByText('suppliers would be proposed'))).toBeVisible()
  await other.close()

  await page.getByRole('combobox', { name: 'Currency', exact: true }).fill('One value')
  await page.keyboard.press('Enter')
  await page.getByRole('combobox', { name: 'Currency: the value for every row' }).fill('EUR')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Load the newer state' }).click()
  await expect(page.getByRole('button', { name: 'Import 2 suppliers' })).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'Country: the value for every row' })).toHaveValue('Ireland')
  await expect(page.getByRole('combobox', { name: 'Currency: the value for every row' })).toHaveValue(/EUR/)
})

test('a number that can be read in two ways is settled once for the file', async ({ page, signInAs, baseURL }) => {
  await activeSupplier(baseURL ?? '', 'Harbour Honey')
  await signInAs('accounts', '/imports/new?kind=purchase_orders')
  await uploadOn(
    page,
    csv('thousands.csv', [
      'Order number;Supplier;Description;Quantity;Unit;Unit price;Currency',
      'L-7101;Harbour Honey;Honey by the ton;1;C62;1.234;EUR',
      'L-7102;Harbour Honey;More honey;2;C62;2.500;EUR',
    ]),
  )

  const problems = page.getByRole('region', { name: 'What stands in the way' })
  await problems.getByRole('button', { name: 'Go to the field Decimal sign' }).click()
  const sign = page.getByRole('combobox', { name: /^Decimal sign/ })
  await expect(sign).toBeFocused()
  await sign.selectOption({ label: 'A comma, as in 1.234,50' })
  await tried(page)
  await expect(problems).toBeHidden()
  await expect(page.getByRole('button', { name: 'Import 2 orders' })).toBeVisible()
})

test('a choice that could not be sent is kept and tried again', async ({ page, signInAs, expectsFaults }) => {
  expectsFaults('net::ERR_FAILED')
  await signInAs('accounts', '/imports/new?kind=suppliers')
  await uploadOn(page, csv('lost.csv', ['Name,Currency', 'Sanderling Soap,EUR']))
  await page.route('**/map', (route) => route.abort(), { times: 1 })
  await page.getByRole('combobox', { name: 'Country', exact: true }).fill('One value')
  await page.keyboard.press('Enter')
  await page.getByRole('combobox', { name: 'Country: the value for every row' }).fill('Ireland')
  await page.keyboard.press('Enter')

  const lost = page.getByRole('alert').filter({ hasText: 'Countersign cannot be reached' })
  await expect(lost).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'Country: the value for every row' })).toHaveValue('Ireland')
  await lost.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('button', { name: 'Import 1 supplier' })).toBeVisible()
  await expect(lost).toBeHidden()
})
