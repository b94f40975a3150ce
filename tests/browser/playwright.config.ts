// Journeys in system Chromium against the real server, which serves the built screens from a database of this run.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { defineConfig, devices } from '@playwright/test'
import { type Inn, inns, linkFileOf } from './support/inns.ts'
import { type OperatorKey, operatorLinkFileOf, operators } from './support/operators.ts'

const port = process.env['COUNTERSIGN_BROWSER_PORT'] ?? '8737'
const origin = `http://localhost:${port}`
const root = resolve(import.meta.dirname, '../..')
const binary = join(process.env['CARGO_TARGET_DIR'] ?? join(root, 'target'), 'debug/countersign')
// Read in every worker again: only the first reading makes the folder.
process.env['COUNTERSIGN_BROWSER_DATA'] ??= mkdtempSync(join(tmpdir(), 'countersign-browser-'))

// Who comes in by a one-time link does so once, so each run founds organisations of its own.
const place = `--data-dir ${process.env['COUNTERSIGN_BROWSER_DATA']} --argon2-kib 19456`
const founding = (Object.keys(inns) as Inn[]).map((inn) => {
  const { name, owner, email } = inns[inn]
  const facts = `--slug ${inn} --name "${name}" --owner-name "${owner}" --owner-email ${email}`
  return `${binary} organisation create ${facts} --origin ${origin} ${place} > ${linkFileOf(inn)}`
})
const inviting = (Object.keys(operators) as OperatorKey[]).map((who) => {
  const { name, role, email } = operators[who]
  const facts = `--email ${email} --name "${name}" --role ${role}`
  return `${binary} operator create ${facts} --origin ${origin} ${place} > ${operatorLinkFileOf(who)}`
})
const found = [`${binary} migrate ${place}`, ...founding, ...inviting].join(' && ')

const launchOptions = {
  executablePath: process.env['COUNTERSIGN_CHROMIUM'] ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
}

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  fullyParallel: false,
  workers: 1,
  forbidOnly: true,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['html', { open: 'never', outputFolder: 'playwright-report' }]],
  outputDir: 'test-results',
  use: { baseURL: origin, trace: 'retain-on-failure', launchOptions, locale: 'en-IE', timezoneId: 'Europe/Dublin' },
  projects: [
    { name: 'desktop', use: { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 } }, grepInvert: /@phone/ },
    { name: 'phone', use: { ...devices['Pixel 7'] }, grep: /@phone/ },
  ],
  webServer: {
    // Every journey signs up from one address.
    command: `${found} && exec ${binary} serve --listen 127.0.0.1:${port} --origin ${origin} ${place} --sign-ups-per-hour 1000`,
    cwd: root,
    // An address of the environment must not be tested on: the run has an embedded database of its own.
    env: { DATABASE_URL: '', COUNTERSIGN_DATABASE_SECRET: '', RUST_LOG: 'warn' },
    url: `${origin}/health/ready`,
    timeout: 60_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
    stdout: 'ignore',
    stderr: 'pipe',
  },
})
