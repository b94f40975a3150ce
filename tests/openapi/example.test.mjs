import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const at = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const source = 'clients/typescript/examples/order.ts'

test('the example drafts an order, submits it and finds it again, page after page', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    at('clients/typescript/dist/examples/order.js'),
    process.env.COUNTERSIGN_ORIGIN,
    'harbour-house',
    'accounts@harbour-house.example',
    'correct horse battery staple',
  ])

  const [submitted, ...listed] = stdout.trim().split('\n')
  const [, id] = submitted.match(/^submitted: ([0-9a-f-]{36}) is pending_approval$/) ?? assert.fail(submitted)
  const ids = listed.map((line) => line.split(' ')[0])
  assert.equal(listed[0], `${id} null pending_approval`)
  assert.equal(new Set(ids).size, ids.length)
  assert.ok(ids.length > 4, `the demo has orders on more than two pages: ${stdout}`)
  assert.ok(listed.some((line) => /PO-\d{4}-\d{5} issued$/.test(line)), stdout)
})

test('the page of conventions shows the example as it runs, and it is short', () => {
  const code = readFileSync(at(source), 'utf8')
  const page = readFileSync(at('docs/api-design.md'), 'utf8')

  const shown = page.split(`<!-- ${source} -->\n\`\`\`ts\n`)[1]?.split('```')[0]

  assert.equal(shown, code)
  assert.ok(code.trimEnd().split('\n').length <= 20)
})
