import { expect, test } from '../../support/test.ts'
import { emailOf, setsUpApp, showsPassword, signsInAtClinic, takesAppAway } from '../../support/totp.ts'

test('whoever has a second factor shows a code after the password', async ({ page, baseURL, isAccessible, expectsFaults }) => {
  expectsFaults('403', '422')
  const origin = baseURL ?? ''
  const { codes } = await setsUpApp(origin, 'hod')
  await showsPassword(page, 'hod')
  await expect(page.getByRole('heading', { name: 'Enter your code' })).toBeVisible()
  await expect(page.getByText(`${emailOf('hod')} at alder-clinic`)).toBeVisible()
  await expect(page).toHaveTitle('Enter your code · Countersign')
  const code = page.getByLabel('Code')
  await expect(code).toBeFocused()
  await isAccessible()

  const submit = page.getByRole('button', { name: 'Sign in' })
  await submit.click()
  await expect(code).toHaveAccessibleDescription(/Enter the code/)
  await code.fill('12345')
  await submit.click()
  await expect(code).toHaveAccessibleDescription(/Must be the six digits that the app shows, or a recovery code/)
  await expect(code).toHaveValue('12345')
  await code.fill('AAAAA-00000')
  await submit.click()
  await expect(code).toHaveAccessibleDescription(/This is not a code that is good now/)
  await expect(code).toHaveValue('')
  await expect(code).toBeFocused()
  await isAccessible()

  await code.fill('1')
  await expect(page.getByRole('alert')).toHaveCount(0)
  await code.fill(codes.pop()?.replace('-', ' ').toLowerCase() ?? '')
  await code.press('Enter')
  await expect(page).toHaveURL(/\/settings\/security$/)
  await expect(page.getByText('9 recovery codes are left')).toBeVisible()
  await page.reload()
  await expect(page.getByText('This browser')).toBeVisible()
  await takesAppAway(origin, 'hod', codes)
})

test('a sign-in that took too long begins again with the password', async ({ page, baseURL, isAccessible }) => {
  const origin = baseURL ?? ''
  const { codes } = await setsUpApp(origin, 'hod')
  await page.clock.install()
  await showsPassword(page, 'hod')
  await expect(page.getByLabel('Code')).toBeVisible()

  await page.clock.fastForward('05:01')

  await expect(page.getByRole('alert').filter({ hasText: 'That took too long' })).toBeVisible()
  await expect(page.getByLabel('Organisation')).toHaveValue('alder-clinic')
  await expect(page.getByLabel('E-mail')).toHaveValue(emailOf('hod'))
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused()
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue('')
  await isAccessible()
  await signsInAtClinic(page, 'hod', codes.pop())
  await takesAppAway(origin, 'hod', codes)
})

test('after five wrong codes the password is asked for again @phone', async ({ page, baseURL, isAccessible, expectsFaults }) => {
  expectsFaults('401', '403')
  const origin = baseURL ?? ''
  const { codes } = await setsUpApp(origin, 'owner')
  await showsPassword(page, 'owner')
  await isAccessible()
  await page.getByRole('button', { name: 'Use another account' }).click()
  await expect(page.getByLabel('Organisation')).toHaveValue('alder-clinic')
  await expect(page.getByLabel('E-mail')).toHaveValue('')
  await expect(page.getByLabel('E-mail')).toBeFocused()

  await showsPassword(page, 'owner')
  const code = page.getByLabel('Code')
  const ended = page.getByRole('alert').filter({ hasText: 'This sign-in has ended' })
  for (const wrong of ['AAAAA-00001', 'AAAAA-00002', 'AAAAA-00003', 'AAAAA-00004']) {
    await code.fill(wrong)
    await code.press('Enter')
    await expect(code).toHaveValue('')
    await expect(code).toBeFocused()
  }
  await code.fill('AAAAA-00005')
  await code.press('Enter')
  await expect(ended).toBeVisible()
  await expect(page.getByLabel('E-mail')).toHaveValue(emailOf('owner'))
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused()
  await isAccessible()

  await signsInAtClinic(page, 'owner', codes.pop())
  await isAccessible()
  await takesAppAway(origin, 'owner', codes)
})
