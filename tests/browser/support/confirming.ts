// What must be said twice: the dialog, and the code in the mail of the demo.
import { expect, type Locator, type Page } from '@playwright/test'

/** The mails that a code was taken from; each is good once. */
const used = new Set<string>()

/** The dialog that shows what is to be confirmed. */
export function confirmDialog(page: Page): Locator {
  return page.getByRole('dialog').filter({ has: page.getByRole('list', { name: 'What will be done' }) })
}

/** The newest mail of what the dialog shows, to somebody of its organisation unless it is from somebody else, as soon as it has come: its code, and the link beside it. */
export async function mailOf(page: Page, origin: string, sender?: string): Promise<{ code: string; link: string }> {
  const dialog = confirmDialog(page)
  await expect(dialog).toBeVisible()
  const title = (await dialog.getByRole('heading').first().textContent()) ?? ''
  const line = await dialog.getByRole('listitem').filter({ hasText: /^Organisation: / }).textContent()
  const subjectOfOurs = `Confirm: ${title} (${sender ?? line?.replace('Organisation: ', '')})`
  const keys = async () => {
    const list = await textOf(`${origin}/demo/mail`)
    const mails = [...list.matchAll(/href="\/demo\/mail\/([^"]+)"><b>([^<]*)<\/b>/g)]
    const ours = mails.filter(([, key = '', subject = '']) => !used.has(key) && plain(subject) === subjectOfOurs)
    return ours.map(([, key = '']) => key)
  }
  await expect.poll(async () => (await keys()).length).toBeGreaterThan(0)
  const [key = ''] = await keys()
  used.add(key)
  const mail = await textOf(`${origin}/demo/mail/${key}`)
  const [, first = '', last = ''] = /minutes: (\d{4}) (\d{4})/.exec(mail) ?? []
  const [, link = ''] = /href="([^"]*\/deny-confirmation#[^"]+)"/.exec(mail) ?? []
  expect(first + last, mail).toHaveLength(8)
  return { code: first + last, link }
}

/** Types the code of the mail; whoever calls expects the fault that the first answer is to the console: 403. */
export async function confirms(page: Page, origin: string, sender?: string): Promise<void> {
  const { code } = await mailOf(page, origin, sender)
  const dialog = confirmDialog(page)
  await dialog.getByLabel('Code', { exact: true }).fill(code)
  await dialog.getByRole('button', { name: 'Confirm' }).click()
}

/** As it is read: the page of mails writes an apostrophe by its number. */
function plain(html: string): string {
  return html.replace(/&#(?:39|x27);|&apos;/g, "'")
}

async function textOf(url: string): Promise<string> {
  const answer = await fetch(url)
  return answer.text()
}
