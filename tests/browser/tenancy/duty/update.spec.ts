import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { joinsBy, linkTo } from '../../support/invitation.ts'
import { hasPassword, signsInAsOwner, speakAsOwner } from '../../support/mail.ts'
import { expect, test } from '../../support/test.ts'

// An inn with an owner and one who buys: one after the other, for what is set holds for both journeys.
test.describe.configure({ mode: 'serial' })

const inn = 'tenth-inn'

/** Somebody new of Accounts, at their own browser. */
async function joins(origin: string, page: Page): Promise<void> {
  const email = `new-${randomUUID()}@tenth-inn.example`
  const owner = await speakAsOwner(origin, inn)
  await owner('POST', '/v1/invitations', { people: [{ name: 'Bo Buyer', email, roles: ['accounts'] }] })
  await joinsBy(page, await linkTo(origin, email))
}

/** Enters a supplier. */
async function proposes(page: Page, name: string): Promise<void> {
  await page.goto('/suppliers/new')
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByRole('combobox', { name: 'Country' }).fill('Irel')
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: 'Propose supplier' }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
}

test('an owner lets one person enter and activate, and looks at it afterwards', async ({ page, browser, baseURL, isAccessible }) => {
  const origin = baseURL ?? ''
  await hasPassword(origin, inn)
  await signsInAsOwner(page, inn, '/settings/duties')
  const row = page.getByRole('row').filter({ hasText: 'does not activate it' })
  await isAccessible()
  await row.getByRole('button', { name: /^Change/ }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'When one person would do both' })
  await dialog.getByLabel('Now').selectOption({ label: 'Allow it, and have somebody look at it afterwards' })
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog.getByText('Say why.')).toBeVisible()
  await isAccessible()
  await dialog.getByLabel('Who looks at it').selectOption({ label: 'Tilda Lind' })
  await dialog.getByLabel('Why').fill('There are two of us')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'It is set' })).toBeVisible()
  await expect(row).toContainText('Looked at afterwards')
  await expect(row).toContainText('by Tilda Lind')

  const theirs = await browser.newContext({ baseURL: origin })
  const desk = await theirs.newPage()
  await joins(origin, desk)
  await proposes(desk, 'Solo Syrups')
  await desk.getByRole('button', { name: 'Activate' }).click()
  const alone = desk.getByRole('dialog', { name: /^Activate Solo Syrups, which you entered/ })
  await expect(alone).toContainText('Tilda Lind looks at it afterwards')
  await alone.getByRole('button', { name: 'Activate' }).click()
  await expect(desk.getByRole('status').filter({ hasText: 'Solo Syrups can be ordered from now' })).toBeVisible()
  await theirs.close()

  await page.goto('/settings/duty-exceptions?state=open')
  const exception = page.getByRole('row').filter({ hasText: 'Solo Syrups' })
  await expect(exception).toContainText('Entered and activated a supplier')
  await isAccessible()
  await exception.getByRole('button', { name: 'What to say to Solo Syrups' }).click()
  await page.getByRole('menuitem', { name: /^Accept/ }).press('Enter')
  const review = page.getByRole('dialog', { name: 'Is Solo Syrups as it should be?' })
  await review.getByLabel('Why').fill('Compared with the register of companies')
  await review.getByRole('button', { name: 'Accept' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Solo Syrups is accepted' })).toBeVisible()
  await page.goto('/settings/duty-exceptions')
  await expect(page.getByRole('row').filter({ hasText: 'Solo Syrups' })).toContainText('Compared with the register')
})

test('an exception is raised on a phone too @phone', async ({ page, browser, baseURL, isAccessible }) => {
  const origin = baseURL ?? ''
  const owner = await speakAsOwner(origin, inn)
  const { body: listed } = await owner('GET', '/v1/duties')
  const duty = (listed['items'] as { pair: string; revision: number }[]).find((one) => one.pair === 'supplier_activation')
  const { body: people } = await owner('GET', '/v1/people?role=owner')
  const [reviewer] = people['items'] as { id: string }[]
  const lowered = { mode: 'detect', reviewer_id: reviewer?.id, reason: 'One of us is away' }
  await owner('PATCH', '/v1/duties/supplier_activation', lowered, `"${duty?.revision}"`)
  const theirs = await browser.newContext({ baseURL: origin })
  const desk = await theirs.newPage()
  await joins(origin, desk)
  await proposes(desk, 'Lone Linctus')
  await desk.getByRole('button', { name: 'Activate' }).click()
  await desk.getByRole('dialog').getByRole('button', { name: 'Activate' }).click()
  await expect(desk.getByRole('status').filter({ hasText: 'Lone Linctus can be ordered from now' })).toBeVisible()
  await theirs.close()

  await signsInAsOwner(page, inn, '/settings/duty-exceptions?state=open')
  await isAccessible()
  await page.getByRole('button', { name: 'What to say to Lone Linctus' }).first().click()
  await page.getByRole('menuitem', { name: /^Raise/ }).click()
  const dialog = page.getByRole('dialog', { name: 'What is wrong with Lone Linctus?' })
  await isAccessible()
  await dialog.getByLabel('Why').fill('No such company')
  await dialog.getByRole('button', { name: 'Raise' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Lone Linctus is raised' })).toBeVisible()
})
