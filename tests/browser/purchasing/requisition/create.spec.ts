import type { Page } from '@playwright/test'
import { expect, test } from '../../support/test.ts'

/** Keys that are no words: those that move, choose and send. A chord counts each of its keys. */
const keysMax = 45

function typist(page: Page) {
  let keys = 0
  return {
    words: (text: string) => page.keyboard.type(text),
    press: async (...chords: string[]) => {
      for (const chord of chords) {
        keys += chord.split('+').length
        await page.keyboard.press(chord)
      }
    },
    keys: () => keys,
  }
}

test('three lines are asked for by keyboard alone, with few keys beside the words', async ({ page, signInAs, isAccessible }) => {
  await signInAs('requester')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  const { words, press, keys } = typist(page)

  await press('n', 'r')
  await expect(page.getByRole('textbox', { name: 'Title' })).toBeFocused()
  await words('Linen for the spring')
  await press('Enter')
  for (const [place, line] of lines.entries()) {
    await expect(page.getByLabel(`Description, line ${place + 1}`)).toBeFocused()
    await words(line.description)
    await press('Enter')
    await words(line.quantity)
    await press('Enter')
    if (place === 0) await words('ea')
    await press('Enter')
    await words(line.price)
    await press('Enter')
    if (place === 0) await words('linen')
    await press('Enter')
    if (place === 0) await words('VAT23')
    await press('Enter')
  }
  await expect(page.getByText('€1,106.88')).toBeVisible()
  await isAccessible()
  await press('Control+Shift+Enter')

  await expect(page).toHaveURL(/\/requisitions\/[0-9a-f-]{36}$/)
  await expect(page.getByRole('heading', { level: 1 }).locator('..')).toContainText('Needs approval')
  await expect(page.getByText('€1,106.88').first()).toBeVisible()
  expect(keys(), 'keys beside the words').toBeLessThanOrEqual(keysMax)
})

const lines = [
  { description: 'Bath towels', quantity: '120', price: '4.25' },
  { description: 'Hand towels', quantity: '100', price: '1.899' },
  { description: 'Bath mats', quantity: '20', price: '10' },
]
