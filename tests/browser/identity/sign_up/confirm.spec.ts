import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { opensMail } from '../../support/mail.ts'
import { expect, test } from '../../support/test.ts'

const subject = 'Confirm your sign-up for Countersign'
const chosen = 'lanterns over the meadow'

/** Signs up as the API takes it, and gives the address that the mail goes to. */
async function signsUp(origin: string, organisation: string): Promise<string> {
  const email = `olive-${randomUUID()}@inns.example`
  const answer = await fetch(`${origin}/v1/sign-ups`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: origin },
    body: JSON.stringify({
      email,
      person_name: 'Olive Hart',
      organisation_name: 'Elm Inn',
      organisation,
      base_currency: 'GBP',
      time_zone: 'Europe/London',
      locale: 'en-GB',
    }),
  })
  expect(answer.status, await answer.text()).toBe(202)
  return email
}

async function chooses(page: Page, password: string): Promise<void> {
  await page.getByLabel('New password').fill(password)
  await page.getByLabel('The same again').fill(password)
  await page.getByRole('button', { name: 'Set the password and begin' }).click()
}

test('a link founds the organisation, and its owner is in', async ({ page, baseURL, isAccessible, expectsFaults }) => {
  const email = await signsUp(baseURL ?? '', `elm-${randomUUID().slice(0, 8)}`)
  const link = await opensMail(page, email, subject)
  const address = (await link.getAttribute('href')) ?? ''
  await link.click()
  await expect(page.getByText('Olive Hart, choose the password you sign in to Elm Inn with.')).toBeVisible()
  await expect(page.getByLabel('New password')).toBeFocused()
  await isAccessible()

  expectsFaults('422', '404')
  await chooses(page, 'Elm Inn 2026 Elm Inn')
  await expect(page.getByLabel('New password')).toHaveAccessibleDescription(/Too easy to guess/)
  await chooses(page, chosen)

  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
  await expect(page.getByText('Elm Inn').first()).toBeVisible()
  await page.goto(address)
  await page.reload()
  await expect(page.getByRole('heading', { name: /link was used/ })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Sign up once more' })).toBeVisible()
  await isAccessible()
})

test('a name that another organisation has is chosen anew', async ({ page, baseURL, isAccessible }) => {
  const email = await signsUp(baseURL ?? '', 'harbour-house')
  await (await opensMail(page, email, subject)).click()
  const name = page.getByLabel('Short name to sign in with')
  await expect(name).toHaveValue(/^harbour-house-\d+$/)
  await expect(name).toHaveAccessibleDescription(/Another organisation is called harbour-house; this one is free/)
  await isAccessible()

  await name.fill(`elm-${randomUUID().slice(0, 8)}`)
  await chooses(page, chosen)

  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
})

test('a link that is spent, or no link, says what to do @phone', async ({ page, isAccessible, expectsFaults }) => {
  await page.goto('/sign-up/confirm')
  await expect(page.getByRole('heading', { name: 'This address lacks its link' })).toBeVisible()
  await isAccessible()

  expectsFaults('404')
  await page.goto('/sign-up/confirm#eu1_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA')
  await expect(page.getByRole('heading', { name: /link was used/ })).toBeVisible()
  await isAccessible()
})
