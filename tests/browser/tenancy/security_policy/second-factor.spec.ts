import type { Locator, Page } from '@playwright/test'
import { confirms } from '../../support/confirming.ts'
import { joinsBy, linkTo } from '../../support/invitation.ts'
import { firstPassword, signsInAsOwner, speakAsOwner } from '../../support/mail.ts'
import { expect, test } from '../../support/test.ts'
import { codeNow } from '../../support/totp.ts'

const rulesOf = (page: Page) => page.getByRole('region', { name: 'Rules for everybody’s sign-ins' })
const gate = (page: Page) => page.getByRole('heading', { level: 1, name: 'Set up two-step sign-in' })

/** Demands a second factor, in the words of the form. */
async function demands(page: Page, role: string, days: string): Promise<void> {
  const rules = rulesOf(page)
  await rules.getByRole('checkbox', { name: role }).check()
  await rules.getByLabel('Days to set it up').fill(days)
  await rules.getByRole('button', { name: 'Save changes' }).click()
}

/** Sets up an app in the dialog, as far as the recovery codes, which it gives. */
async function setsUp(page: Page): Promise<string[]> {
  const dialog = page.getByRole('dialog')
  await page.getByRole('button', { name: 'Set up an authenticator app' }).click()
  await dialog.getByLabel('Password', { exact: true }).fill(firstPassword)
  await dialog.getByRole('button', { name: 'Next' }).click()
  const key = (await dialog.locator('code').textContent())?.replaceAll(' ', '') ?? ''
  await dialog.getByLabel('The code that the app shows').fill(await codeNow(key))
  await dialog.getByRole('button', { name: 'Confirm' }).click()
  const list = dialog.getByRole('list', { name: 'Recovery codes' })
  await expect(list.getByRole('listitem')).toHaveCount(10)
  return list.getByRole('listitem').allTextContents()
}

async function keeps(dialog: Locator): Promise<void> {
  await dialog.getByLabel('I have kept them').check()
  await dialog.getByRole('button', { name: 'Done' }).click()
}

test('whoever it is demanded of is told until when, then can do nothing else, and goes on where they were', async ({ page, browser, baseURL, isAccessible, expectsFaults }) => {
  expectsFaults('403', '409')
  const origin = baseURL ?? ''
  const email = 'rita@sixth-inn.example'
  const api = await speakAsOwner(origin, 'sixth-inn')
  await api('POST', '/v1/invitations', { people: [{ name: 'Rita Bell', email, roles: ['requester'] }] })
  await joinsBy(page, await linkTo(origin, email))
  const theirs = await browser.newContext({ baseURL: origin })
  const owner = await theirs.newPage()
  await signsInAsOwner(owner, 'sixth-inn', '/settings/security')
  await expect(rulesOf(owner).getByText('it is demanded of nobody')).toBeVisible()

  await demands(owner, 'Requester', '14')
  await confirms(owner, origin)
  await expect(rulesOf(owner).getByText('it is demanded of one person, who has none yet')).toBeVisible()
  await page.reload()
  const due = page.getByRole('status').filter({ hasText: 'Set up two-step sign-in by' })
  await expect(due).toContainText('Sixth Inn demands it of you')
  await isAccessible()
  await due.getByRole('link', { name: 'Set up an authenticator app' }).click()
  await expect(page.getByRole('region', { name: 'Two-step sign-in' }).getByText('Set up two-step sign-in by')).toBeVisible()
  await isAccessible()

  await demands(owner, 'Requester', '0')
  await confirms(owner, origin)
  await expect(owner.getByRole('status').filter({ hasText: 'The rules are saved' }).first()).toBeVisible()
  await page.getByRole('link', { name: 'Requisitions' }).click()
  await expect(gate(page)).toBeFocused()
  await expect(page.getByText('Sixth Inn demands it of everybody in your role, Requester.')).toBeVisible()
  await expect(page.getByRole('navigation')).toHaveCount(0)
  await isAccessible()
  await page.reload()
  await expect(gate(page)).toBeVisible()
  await expect(page.getByRole('navigation')).toHaveCount(0)

  const codes = await setsUp(page)
  await isAccessible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('alert').filter({ hasText: 'Keep the codes first' })).toBeVisible()
  await keeps(page.getByRole('dialog'))
  await expect(page.getByRole('heading', { level: 1, name: 'Requisitions' })).toBeVisible()
  await expect(page).toHaveURL(/\/requisitions$/)
  await owner.reload()
  await expect(rulesOf(owner).getByText('it is demanded of one person, who has it')).toBeVisible()
  await theirs.close()

  // Who may not read the rules learns from the server that it stays.
  await page.goto('/settings/security')
  await page.getByRole('button', { name: 'Turn off' }).click()
  await page.getByRole('dialog').getByLabel('Password', { exact: true }).fill(firstPassword)
  await page.getByRole('dialog').getByLabel('Code').fill(codes.pop() ?? '')
  await page.getByRole('dialog').getByRole('button', { name: 'Turn off' }).click()
  await expect(page.getByRole('dialog', { name: 'Two-step sign-in stays on' })).toContainText('Your organisation demands it')
  await isAccessible()
})

test('an owner who demands it of themselves at once is warned, sets it up, and cannot turn it off', async ({ page, baseURL, isAccessible, expectsFaults }) => {
  expectsFaults('403')
  await speakAsOwner(baseURL ?? '', 'seventh-inn')
  await signsInAsOwner(page, 'seventh-inn', '/settings/security')
  const rules = rulesOf(page)
  await demands(page, 'Owner', '91')
  await expect(rules.getByLabel('Days to set it up')).toHaveAccessibleDescription(/A whole number from 0 to 90/)
  await expect(rules.getByLabel('Days to set it up')).toBeFocused()
  await expect(rules.getByText('You have none yourself')).toHaveCount(0)
  await rules.getByLabel('Days to set it up').fill('0')
  await expect(rules.getByText('You have none yourself')).toBeVisible()
  await isAccessible()

  await rules.getByRole('button', { name: 'Save changes' }).click()
  await confirms(page, baseURL ?? '')
  await expect(gate(page)).toBeVisible()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
  await page.goto('/sign-in?to=%2Fsettings%2Fsecurity')
  await page.getByLabel('Organisation').fill('seventh-inn')
  await page.getByLabel('E-mail').fill('sita@seventh-inn.example')
  await page.getByLabel('Password', { exact: true }).fill(firstPassword)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(gate(page)).toBeVisible()

  await setsUp(page)
  await keeps(page.getByRole('dialog'))
  await expect(rules.getByText('it is demanded of one person, who has it')).toBeVisible()
  const off = page.getByRole('button', { name: 'Turn off' })
  await expect(off).toBeDisabled()
  await expect(off).toHaveAccessibleDescription(/Your organisation demands it/)
  await isAccessible()
})

test('the screen that is left fits a phone @phone', async ({ page, signInAs, isAccessible }) => {
  await signInAs('requester')
  // The demand is made in the answer alone: of the hotel it would hold everybody up.
  await page.route('**/v1/session', async (route) => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, json: { ...(await answer.json()), second_factor_by: '2026-01-01T00:00:00Z' } })
  })
  await page.reload()
  await expect(gate(page)).toBeVisible()
  await expect(page.getByRole('banner')).toHaveCount(0)
  await isAccessible()
})
