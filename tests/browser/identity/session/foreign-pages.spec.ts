// What pages of others can make a browser send while somebody is signed in: a page of another site, and one on a neighbouring port, which is the same site
// and sends our cookies along. None of it may reach what a cookie opens.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { BrowserContext, Page } from '@playwright/test'
import { expect, test } from '../../support/test.ts'

/** Every state change that the refresh cookie opens, and one that it does not. */
const targets = [
  'POST /v1/session/refresh',
  'DELETE /v1/session/refresh',
  'POST /v1/session/reauthenticate',
  'POST /v1/password/change',
  'POST /v1/totp/begin',
  'POST /v1/totp/confirm',
  'POST /v1/totp/remove',
  'POST /v1/recovery-codes/renew',
  'DELETE /v1/session',
]

/** Runs in the foreign page: one way to send a request, which may fail there in any manner. */
const vectors: Record<string, (url: string, method: string) => Promise<unknown>> = {
  'fetch without CORS': (url) => fetch(url, { method: 'POST', mode: 'no-cors', credentials: 'include', body: '{}' }),
  'fetch with CORS': (url, method) => fetch(url, { method, credentials: 'include' }),
  'fetch with an invented proof': (url, method) =>
    fetch(url, { method, credentials: 'include', headers: { 'x-csrf-token': 'x'.repeat(43), 'content-type': 'application/json' }, body: '{}' }),
  'fetch that outlives its page, without a referrer': (url) =>
    fetch(url, { method: 'POST', mode: 'no-cors', credentials: 'include', keepalive: true, referrerPolicy: 'no-referrer' }),
  'XMLHttpRequest': (url, method) =>
    new Promise((resolve) => {
      const request = new XMLHttpRequest()
      request.withCredentials = true
      request.onloadend = resolve
      request.open(method, url)
      request.send('{}')
    }),
  beacon: async (url) => navigator.sendBeacon(url, new Blob(['{}'], { type: 'text/plain' })),
  'an image': (url) =>
    new Promise((resolve) => {
      const image = new Image()
      image.onload = image.onerror = resolve
      image.src = url
    }),
  'a script': (url) =>
    new Promise((resolve) => {
      const script = document.createElement('script')
      script.onload = script.onerror = resolve
      script.src = url
      document.head.append(script)
    }),
  'a form into a frame': (url) => submitted(url, 'application/x-www-form-urlencoded'),
  'a form that looks like JSON': (url) => submitted(url, 'text/plain'),
  'a form with files': (url) => submitted(url, 'multipart/form-data'),
  'a form in a frame without an origin': (url) =>
    new Promise((resolve) => {
      const frame = document.createElement('iframe')
      frame.setAttribute('sandbox', 'allow-forms allow-scripts')
      frame.srcdoc = `<form method="post" action="${url}"></form><script>document.forms[0].submit()</script>`
      frame.onload = () => setTimeout(resolve, 50)
      document.body.append(frame)
    }),
}

function submitted(url: string, enctype: string): Promise<unknown> {
  return new Promise((resolve) => {
    const frame = document.createElement('iframe')
    frame.name = `frame-${Math.random()}`
    document.body.append(frame)
    const form = document.createElement('form')
    Object.assign(form, { method: 'post', action: url, enctype, target: frame.name })
    const field = document.createElement('input')
    Object.assign(field, { name: '{"password":"', value: '"}' })
    form.append(field)
    document.body.append(form)
    frame.onload = () => setTimeout(resolve, 50)
    form.submit()
  })
}

let server: Server
let port: number

test.beforeAll(async () => {
  server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>Theirs</title><p>Nothing to see here.</p>')
  })
  await new Promise<void>((resolve) => server.listen(0, resolve))
  port = (server.address() as AddressInfo).port
})

test.afterAll(() => void server.close())

async function cookie(context: BrowserContext, name: string) {
  return (await context.cookies()).find((cookie) => cookie.name === name)
}

interface Answered {
  method: string
  url: string
  status: number
}

/** What the service answered, told by the network below the page, which sees less of it. */
async function answersTo(theirs: Page, ours: string): Promise<Answered[]> {
  const asked = new Map<string, Omit<Answered, 'status'>>()
  const answered: Answered[] = []
  const network = await theirs.context().newCDPSession(theirs)
  network.on('Network.requestWillBeSent', ({ requestId, request }) => void asked.set(requestId, request))
  network.on('Network.responseReceivedExtraInfo', ({ requestId, statusCode }) => {
    const request = asked.get(requestId)
    if (request?.url.startsWith(`${ours}/v1/`)) answered.push({ method: request.method, url: request.url, status: statusCode })
  })
  await network.send('Network.enable')
  return answered
}

async function attacks(theirs: Page, ours: string, answers: Answered[]): Promise<number> {
  let sent = 0
  for (const target of targets) {
    const [method = '', path = ''] = target.split(' ')
    for (const [name, vector] of Object.entries(vectors)) {
      const source = `(async () => { const submitted = ${submitted.toString()}; return (${vector.toString()})(${JSON.stringify(ours + path)}, ${JSON.stringify(method)}) })()`
      await theirs.evaluate(`${source}.catch(() => undefined).then(() => undefined)`)
      sent += 1
      expect(answers.filter((answer) => answer.status < 400), `${name}: ${target}`).toEqual([])
    }
  }
  return sent
}

for (const [kind, host] of [
  ['of another site', '127.0.0.1'],
  ['of the same site, on another port', 'localhost'],
] as const) {
  test(`a page ${kind} changes nothing with our cookies`, async ({ page, context, signInAs, baseURL }) => {
    test.setTimeout(120_000)
    await signInAs('gm')
    const before = await cookie(context, '__Host-refresh')
    const promised = { secure: true, sameSite: 'Strict', path: '/', domain: 'localhost' }
    expect(before).toMatchObject({ ...promised, httpOnly: true })
    expect(await cookie(context, '__Host-csrf')).toMatchObject({ ...promised, httpOnly: false })
    const known = await cookie(context, '__Host-device')
    expect(known).toMatchObject({ ...promised, httpOnly: true })
    expect((known?.expires ?? 0) - Date.now() / 1000).toBeGreaterThan(364 * 86_400)
    const theirs = await context.newPage()
    await theirs.goto(`http://${host}:${port}/`)
    const answers = await answersTo(theirs, `${baseURL}`)

    const sent = await attacks(theirs, `${baseURL}`, answers)

    expect(sent).toBe(Object.keys(vectors).length * targets.length)
    // They did reach the service, and were refused there.
    expect(answers.length).toBeGreaterThan(sent / 2)
    expect(await cookie(context, '__Host-refresh')).toEqual(before)
    expect(await cookie(context, '__Host-device')).toEqual(known)
    // The same request of our own page is answered.
    const refreshed = page.waitForResponse((response) => response.url().endsWith('/v1/session/refresh'))
    await page.reload()
    expect((await refreshed).status()).toBe(200)
    await expect(page.getByRole('banner')).toBeVisible()
  })
}
