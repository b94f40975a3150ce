import { expect, test } from '../../support/test.ts'

// The recorder of traces fetches what images show, which the content policy rightly refuses.
test.use({ trace: 'off' })

// One white pixel.
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg=='

test('the admin sets the logo after seeing it, and a file that is no image is refused', async ({ page, signInAs, isAccessible, expectsFaults }) => {
  const choose = (name: string, mimeType: string, buffer: Buffer) =>
    page.getByLabel('Choose an image').setInputFiles({ name, mimeType, buffer })
  await signInAs('admin', '/settings/organisation')
  await choose('logo.svg', 'image/svg+xml', Buffer.from('<svg/>'))
  await expect(page.getByRole('alert').filter({ hasText: 'Choose a PNG or a JPEG' })).toBeVisible()

  expectsFaults('422')
  await choose('logo.png', 'image/png', Buffer.from('no image at all'))
  await page.getByRole('button', { name: 'Use this logo' }).click()
  await expect(page.getByRole('alert').filter({ hasText: /whole image of the type/ })).toBeVisible()

  await choose('logo.png', 'image/png', Buffer.from(png, 'base64'))
  await expect(page.getByText('This is how it will look')).toBeVisible()
  await page.getByRole('button', { name: 'Use this logo' }).click()
  await expect(page.getByText('1 × 1 pixels')).toBeVisible()
  await expect(page.getByRole('img', { name: /The logo of/ })).toBeVisible()
  await isAccessible()
})
