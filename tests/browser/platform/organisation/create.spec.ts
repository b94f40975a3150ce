import { randomUUID } from 'node:crypto'
import { opensMail } from '../../support/mail.ts'
import { comesIn, entersConsole } from '../../support/operators.ts'
import { expect, test } from '../../support/test.ts'

test('an operator invites an owner, who founds the organisation and is alone in it', async ({ page, browser, baseURL, isAccessible, expectsFaults }) => {
  test.slow()
  expectsFaults('422')
  const slug = `elm-${randomUUID().slice(0, 8)}`
  const email = `olive@${slug}.example`
  await entersConsole(page, 'ines', await comesIn(baseURL ?? '', 'ines'))

  await page.getByRole('button', { name: 'Invite an owner' }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Have an organisation founded' })
  await expect(dialog.getByLabel('Name of the organisation')).toBeFocused()
  await isAccessible()
  await dialog.getByRole('button', { name: 'Send the link' }).click()
  await expect(dialog.getByLabel('Name of the organisation')).toHaveAccessibleDescription('Enter a name')
  await isAccessible()

  await dialog.getByLabel('Name of the organisation').fill('Elm Inn')
  await dialog.getByLabel('Short name to sign in with').fill('harbour-house')
  await dialog.getByLabel('The owner’s name').fill('Olive Hart')
  await dialog.getByLabel('The owner’s e-mail').fill(email)
  await dialog.getByRole('button', { name: 'Send the link' }).click()
  const short = dialog.getByLabel('Short name to sign in with')
  await expect(short).toHaveAccessibleDescription(/Another organisation has this name/)
  await expect(dialog.getByLabel('The owner’s name')).toHaveValue('Olive Hart')
  await short.fill(slug)
  await dialog.getByRole('button', { name: 'Send the link' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(page.getByText(`A link is on its way to ${email}`)).toBeVisible()
  await expect(page.getByText('It opens once, within 7 days.')).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: slug })).toHaveCount(0)

  const owner = await (await browser.newContext({ baseURL: baseURL ?? '' })).newPage()
  await (await opensMail(owner, email, 'Begin with Countersign')).click()
  await expect(owner.getByText('Olive Hart, choose the password you sign in to Elm Inn with.')).toBeVisible()
  await owner.getByLabel('New password').fill('lanterns over the meadow')
  await owner.getByLabel('The same again').fill('lanterns over the meadow')
  await owner.getByRole('button', { name: 'Set the password and begin' }).click()
  await expect(owner.getByRole('navigation', { name: 'Main' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('button', { name: 'Invite an owner' })).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: slug })).toContainText('Active')

  // The same on a phone, in the dark.
  await page.setViewportSize({ width: 390, height: 844 })
  await page.getByRole('button', { name: 'Use dark theme' }).click()
  await page.getByRole('button', { name: 'Invite an owner' }).click()
  await expect(dialog.getByRole('button', { name: 'Send the link' })).toBeInViewport()
  await isAccessible()
})
