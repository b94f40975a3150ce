// Compares the document with the one last released; a break that no decision record allows fails.
import { readdirSync, readFileSync } from 'node:fs'
import { allowedBy, breaksOf } from './breaks.mjs'

const root = new URL('../../', import.meta.url)
const text = (path) => readFileSync(new URL(path, root), 'utf8')

const breaks = breaksOf(JSON.parse(text('openapi/released.json')), JSON.parse(text('openapi/openapi.json')))
const records = readdirSync(new URL('docs/decisions/', root)).filter((name) => name.endsWith('.md'))
const allowed = allowedBy(records.map((name) => text(`docs/decisions/${name}`)))
const forbidden = breaks.filter((key) => !allowed.has(key))

for (const key of forbidden) console.error(`Breaks: \`${key}\``)
if (forbidden.length > 0) {
  console.error(
    'openapi/openapi.json breaks clients of openapi/released.json in the ways above. Add instead of changing; where it must be,' +
      ' a decision record of docs/decisions says why and holds the lines as they stand here.',
  )
  process.exitCode = 1
} else {
  console.log(`${breaks.length} breaks since the release, all of them allowed by a decision record`)
}
