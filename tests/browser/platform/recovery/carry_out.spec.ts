import type { Page } from '@playwright/test'
import { startsDns } from '../../support/dns.ts'
import { inns } from '../../support/inns.ts'
import { firstPassword, hasPassword, opensMail } from '../../support/mail.ts'
import { asksIn, comesIn, confirmsAsOperator, entersConsole } from '../../support/operators.ts'
import { expect, test } from '../../support/test.ts'
import { setsUpAppOf } from '../../support/totp.ts'

const slug = 'lone-inn'
const { name, owner, email } = inns[slug]
const why = 'The telephone with the app fell into the harbour'

/** The dialog that a button opens, which bears another name where it asks something. */
async function opens(page: Page, act: string, title: string | RegExp = act) {
  await page.getByRole('main').getByRole('button', { name: act, exact: true }).click()
  return page.getByRole('dialog', { name: title })
}

/** A fact of the recovery, by its term. */
function fact(page: Page, term: string) {
  return page.getByRole('main').getByRole('term').filter({ hasText: term }).locator('xpath=following-sibling::dd[1]')
}

async function begins(page: Page): Promise<void> {
  const dialog = await opens(page, 'Begin', `Bring back the last owner of ${slug}?`)
  await dialog.getByRole('textbox', { name: 'Why' }).fill(why)
  await dialog.getByLabel('The owner’s e-mail address').fill(email)
  await dialog.getByRole('textbox', { name: 'Ticket' }).fill('HD-3107')
  await dialog.getByRole('button', { name: 'Begin' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(fact(page, 'State')).toHaveText('The record is awaited')
}

async function checks(page: Page): Promise<void> {
  const dialog = await opens(page, 'Check the record')
  await dialog.getByRole('button', { name: 'Check the record' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(fact(page, 'State')).toHaveText('The record was seen')
}

async function carriesOut(page: Page, origin: string): Promise<void> {
  const dialog = await opens(page, 'Carry out', `Tell everybody of ${slug}?`)
  await dialog.getByLabel('The owner’s e-mail address').fill(email)
  await dialog.getByRole('button', { name: 'Carry out' }).click()
  await confirmsAsOperator(page, origin)
  await expect(fact(page, 'State')).toHaveText('Everybody was told')
}

/** The owner signs in with the password and a recovery code, on the page of recoveries. */
async function signsInByCode(page: Page, code: string): Promise<void> {
  await page.goto('/sign-in?to=%2Fpeople%2Fowner-recoveries')
  await page.getByLabel('Organisation').fill(slug)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(firstPassword)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByLabel('Code').fill(code)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('banner')).toBeVisible()
}

test('the last owner is brought back only while nobody stops it', async ({ page, browser, baseURL, isAccessible, expectsFaults }) => {
  test.slow()
  expectsFaults('403', '404', '409')
  const origin = baseURL ?? ''
  await hasPassword(origin, slug)
  const { codes } = await setsUpAppOf(origin, { organisation: slug, email, password: firstPassword })
  const dns = await startsDns(origin)
  const phone = { baseURL: origin, viewport: { width: 390, height: 844 } }
  const aside = await (await browser.newContext(phone)).newPage()
  await signsInByCode(aside, codes.pop() ?? '')

  // From the row of the organisation; a domain of a provider of mailboxes proves nothing.
  await entersConsole(page, 'frida', await comesIn(origin, 'frida'))
  await asksIn(page, name, 'Bring back the last owner…')
  await expect(page).toHaveURL(new RegExp(`/operator/organisations/${slug}/recovery$`))
  await expect(page.getByText('Nobody is being brought back')).toBeVisible()
  await isAccessible()
  const beginning = await opens(page, 'Begin', `Bring back the last owner of ${slug}?`)
  await beginning.getByRole('textbox', { name: 'Why' }).fill(why)
  await beginning.getByRole('button', { name: 'Begin' }).click()
  await expect(beginning.getByLabel('The owner’s e-mail address')).toHaveAccessibleDescription(/Say whose address it is/)
  await beginning.getByLabel('The owner’s e-mail address').fill('lina@gmail.com')
  await beginning.getByRole('button', { name: 'Begin' }).click()
  await expect(beginning.getByRole('alert').first()).toContainText('provider of mailboxes')
  await expect(beginning.getByRole('textbox', { name: 'Why' })).toHaveValue(why)
  await isAccessible()
  await beginning.getByRole('button', { name: 'Cancel' }).click()
  await begins(page)
  await isAccessible()

  // The record is looked up as it is now: absent, another, right.
  const record = (await fact(page, 'TXT record').textContent()) ?? ''
  const says = (await fact(page, 'It says').textContent()) ?? ''
  expect(record).toContain('lone-inn.example')
  const check = await opens(page, 'Check the record')
  await check.getByRole('button', { name: 'Check the record' }).click()
  await expect(check.getByRole('alert').first()).toContainText('publishes no such record')
  dns.publishes(record, `${says}x`)
  await check.getByRole('button', { name: 'Check the record' }).click()
  await expect(check.getByRole('alert').first()).toContainText('says something else')
  await isAccessible()
  dns.publishes(record, says)
  await check.getByRole('button', { name: 'Check the record' }).click()
  await expect(check).toHaveCount(0)
  await expect(fact(page, 'State')).toHaveText('The record was seen')

  // Everybody is told, and nothing goes before its day.
  await carriesOut(page, origin)
  await expect(page.getByRole('main')).not.toContainText(email)
  const completing = await opens(page, 'Complete', `Remove the second factor of ${slug}’s owner?`)
  await completing.getByRole('button', { name: 'Complete' }).click()
  await expect(completing.getByRole('alert').first()).toContainText('Its time has not come')
  await completing.getByRole('button', { name: 'Cancel' }).click()

  // Whoever governs reads it on every screen, whoever reads the letters.
  await aside.reload()
  const bar = aside.getByRole('region', { name: 'Recovery of the owner' })
  await expect(bar).toContainText(`Frida Nord of the installation removes the second factor of ${owner} from`)
  await bar.getByRole('link', { name: 'See why, and stop it' }).click()
  await expect(aside).toHaveURL(/\/people\/owner-recoveries/)

  // The owner stops it by the link alone, on a phone.
  await aside.goto('/stop-recovery')
  await expect(aside.getByText('This address lacks its link')).toBeVisible()
  const link = await opensMail(aside, email, `Your second factor at ${name} is to be removed`)
  await expect(aside.locator('pre')).toContainText(why)
  await expect(aside.locator('pre')).toContainText('Frida Nord')
  const href = (await link.getAttribute('href')) ?? ''
  await link.click()
  await expect(aside.getByRole('heading', { name: 'Keep your second factor?' })).toBeVisible()
  await aside.getByRole('button', { name: 'Stop it: my second factor stays' }).click()
  await expect(aside.getByText('Stopped: your second factor stays')).toBeVisible()
  await aside.goto('about:blank')
  await aside.goto(href)
  await aside.getByRole('button', { name: 'Stop it: my second factor stays' }).click()
  await expect(aside.getByRole('button', { name: 'Stop it: my second factor stays' })).toHaveCount(0)
  await page.reload()
  await expect(fact(page, 'State')).toHaveText('Stopped')
  await expect(fact(page, 'Because')).toHaveText('The link in the owner’s mail was used')

  // Once more, with a record of its own; and whoever still has what they were said to have lost stops it by signing in.
  await begins(page)
  const again = (await fact(page, 'It says').textContent()) ?? ''
  expect(again).not.toBe(says)
  dns.publishes(record, again)
  await checks(page)
  await carriesOut(page, origin)
  const anew = await (await browser.newContext(phone)).newPage()
  await signsInByCode(anew, codes.pop() ?? '')
  await expect(anew).toHaveURL(/\/people\/owner-recoveries/)
  const listed = anew.getByRole('list', { name: 'Recoveries' }).getByRole('listitem').filter({ hasText: owner })
  await expect(listed).toHaveCount(2)
  await expect(listed.first()).toContainText('The owner signed in')
  await expect(listed.last()).toContainText('by the link in the owner’s mail')
  await page.reload()
  await expect(fact(page, 'Because')).toHaveText('The owner signed in with their second factor')
  await page.setViewportSize({ width: 390, height: 844 })
  await isAccessible()
  await dns.ends()
})
