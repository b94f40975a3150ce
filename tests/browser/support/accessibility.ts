// A screen as assistive technology meets it, judged by axe.
import { expect, type Page } from '@playwright/test'
import axe from 'axe-core'

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** No violation of WCAG 2.2 AA, in the present theme, once the screen has come and is at rest. */
export async function hasNoViolation(page: Page): Promise<void> {
  await expect(page.getByRole('heading').or(page.getByRole('dialog')).first(), 'a screen has come').toBeVisible()
  await expect(page.getByText('Loading', { exact: true }), 'nothing is on its way').toHaveCount(0)
  await isAtRest(page)
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const found = await page.evaluate(async (tags) => {
    // In the page itself, once: no screen has a frame, and a second page to sum up in costs as much as the judging.
    const { axe } = window as unknown as { axe: typeof import('axe-core') }
    const { violations } = await axe.run(document, {
      runOnly: tags,
      // Popups stand outside landmarks, and a modal hides the page's heading: rules of taste, not of WCAG.
      rules: { region: { enabled: false }, 'page-has-heading-one': { enabled: false } },
      resultTypes: ['violations'],
    })
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)
  }, tags)
  expect(found).toEqual([])
}

/** Waits until nothing has changed or moved for a moment: half-way, a dialog is neither there nor gone, and its colours are nobody's. */
async function isAtRest(page: Page): Promise<void> {
  await page.evaluate(
    (quietMs) =>
      new Promise<void>((resolve) => {
        const isMoving = (animation: Animation) =>
          animation.playState === 'running' && Number.isFinite(animation.effect?.getComputedTiming().endTime)
        const settle = () => {
          if (document.getAnimations().some(isMoving)) return waitOn()
          observer.disconnect()
          resolve()
        }
        let timer = 0
        const waitOn = () => {
          window.clearTimeout(timer)
          timer = window.setTimeout(settle, quietMs)
        }
        const observer = new MutationObserver(waitOn)
        observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
        waitOn()
      }),
    150,
  )
}
