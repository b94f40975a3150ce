import { expect, signsIn, test } from '../../support/test.ts'

test('an owner offers the organisation, and whoever it is offered to refuses', async ({ page, browser, baseURL, signInAs, isAccessible }) => {
  await signInAs('owner', '/settings/organisation')
  await page.getByRole('link', { name: 'Hand over ownership' }).click()
  await page.getByRole('button', { name: 'Hand over ownership' }).click()
  const dialog = page.getByRole('dialog', { name: 'Offer the organisation to somebody?' })
  await dialog.getByRole('button', { name: 'Hand over ownership' }).click()
  await expect(dialog.getByRole('combobox', { name: 'To whom' })).toHaveAccessibleDescription(/Choose somebody/)
  await isAccessible()
  await dialog.getByRole('combobox', { name: 'To whom' }).fill('gm@harbour')
  await page.getByRole('option').first().click()
  await dialog.getByRole('textbox', { name: 'Why' }).fill('I retire at the end of the year')
  await dialog.getByRole('button', { name: 'Hand over ownership' }).click()
  const offers = page.getByRole('list', { name: 'Offers of the organisation' })
  await expect(offers).toContainText('I retire at the end of the year')
  await expect(offers.getByRole('button', { name: 'Take back' })).toBeVisible()
  await isAccessible()

  const theirs = await browser.newContext({ baseURL: baseURL ?? '' })
  const successor = await theirs.newPage()
  await signsIn(successor, 'gm')
  await successor.getByRole('link', { name: 'Accept or refuse' }).click()
  await successor.getByRole('button', { name: 'Refuse' }).click()
  const refusal = successor.getByRole('dialog')
  await refusal.getByRole('textbox', { name: 'Why' }).fill('I leave myself in spring')
  await refusal.getByRole('button', { name: 'Refuse' }).click()
  await expect(successor.getByText('“I leave myself in spring”')).toBeVisible()
  await theirs.close()

  await page.reload()
  await expect(offers).toContainText('Refused')
})

test('ownership fits a phone @phone', async ({ page, signInAs, isAccessible }) => {
  await signInAs('requester', '/settings/ownership')
  await expect(page.getByText('The organisation was offered to nobody yet')).toBeVisible()
  await isAccessible()
})
