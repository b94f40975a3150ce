import type { Page } from '@playwright/test'
import { inns } from '../../support/inns.ts'
import { asksReset, firstPassword, hasPassword, opensMail, signsInAsOwner } from '../../support/mail.ts'
import { expect, test } from '../../support/test.ts'
import { setsUpAppOf } from '../../support/totp.ts'

const chosen = 'lanterns over the meadow'
const sent = (page: Page) => page.getByRole('heading', { level: 1, name: 'Look in your mailbox' })

async function asks(page: Page, organisation: string, email: string): Promise<void> {
  await page.goto('/forgotten-password')
  await page.getByLabel('Organisation').fill(organisation)
  await page.getByLabel('E-mail').fill(email)
  await page.getByRole('button', { name: 'Send the link' }).click()
  await expect(sent(page)).toBeVisible()
}

async function chooses(page: Page, password: string): Promise<void> {
  await page.getByLabel('New password').fill(password)
  await page.getByLabel('The same again').fill(password)
  await page.getByRole('button', { name: 'Set the password and sign in' }).click()
}

test('whoever forgot their password chooses another by a mail, and is in', async ({ page, browser, baseURL, isAccessible, expectsFaults }) => {
  expectsFaults('401', '404')
  const { email } = inns['fourth-inn']
  await hasPassword(baseURL ?? '', 'fourth-inn')
  const left = await browser.newContext({ baseURL: baseURL ?? '' })
  const elsewhere = await left.newPage()
  await signsInAsOwner(elsewhere, 'fourth-inn', '/settings/security')

  await page.goto('/sign-in')
  await page.getByLabel('Organisation').fill('fourth-inn')
  await page.getByLabel('E-mail').fill(email)
  await page.getByRole('button', { name: 'Show password' }).focus()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Use a passkey' })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Forgot your password?' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Organisation')).toHaveValue('fourth-inn')
  await expect(page.getByLabel('E-mail')).toHaveValue(email)
  await expect(page).toHaveURL(/\/forgotten-password\?organisation=fourth-inn$/)
  await expect(page).toHaveTitle('Forgot your password? · Countersign')
  await expect(page.getByLabel('E-mail')).toBeFocused()
  await isAccessible()

  await page.keyboard.press('Enter')
  await expect(sent(page)).toBeFocused()
  await expect(page.getByText('If an account of fourth-inn has this address, a mail with a link is on its way.')).toContainText('within 30 minutes')
  await expect(page).toHaveURL(/\/forgotten-password\?organisation=fourth-inn$/)
  await isAccessible()

  const link = await opensMail(page, email, 'A new password for Fourth Inn')
  const address = (await link.getAttribute('href')) ?? ''
  await link.click()
  await expect(page.getByRole('heading', { level: 1, name: 'Choose a new password' })).toBeVisible()
  await expect(page.getByText('whoever is signed in to Fourth Inn as you is signed out')).toBeVisible()
  await isAccessible()
  await chooses(page, chosen)
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
  await elsewhere.getByRole('link', { name: 'Profile' }).click()
  await expect(elsewhere.getByRole('button', { name: 'Sign in' })).toBeVisible()
  await left.close()
  await opensMail(page, email, 'Your password was changed')

  await page.goto(address)
  await expect(page.getByRole('heading', { name: /link was used/ })).toBeVisible()
  await isAccessible()
  await page.getByRole('link', { name: 'Ask for a new link' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Forgot your password?' })).toBeVisible()
})

test('nobody learns whether there is such an account', async ({ page }) => {
  const told = async (email: string) => {
    await asks(page, 'harbour-house', email)
    return (await page.getByRole('main').innerText()).replace(email, 'the address')
  }

  const ofNobody = await told('no.such.person@harbour-house.example')

  expect(await told('hod@harbour-house.example')).toBe(ofNobody)
})

test('whoever asks too often is told how long to wait', async ({ page, isAccessible, expectsFaults }) => {
  expectsFaults('429')
  const again = async () => {
    const answered = page.waitForResponse('**/v1/password/ask-reset')
    await page.getByRole('button', { name: 'Send again' }).click()
    return (await answered).status()
  }
  await asks(page, 'harbour-house', 'in.a.hurry@harbour-house.example')
  expect(await again()).toBe(202)
  await expect(page.getByRole('status').filter({ hasText: 'Asked for once more' })).toBeVisible()
  expect(await again()).toBe(202)

  expect(await again()).toBe(429)

  const refusal = page.getByRole('alert').filter({ hasText: 'asked for too often' })
  await expect(refusal).toContainText(/or ask again in 1[45] minutes\./)
  await isAccessible()
  await page.getByRole('button', { name: 'Change organisation or address' }).click()
  await expect(page.getByLabel('Organisation')).toHaveValue('harbour-house')
  await expect(page.getByLabel('E-mail')).toHaveValue('in.a.hurry@harbour-house.example')
  await page.getByRole('button', { name: 'Send the link' }).click()
  await expect(refusal).toContainText(/or ask again in 1[45] minutes\./)
  await isAccessible()
})

test('what is missing or wrong stands beside its field', async ({ page, isAccessible, expectsFaults }) => {
  expectsFaults('422')
  await page.goto('/forgotten-password')
  await page.getByRole('button', { name: 'Send the link' }).click()
  await expect(page.getByLabel('Organisation')).toHaveAccessibleDescription(/Enter the short name/)
  await expect(page.getByLabel('E-mail')).toHaveAccessibleDescription(/Enter your e-mail address/)

  await page.getByLabel('Organisation').fill('harbour-house')
  await page.getByLabel('E-mail').fill('no address')
  await page.getByRole('button', { name: 'Send the link' }).click()

  await expect(page.getByLabel('E-mail')).toHaveAccessibleDescription(/\w/)
  await expect(page.getByLabel('E-mail')).toBeFocused()
  await isAccessible()
})

test('a new password skips no second factor', async ({ page, baseURL, isAccessible }) => {
  const { email } = inns['fifth-inn']
  await hasPassword(baseURL ?? '', 'fifth-inn')
  const { codes } = await setsUpAppOf(baseURL ?? '', { organisation: 'fifth-inn', email, password: firstPassword })
  await asksReset(baseURL ?? '', 'fifth-inn', email)
  await (await opensMail(page, email, 'A new password for Fifth Inn')).click()

  await chooses(page, chosen)

  await expect(page.getByRole('status').filter({ hasText: 'Your password is set. Sign in with it.' })).toBeVisible()
  await expect(page.getByLabel('Organisation')).toHaveValue('fifth-inn')
  await expect(page.getByLabel('E-mail')).toHaveValue(email)
  const password = page.getByLabel('Password', { exact: true })
  await expect(password).toBeFocused()
  await password.fill(chosen)
  await password.press('Enter')
  await expect(page.getByRole('heading', { name: 'Enter your code' })).toBeVisible()
  await isAccessible()
  await page.getByLabel('Code').fill(codes.pop() ?? '')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
})

test('asking fits a phone @phone', async ({ page, isAccessible, expectsFaults }) => {
  await page.goto('/sign-in?organisation=harbour-house')
  await isAccessible()
  await page.getByRole('link', { name: 'Forgot your password?' }).click()
  await expect(page.getByLabel('Organisation')).toHaveValue('harbour-house')
  await isAccessible()
  await page.getByLabel('E-mail').fill('a.rather.long.address.of.nobody.in.particular@harbour-house.example')
  await page.getByRole('button', { name: 'Send the link' }).click()
  await expect(sent(page)).toBeVisible()
  await isAccessible()

  await page.getByRole('link', { name: 'Back to sign-in' }).click()
  await expect(page.getByLabel('E-mail')).toHaveValue(/^a\.rather\.long/)
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused()

  await page.goto('/new-password')
  await expect(page.getByRole('heading', { name: 'This address lacks its link' })).toBeVisible()
  await isAccessible()
  expectsFaults('404')
  await page.goto('/new-password#eu1_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA')
  await expect(page.getByRole('heading', { name: /link was used/ })).toBeVisible()
  await isAccessible()
})
