import { firstPassword, hasPassword, signsInAsOwner } from '../../support/mail.ts'
import { inns } from '../../support/inns.ts'
import { confirmDialog } from '../../support/confirming.ts'
import { asksIn, comesIn, confirmsAsOperator, entersConsole, operatorLinkOf, operatorPassword, OperatorApp, operators, showsFactors } from '../../support/operators.ts'
import { expect, test } from '../../support/test.ts'

test('two operators suspend an organisation and let it in again, and a third reads who did', async ({ page, browser, baseURL, isAccessible, expectsFaults }) => {
  test.slow()
  expectsFaults('401', '403', '409', '422')
  const origin = baseURL ?? ''
  const slug = 'quiet-inn'
  await hasPassword(origin, slug)
  const [theirs, watching] = [await comesIn(origin, 'kofi'), await comesIn(origin, 'vera')]
  const aside = async () => (await browser.newContext({ baseURL: origin })).newPage()

  // The first comes in by the link.
  await page.goto(operatorLinkOf('oda'))
  await expect(page.getByText(operators.oda.email)).toBeVisible()
  await expect(page.getByRole('img', { name: /QR code/ })).toBeVisible()
  await isAccessible()
  await page.getByLabel('New password').fill('too short')
  await page.getByRole('button', { name: 'Set both' }).click()
  await expect(page.getByLabel('New password')).toHaveAccessibleDescription(/at least 15 characters/)
  await page.getByLabel('New password').fill(operatorPassword)
  await page.getByLabel('The same again').fill(operatorPassword)
  await page.getByLabel('The code that the app shows').fill('000000')
  await page.getByRole('button', { name: 'Set both' }).click()
  await expect(page.getByLabel('The code that the app shows')).toHaveAccessibleDescription(/not a code that the app shows now/)
  const secret = (await page.locator('code').textContent())?.replaceAll(' ', '') ?? ''
  const ours = new OperatorApp(secret)
  await page.getByLabel('The code that the app shows').fill(await ours.next())
  await page.getByRole('button', { name: 'Set both' }).click()
  await expect(page.getByRole('heading', { name: 'Both are set' })).toBeVisible()
  await isAccessible()
  await page.getByRole('link', { name: 'Sign in', exact: true }).click()

  // Wrong, then right.
  await expect(page.getByLabel('E-mail')).toHaveValue(operators.oda.email)
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused()
  await showsFactors(page, 'oda', '000000')
  await expect(page.getByRole('alert')).toContainText('E-mail, password and code do not belong together.')
  await expect(page.getByLabel('Code', { exact: true })).toBeFocused()
  await isAccessible()
  await page.getByLabel('Code', { exact: true }).fill(await ours.next())
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/operator$/)
  await expect(page.getByRole('banner')).toContainText('Operations')
  const row = page.getByRole('row').filter({ hasText: slug })
  await expect(row).toContainText('Active')
  await isAccessible()

  // Asks, by keyboard, and waits for somebody else.
  await row.getByRole('button', { name: 'Acts for Quiet Inn' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Suspend…' })).toBeFocused()
  await isAccessible()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Ask to suspend Quiet Inn' })
  await expect(dialog).toContainText('Every sign-in of its people ends for good, and its mail waits.')
  await dialog.getByRole('button', { name: 'Ask a second operator' }).click()
  await expect(dialog.getByRole('textbox', { name: 'Why' })).toHaveAccessibleDescription(/.+/)
  await isAccessible()
  await dialog.getByRole('textbox', { name: 'Why' }).fill('Unpaid since March')
  await dialog.getByRole('button', { name: 'Ask a second operator' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(row).toContainText('Waits for a second operator')
  await expect(row).toContainText('Unpaid since March')
  await expect(row.getByRole('button')).toHaveCount(1)
  await expect(row.getByRole('button', { name: /^Take back: .*Quiet Inn/ })).toBeVisible()
  await isAccessible()
  const byOneself = await page.evaluate(async (path) => {
    const csrf = /__Host-operator-csrf=([^;]+)/.exec(document.cookie)?.[1] ?? ''
    const answer = await fetch(path, { method: 'POST', headers: { 'X-CSRF-Token': csrf } })
    return (await answer.json()) as { code: string }
  }, `/v1/operator/organisations/${slug}/suspension/carry-out`)
  expect(byOneself.code).toBe('suspension_by_oneself')

  // Somebody of the organisation is at work meanwhile.
  const owner = await aside()
  await signsInAsOwner(owner, slug, '/settings/organisation')

  // The second looks at it, and carries it out.
  const other = await aside()
  await entersConsole(other, 'kofi', theirs)
  const seen = other.getByRole('row').filter({ hasText: slug })
  await expect(seen).toContainText('Oda Finch')
  await seen.getByRole('button', { name: /^Review: .*Quiet Inn/ }).click()
  const review = other.getByRole('dialog', { name: 'Suspend Quiet Inn' })
  await expect(review).toContainText('Unpaid since March')
  await expect(review).toContainText('Oda Finch')
  await review.getByRole('button', { name: 'Suspend' }).click()
  await expect(confirmDialog(other)).toContainText('Organisation: quiet-inn')
  await expect(confirmDialog(other)).toContainText('Why: Unpaid since March')
  await isAccessible()
  await confirmsAsOperator(other, origin)
  await expect(seen).toContainText('Suspended')

  // Whoever was in reads why they are out, and so does whoever knows the password; a stranger does not.
  await owner.getByRole('link', { name: 'Security' }).click()
  await expect(owner.getByRole('alert')).toContainText('Your organisation is suspended')
  await expect(owner.getByRole('alert')).toContainText('Whoever runs the installation')
  await expect(owner).toHaveURL(/\/sign-in/)
  await owner.getByLabel('Organisation').fill(slug)
  await owner.getByLabel('E-mail').fill(inns[slug].email)
  await owner.getByLabel('Password', { exact: true }).fill('something else entirely')
  await owner.getByRole('button', { name: 'Sign in' }).click()
  await expect(owner.getByRole('alert')).not.toContainText('suspended')
  await owner.getByLabel('Password', { exact: true }).fill(firstPassword)
  await owner.getByRole('button', { name: 'Sign in' }).click()
  await expect(owner.getByRole('alert')).toContainText('Your organisation is suspended')
  await owner.goto('/settings/organisation')
  await expect(owner.getByRole('alert')).toContainText('Your organisation is suspended')
  await expect(owner.getByRole('button', { name: 'Sign in' })).toBeVisible()

  // Back again, the other way round.
  await asksIn(other, 'Quiet Inn', 'Let in again…')
  const back = other.getByRole('dialog', { name: 'Ask to let Quiet Inn in again' })
  await back.getByRole('textbox', { name: 'Why' }).fill('It has paid')
  await back.getByRole('button', { name: 'Ask a second operator' }).click()
  await expect(seen).toContainText('Waits for a second operator')
  await page.reload()
  await row.getByRole('button', { name: /^Review: .*Quiet Inn/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Let in again' }).click()
  await confirmsAsOperator(page, origin)
  await expect(row).toContainText('Active')
  await signsInAsOwner(owner, slug, '/settings/organisation')

  // The trail is for security alone.
  await expect(page.getByRole('link', { name: 'Events' })).toHaveCount(0)
  await page.goto('/operator/events')
  await expect(page.getByRole('heading', { name: 'Your role does not cover this page' })).toBeVisible()
  await isAccessible()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/operator\/sign-in$/)
  await entersConsole(page, 'vera', watching, '/operator/events')
  await expect(page).toHaveURL(/\/operator\/events$/)
  const told = (what: string) => page.getByRole('row').filter({ hasText: what }).filter({ hasText: slug })
  await expect(told('suspension.carried_out')).toContainText('Kofi Mensah')
  await expect(told('resumption.carried_out')).toContainText('Oda Finch')
  await expect(told('suspension.asked')).toContainText('Unpaid since March')
  await isAccessible()
  await page.getByRole('button', { name: 'Use dark theme' }).click()
  await isAccessible()
  await page.getByRole('link', { name: 'Organisations' }).click()
  await expect(row).toContainText('Active')
  await expect(row.getByRole('button')).toHaveCount(0)
  await isAccessible()
})
