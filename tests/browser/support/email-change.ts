// Somebody new who asks for another address; each journey invites its own.
import { randomUUID } from 'node:crypto'
import { expect, type Page } from '@playwright/test'
import { invited, joinsBy, linkTo } from './invitation.ts'

/** Joins, asks for another address on the profile, and tells both. */
export async function asksForAnother(page: Page, origin: string, name: string): Promise<{ before: string; wanted: string }> {
  const before = await invited(origin, name)
  await joinsBy(page, await linkTo(origin, before))
  const wanted = `other-${randomUUID()}@inns.example`
  await page.goto('/settings/profile')
  await page.getByRole('button', { name: 'Change the address' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('New e-mail address').fill(wanted)
  await dialog.getByRole('button', { name: 'Send both links' }).click()
  await expect(page.getByRole('region', { name: `Waits to become ${wanted}` })).toBeVisible()
  return { before, wanted }
}
