// Journeys in system Chromium against the real server, which serves the built screens from databases of this run.
import { join, resolve } from 'node:path'
import { defineConfig, devices } from '@playwright/test'
import { type Inn, inns, linkFileOf } from './support/inns.ts'
import { type OperatorKey, operatorLinkFileOf, operators } from './support/operators.ts'
import { type Server, servers, workers } from './support/servers.ts'

const root = resolve(import.meta.dirname, '../..')
const binary = join(process.env['CARGO_TARGET_DIR'] ?? join(root, 'target'), 'debug/countersign')

const placeOf = ({ data }: Server) => `--data-dir ${data} --argon2-kib 19456`

// Who comes in by a one-time link does so once, so each run founds organisations of its own.
function founding(server: Server): string {
  const [place, { data, origin }] = [placeOf(server), server]
  const organisations = (Object.keys(inns) as Inn[]).map((inn) => {
    const { name, owner, email } = inns[inn]
    const facts = `--slug ${inn} --name "${name}" --owner-name "${owner}" --owner-email ${email}`
    return `${binary} organisation create ${facts} --origin ${origin} ${place} > ${linkFileOf(inn, data)}`
  })
  const invitations = (Object.keys(operators) as OperatorKey[]).map((who) => {
    const { name, role, email } = operators[who]
    const facts = `--email ${email} --name "${name}" --role ${role}`
    return `${binary} operator create ${facts} --origin ${origin} ${place} > ${operatorLinkFileOf(who, data)}`
  })
  return [`mkdir -p ${data}`, `${binary} migrate ${place}`, ...organisations, ...invitations].join(' && ')
}

// The others copy what the first founded, unless the database had to stand elsewhere.
function foundingAll([first, ...others]: readonly Server[]): string {
  if (!first) return 'true'
  const following = others.map((server) => {
    const copy = `cp -Rp ${first.data} ${server.data}`
    return `if [ -d ${first.data}/postgres/cluster ]; then ${copy}; else ${founding(server)}; fi`
  })
  return [founding(first), ...following].join(' && ')
}

function serving(server: Server, before: string) {
  const { port, origin } = server
  return {
    // Every journey signs up from one address.
    command: `${before} && exec ${binary} serve --listen 127.0.0.1:${port} --origin ${origin} ${placeOf(server)} --sign-ups-per-hour 1000`,
    cwd: root,
    // An address of the environment must not be tested on: the run has embedded databases of its own.
    // A journey that publishes something answers what is asked of DNS, on the same port.
    env: { DATABASE_URL: '', COUNTERSIGN_DATABASE_SECRET: '', COUNTERSIGN_DNS_SERVERS: `127.0.0.1:${port}`, RUST_LOG: 'warn' },
    url: `${origin}/health/ready`,
    timeout: 120_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM' as const, timeout: 20_000 },
    stdout: 'ignore' as const,
    stderr: 'pipe' as const,
  }
}

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
  workers,
  forbidOnly: true,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['html', { open: 'never', outputFolder: 'playwright-report' }]],
  outputDir: 'test-results',
  use: { trace: 'off', screenshot: 'only-on-failure', launchOptions, locale: 'en-IE', timezoneId: 'Europe/Dublin' },
  projects: [
    { name: 'desktop', use: { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 } }, grepInvert: /@phone/ },
    { name: 'phone', use: { ...devices['Pixel 7'] }, grep: /@phone/ },
  ],
  globalSetup: './support/before.ts',
  // One after the other.
  webServer: servers.map((server, place) => serving(server, place === 0 ? foundingAll(servers) : 'true')),
})
