import { type Call, speakAs } from '../../support/api.ts'
import { expect, test } from '../../support/test.ts'

interface Line {
  number: number
  state: string
  actions: { closed_because: object | null }[]
}

/** One is open at a time: what an earlier journey left open is cancelled. */
async function cancelOpen(owner: Call): Promise<void> {
  const { body } = await owner('GET', '/v1/access-reviews/reminder')
  const id = body['open_id'] as string | null
  if (!id) return
  const { etag } = await owner('GET', `/v1/access-reviews/${id}`)
  await owner('POST', `/v1/access-reviews/${id}/cancel`, { reason: 'Left open' }, etag)
}

/** Keeps every line that somebody may decide. */
async function keepTheRest(speaker: Call, id: string): Promise<void> {
  for (;;) {
    const { body } = await speaker('GET', `/v1/access-reviews/${id}/lines?state=open&limit=100`)
    const lines = (body['items'] as Line[]).filter(({ actions }) => !actions[0]?.closed_because).map(({ number }) => number)
    if (lines.length === 0) return
    await speaker('POST', `/v1/access-reviews/${id}/decide`, { lines, decision: 'keep', reason: 'As it should be' })
  }
}

test('the owner starts a review, keeps by key, and signs off once every line is decided', async ({ page, baseURL, signInAs, isAccessible }) => {
  const [owner, admin] = [await speakAs(baseURL ?? '', 'owner'), await speakAs(baseURL ?? '', 'admin')]
  await cancelOpen(owner)
  const name = `Quarter ${Date.now()}`
  await signInAs('owner', '/people')
  await page.getByRole('link', { name: 'Reviews', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Access reviews' })).toBeVisible()
  await page.getByRole('button', { name: 'Start a review' }).click()
  const start = page.getByRole('dialog', { name: 'Start an access review?' })
  await start.getByLabel('Name').fill(name)
  await isAccessible()
  await start.getByRole('button', { name: 'Start a review' }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  await expect(page.locator('[aria-current="true"]')).toHaveCount(1)
  await isAccessible()

  await page.keyboard.press('k')
  await expect(page.getByRole('button', { name: /^Kept/ })).toContainText('1')
  await page.keyboard.press('t')
  const take = page.getByRole('dialog', { name: /^Take / })
  await take.getByRole('button', { name: 'Take' }).click()
  await expect(take.getByRole('textbox')).toHaveAttribute('aria-invalid', 'true')
  await isAccessible()
  await page.keyboard.press('Escape')
  await expect(take).toHaveCount(0)
  const signOff = page.getByRole('button', { name: 'Sign off' })
  await expect(signOff).toHaveAttribute('aria-disabled', 'true')
  await expect(signOff).toHaveAccessibleDescription(/not decided/)

  const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  await keepTheRest(owner, id)
  await page.reload()
  await page.getByRole('button', { name: /^To decide/ }).click()
  await expect(page.getByRole('button', { name: /^Take Owner of/ })).toHaveAttribute('aria-disabled', 'true')
  await keepTheRest(admin, id)
  await page.reload()
  await signOff.click()
  const dialog = page.getByRole('dialog', { name: `Sign off ${name}?` })
  await expect(dialog.getByText('Lines with something guarded')).toBeVisible()
  await isAccessible()
  await dialog.getByRole('button', { name: 'Sign off' }).click()
  await expect(page.getByText('SHA-256 of its lines')).toBeVisible()
  await expect(signOff).toHaveCount(0)
  await isAccessible()
})

test('an auditor reads the reviews and starts none', async ({ page, signInAs }) => {
  await signInAs('auditor', '/people/reviews')
  await expect(page.getByRole('heading', { level: 1, name: 'Access reviews' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Start a review' })).toHaveCount(0)
})

test('whoever may not see the reviews is told so', async ({ page, signInAs }) => {
  await signInAs('requester', '/people/reviews')
  await expect(page.getByRole('heading', { name: 'You may not see this page' })).toBeVisible()
})

test('a review fits a phone @phone', async ({ page, baseURL, signInAs, isAccessible }) => {
  const owner = await speakAs(baseURL ?? '', 'owner')
  await cancelOpen(owner)
  const { body } = await owner('POST', '/v1/access-reviews', { name: 'On the phone' })
  await signInAs('owner', '/people/reviews')
  await expect(page.getByRole('list', { name: 'Access reviews' })).toBeVisible()
  await isAccessible()
  await page.goto(`/people/reviews/${String(body['id'])}`)
  await expect(page.getByRole('heading', { level: 1, name: 'On the phone' })).toBeVisible()
  await expect(page.locator('[aria-current="true"]')).toBeVisible()
  await isAccessible()
  await cancelOpen(owner)
})
