import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expect, test } from '../../support/test.ts'

const sent = (page: Page) => page.getByRole('heading', { level: 1, name: 'Look in your mailbox' })
const freshInn = () => `inn-${randomUUID().slice(0, 8)}`

async function fills(page: Page, inn: string, email = `olive@${inn}.example`): Promise<void> {
  await page.getByLabel('Name of the organisation').fill(inn)
  await page.getByLabel('Your name').fill('Olive Hart')
  await page.getByLabel('Your e-mail').fill(email)
}

test('whoever has no organisation signs one up by keyboard, and is told of a mail', async ({ page, isAccessible }) => {
  await page.goto('/sign-in')
  await page.getByRole('link', { name: 'Sign an organisation up' }).focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveTitle('Sign your organisation up · Countersign')
  await expect(page.getByLabel('Name of the organisation')).toBeFocused()
  await isAccessible()

  await page.keyboard.type('Gästehaus zur Ulme')
  await expect(page.getByLabel('Short name to sign in with')).toHaveValue('gastehaus-zur-ulme')
  await expect(page.getByLabel('Short name to sign in with')).toHaveAccessibleDescription(/sign-in\?organisation=gastehaus-zur-ulme/)
  await expect(page.getByRole('combobox', { name: 'Currency' })).toHaveValue(/EUR/)
  await expect(page.getByRole('combobox', { name: 'Time zone' })).toHaveValue('Europe/Dublin')
  await expect(page.getByLabel('Where its data is kept')).toHaveValue('EU')
  const inn = freshInn()
  await fills(page, inn)
  await expect(page.getByLabel('Short name to sign in with')).toHaveValue(inn)
  await page.getByLabel('Your e-mail').press('Enter')

  await expect(sent(page)).toBeFocused()
  await expect(page.getByText('It opens once, within 24 hours.')).toBeVisible()
  await isAccessible()
  await page.getByRole('button', { name: 'Change what was typed' }).click()
  await expect(page.getByLabel('Your name')).toHaveValue('Olive Hart')
})

test('nobody learns whether an address or a name is known', async ({ page }) => {
  const told = async (inn: string, email: string) => {
    await page.goto('/sign-up')
    await fills(page, inn, email)
    await page.getByRole('button', { name: 'Send the link' }).click()
    await expect(sent(page)).toBeVisible()
    return (await page.getByRole('main').innerText()).replace(email, 'the address').replace(inn, 'the inn')
  }

  const ofNobody = await told(freshInn(), `${randomUUID()}@nowhere.example`)

  expect(await told('harbour-house', 'hod@harbour-house.example')).toBe(ofNobody)
})

test('what is missing or wrong stands beside its field', async ({ page, isAccessible, expectsFaults }) => {
  expectsFaults('422')
  await page.goto('/sign-up')
  await page.getByRole('button', { name: 'Send the link' }).click()
  await expect(page.getByLabel('Name of the organisation')).toHaveAccessibleDescription(/Enter a name/)
  await expect(page.getByLabel('Your e-mail')).toHaveAccessibleDescription(/Enter your e-mail address/)

  await fills(page, freshInn(), 'no address')
  await page.getByRole('button', { name: 'Send the link' }).click()

  await expect(page.getByLabel('Your e-mail')).toHaveAccessibleDescription(/\w/)
  await expect(page.getByLabel('Your e-mail')).toBeFocused()
  await isAccessible()
})

test('too many for one address are told when to come back', async ({ page, isAccessible, expectsFaults }) => {
  expectsFaults('429')
  const email = `${randomUUID()}@nowhere.example`
  await page.goto('/sign-up')
  await fills(page, freshInn(), email)
  for (let count = 0; count < 3; count += 1) {
    await page.getByRole('button', { name: 'Send the link' }).click()
    await expect(sent(page)).toBeVisible()
    await page.getByRole('button', { name: 'Change what was typed' }).click()
  }

  await page.getByRole('button', { name: 'Send the link' }).click()

  await expect(page.getByRole('alert').filter({ hasText: 'too many sign-ups' })).toContainText(/sign up again in 24 hours\./)
  await isAccessible()
})

test('where it is closed there is no way, and its page says so @phone', async ({ page, isAccessible }) => {
  const offer = { is_open: false, regions: [] }
  await page.route('**/v1/sign-ups/offer', (route) => route.fulfill({ json: offer }))
  await page.goto('/sign-in')
  await expect(page.getByRole('link', { name: 'Forgot your password?' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Sign an organisation up' })).toHaveCount(0)

  await page.goto('/sign-up')

  await expect(page.getByRole('heading', { name: 'No organisation can be signed up for here' })).toBeVisible()
  await isAccessible()
})

test('signing up fits a phone @phone', async ({ page, isAccessible }) => {
  await page.goto('/sign-up')
  await fills(page, freshInn())
  await isAccessible()
  await page.getByRole('button', { name: 'Send the link' }).click()
  await expect(sent(page)).toBeVisible()
  await isAccessible()
})
