import type { Page } from '@playwright/test'

/** Gives the page a device that keeps passkeys and always knows who holds it. */
export async function hasDevice(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

/** Whoever is asked for a passkey on the page goes back: their browser's own question is in no test's reach. */
export async function goesBack(page: Page): Promise<void> {
  await page.addInitScript(() => {
    navigator.credentials.get = () => Promise.reject(new DOMException('', 'NotAllowedError'))
  })
}
