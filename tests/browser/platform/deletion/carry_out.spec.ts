import type { Page } from '@playwright/test'
import { inns } from '../../support/inns.ts'
import { hasPassword, opensMail, signsInAsOwner } from '../../support/mail.ts'
import { confirmDialog } from '../../support/confirming.ts'
import { asksIn, comesIn, confirmsAsOperator, entersConsole } from '../../support/operators.ts'
import { expect, test } from '../../support/test.ts'

const slug = 'leaving-inn'
const why = 'The contract has ended'

/** Types the name and the reason. */
async function asksToDelete(page: Page, name: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Ask to delete Leaving Inn' })
  await dialog.getByRole('textbox', { name: 'Its name to sign in with' }).fill(name)
  await dialog.getByRole('textbox', { name: 'Why' }).fill(why)
  await dialog.getByRole('button', { name: 'Ask a second operator' }).click()
}

test('two operators delete an organisation, and one of them restores it', async ({ page, browser, baseURL, isAccessible, expectsFaults }) => {
  test.slow()
  expectsFaults('403', '409')
  const origin = baseURL ?? ''
  await hasPassword(origin, slug)
  const [ours, theirs, watching] = [await comesIn(origin, 'mira'), await comesIn(origin, 'jonas'), await comesIn(origin, 'tove')]
  const aside = async () => (await browser.newContext({ baseURL: origin })).newPage()
  const rowIn = (where: Page) => where.getByRole('row').filter({ hasText: slug })
  const owner = await aside()
  await signsInAsOwner(owner, slug, '/settings/organisation')

  // Asks; another name than the organisation's is refused, and what was typed stays.
  await entersConsole(page, 'mira', ours)
  const row = rowIn(page)
  await expect(row).toContainText('Active')
  await asksIn(page, 'Leaving Inn', 'Delete…')
  const dialog = page.getByRole('dialog', { name: 'Ask to delete Leaving Inn' })
  await expect(dialog).toContainText('Then everything in it goes for good')
  await isAccessible()
  await asksToDelete(page, 'quiet-inn')
  await expect(dialog.getByRole('alert').first()).toContainText('not this organisation')
  await expect(dialog.getByRole('textbox', { name: 'Its name to sign in with' })).toHaveAccessibleDescription(/not this organisation/)
  await expect(dialog.getByRole('textbox', { name: 'Why' })).toHaveValue(why)
  await isAccessible()
  await asksToDelete(page, slug)
  await expect(dialog).toHaveCount(0)
  await expect(row).toContainText('Deletion asked for')
  await expect(row).toContainText('Waits for a second operator')

  // Takes it back, by keyboard.
  await row.getByRole('button', { name: /^Take back: .*Leaving Inn/ }).focus()
  await page.keyboard.press('Enter')
  const back = page.getByRole('dialog', { name: 'Take back what was asked for Leaving Inn' })
  await expect(back).toContainText(why)
  await isAccessible()
  await back.getByRole('button', { name: 'Take back' }).click()
  await expect(back).toHaveCount(0)
  await expect(row).not.toContainText('Deletion asked for')
  await expect(row).toContainText('Active')

  // Asks again; another operator could take it back too, and carries it out.
  await asksIn(page, 'Leaving Inn', 'Delete…')
  await asksToDelete(page, slug)
  await expect(dialog).toHaveCount(0)
  const other = await aside()
  await entersConsole(other, 'jonas', theirs)
  const seen = rowIn(other)
  await expect(seen.getByRole('button', { name: /^Take back: .*Leaving Inn/ })).toBeVisible()
  await seen.getByRole('button', { name: /^Review: .*Leaving Inn/ }).click()
  const review = other.getByRole('dialog', { name: 'Delete Leaving Inn' })
  await expect(review).toContainText('Mira Solberg')
  await expect(review).toContainText(why)
  await review.getByRole('button', { name: 'Delete' }).click()
  await expect(confirmDialog(other)).toContainText('after 7 days everything in it goes for good')
  await confirmsAsOperator(other, origin)
  await expect(other.getByText('Leaving Inn is closed, and goes on')).toBeVisible()
  await expect(seen).toContainText('Being deleted')
  await expect(seen).toContainText('goes ')

  // Whoever was in is out, and its owner reads why.
  await owner.getByRole('link', { name: 'Security' }).click()
  await expect(owner.getByRole('alert')).toContainText('Your organisation is suspended')
  await opensMail(owner, inns[slug].email, 'Leaving Inn will be deleted on')
  await expect(owner.locator('pre')).toContainText(why)

  // Whoever asked restores it alone, on a phone.
  await page.setViewportSize({ width: 390, height: 844 })
  await page.reload()
  const card = page.getByRole('list', { name: 'Organisations' }).getByRole('listitem').filter({ hasText: slug })
  await expect(card).toContainText('Being deleted')
  await expect(card).toContainText('goes ')
  await isAccessible()
  await asksIn(page, 'Leaving Inn', 'Restore…')
  const restoring = page.getByRole('dialog', { name: 'Restore Leaving Inn' })
  await expect(restoring).toContainText('You decide alone')
  await restoring.getByRole('textbox', { name: 'Why' }).fill('It was the wrong one')
  await isAccessible()
  await restoring.getByRole('button', { name: 'Restore' }).click()
  await expect(restoring).toHaveCount(0)
  await expect(card).toContainText('Active')
  await expect(card).not.toContainText('goes ')
  await signsInAsOwner(owner, slug, '/settings/organisation')

  // A third reads who did what.
  const third = await aside()
  await entersConsole(third, 'tove', watching, '/operator/events')
  const told = (what: string) => third.getByRole('row').filter({ hasText: what }).filter({ hasText: slug })
  await expect(told('deletion.withdrawn')).toContainText('Mira Solberg')
  await expect(told('deletion.carried_out')).toContainText('Jonas Brandt')
  await expect(told('deletion.carried_out')).toContainText('Days until it goes: 7')
  await expect(told('deletion.undone')).toContainText('It was the wrong one')
})
