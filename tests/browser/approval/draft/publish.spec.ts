import { speakAs, submittedRequisition } from '../../support/api.ts'
import { confirms } from '../../support/confirming.ts'
import { expect, test } from '../../support/test.ts'

test('an administrator edits the policy as a form and as text, and the owner publishes it for later and takes it back', async ({
  page,
  baseURL,
  signInAs,
  isAccessible,
  expectsFaults,
}) => {
  expectsFaults('403')
  await signInAs('admin', '/approval-policies')
  await expect(page.getByRole('heading', { name: 'In force now' })).toBeVisible()
  await isAccessible()
  await page.getByRole('button', { name: 'New draft' }).click()
  await page.getByLabel('Name of the version').fill('GM from 2,500')
  await page.getByRole('dialog').getByRole('button', { name: 'New draft' }).click()

  const gm = page.getByRole('group', { name: 'Step 3' })
  await expect(gm.getByLabel('Name', { exact: true })).toHaveValue('GM')
  await isAccessible()
  await gm.getByLabel('Amount').fill('2500')
  await gm.getByLabel('Amount').press('Tab')
  await page.getByRole('button', { name: 'Text', exact: true }).click()
  const text = page.getByLabel('The policy as JSON')
  await expect(text).toHaveValue(/"2500"/)
  await isAccessible()
  await text.fill((await text.inputValue()).replace('"name": "Accounts"', '"name": "Finance"'))
  await page.getByRole('button', { name: 'Form', exact: true }).click()
  await expect(page.getByRole('group', { name: 'Step 2' }).getByLabel('Name', { exact: true })).toHaveValue('Finance')
  await page.getByRole('button', { name: 'Save draft' }).click()

  await expect(page.getByText('2 steps changed.')).toBeVisible()
  await expect(page.getByText('the total is above 2,500.00 EUR').first()).toBeVisible()
  await isAccessible()
  await page.getByLabel('Total').fill('2000')
  await page.getByRole('combobox', { name: 'Department' }).fill('Kitch')
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: 'Try it' }).click()
  await expect(page.getByText('GM: total 2,000.00 EUR is not above 2,500.00 EUR')).toBeVisible()
  await isAccessible()
  await page.getByRole('button', { name: 'Propose' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Propose' }).click()
  const publish = page.getByRole('button', { name: 'Publish' })
  await expect(publish).toHaveAttribute('aria-disabled', 'true')
  const address = new URL(page.url()).pathname

  await signInAs('owner', address)
  await page.getByRole('button', { name: 'Publish' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Later' }).click()
  const later = new Date(Date.now() + 300 * 86_400_000).toISOString().slice(0, 10)
  await dialog.getByLabel('On').fill(later)
  await dialog.getByRole('button', { name: 'Publish' }).click()
  await confirms(page, String(baseURL))
  await expect(page.getByText('Scheduled')).toBeVisible()
  await expect(page.getByText('2 steps changed.')).toBeVisible()
  await isAccessible()
  await page.getByRole('button', { name: 'Withdraw' }).click()
  await page.getByRole('dialog').getByLabel('Why').fill('The board changed its mind.')
  await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click()
  await expect(page.getByText('Withdrawn').first()).toBeVisible()
})

test('what is wrong is said at its place, in the form and in the text @phone', async ({
  page,
  signInAs,
  isAccessible,
  expectsFaults,
}) => {
  expectsFaults('422')
  await signInAs('admin', '/approval-policies')
  await page.getByRole('button', { name: 'New draft' }).click()
  await page.getByLabel('Name of the version').fill('Broken')
  await page.getByRole('dialog').getByRole('button', { name: 'New draft' }).click()

  const accounts = page.getByRole('group', { name: 'Step 2' }).getByLabel('Name', { exact: true })
  await accounts.fill('gm')
  await page.getByRole('button', { name: 'Save draft' }).click()
  await expect(page.getByText('It cannot be saved like this')).toBeVisible()
  const third = page.getByRole('group', { name: 'Step 3' }).getByLabel('Name', { exact: true })
  await expect(third).toHaveAccessibleDescription(/Another step has this name/)
  // What stands fast at the phone's edge would cover buttons in the middle of a step.
  await page.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded()
  await isAccessible()
  await page.getByRole('button', { name: 'Text', exact: true }).click()
  await page.getByRole('button', { name: /^Line \d+$/ }).click()
  await expect(page.getByLabel('The policy as JSON')).toBeFocused()

  await page.getByRole('link', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Discard' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click()
  await expect(page.getByText('Discarded').first()).toBeVisible()
})

test('what was changed below an open dialog is not published by it', async ({
  page,
  signInAs,
  expectsFaults,
  baseURL,
}) => {
  expectsFaults('412')
  const [admin, owner] = [await speakAs(String(baseURL), 'admin'), await speakAs(String(baseURL), 'owner')]
  const drafts = '/v1/approval-policy-drafts'
  const made = await admin('POST', drafts, { name: 'As the owner saw it' })
  const draft = `${drafts}/${made.body['id']}`
  const proposed = await admin('POST', `${draft}/propose`, undefined, made.etag)
  await signInAs('owner', `/approval-policies/drafts/${made.body['id']}`)
  await page.getByRole('button', { name: 'Publish' }).click()

  const returned = await owner('POST', `${draft}/return`, { because: 'One more thing.' }, proposed.etag)
  const renamed = await admin('PATCH', draft, { name: 'As nobody saw it' }, returned.etag)
  await admin('POST', `${draft}/propose`, undefined, renamed.etag)
  const dialog = page.getByRole('dialog')
  const publish = dialog.getByRole('button', { name: 'Publish' })
  await publish.click()
  await expect(dialog.getByText(/changed/i).first()).toBeVisible()
  await expect(page.getByText('As nobody saw it').first()).toBeAttached()
  await publish.click()
  await expect(page.getByText('As nobody saw it').first()).toBeAttached()
  expect((await owner('GET', draft)).body['status']).toBe('proposed')
  await owner('POST', `${draft}/discard`, undefined, (await owner('GET', draft)).etag)
})

test('a document that there is goes through a draft before the draft holds @phone', async ({
  page,
  signInAs,
  isAccessible,
  baseURL,
}) => {
  await submittedRequisition(String(baseURL), 'Pans for the terrace', '20.00')
  const admin = await speakAs(String(baseURL), 'admin')
  const drafts = '/v1/approval-policy-drafts'
  const made = await admin('POST', drafts, { name: 'Accounts are called Finance' })
  const draft = `${drafts}/${made.body['id']}`
  const definition = structuredClone(made.body['definition']) as { steps: { name: string }[] }
  for (const step of definition.steps) if (step.name === 'Accounts') step.name = 'Finance'
  const { etag } = await admin('PATCH', draft, { definition }, made.etag)

  await signInAs('accounts', `/approval-policies/drafts/${made.body['id']}`)
  await page.getByRole('button', { name: 'An existing one' }).click()
  await page.getByRole('button', { name: 'Try it' }).click()
  const document = page.getByRole('combobox', { name: 'Number or title' })
  await expect(document).toHaveAccessibleDescription(/Choose the document to try/)
  await isAccessible()
  await document.fill('terrace')
  await expect(page.getByRole('option', { name: /Pans for the terrace/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Try it' }).click()
  await expect(page.getByText('Finance: always')).toBeVisible()
  await isAccessible()
  await admin('POST', `${draft}/discard`, undefined, etag)
})

test('where a draft would get documents stuck is seen before it is proposed @phone', async ({
  page,
  signInAs,
  isAccessible,
  baseURL,
}) => {
  const admin = await speakAs(String(baseURL), 'admin')
  const drafts = '/v1/approval-policy-drafts'
  const definition = {
    currency: 'EUR',
    steps: [{ name: 'Head of department', order: 1, who: 'department_head' }],
  }
  const made = await admin('POST', drafts, { name: 'Heads alone', definition })
  const draft = `${drafts}/${made.body['id']}`

  await signInAs('admin', `/approval-policies/drafts/${made.body['id']}`)
  await page.getByRole('button', { name: 'Look for dead ends' }).click()
  const found = page.getByRole('list', { name: 'Dead ends' })
  await expect(found.getByText(/asked for it \(SOD-01\)/).first()).toBeVisible()
  await expect(found.getByText(/imagined documents, such as a requisition of .*, asked for by/).first()).toBeVisible()
  await isAccessible()
  await admin('POST', `${draft}/discard`, undefined, made.etag)

  const instead = { ask: { any_of: [{ role: 'general_manager' }, { role: 'owner' }] } }
  const mended = { currency: 'EUR', steps: [{ ...definition.steps[0], on_nobody: instead }] }
  const other = await admin('POST', drafts, { name: 'Heads, or above', definition: mended })
  await signInAs('admin', `/approval-policies/drafts/${other.body['id']}`)
  await page.getByRole('button', { name: 'Look for dead ends' }).click()
  await expect(page.getByText(/None of \d+ imagined documents would get stuck/)).toBeVisible()
  await isAccessible()
  await admin('POST', `${drafts}/${other.body['id']}/discard`, undefined, other.etag)
})
