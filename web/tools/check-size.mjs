// Fails when the first load, or what one lazy screen adds to it, grows beyond its budget (gzip).
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const dist = new URL('../dist/', import.meta.url)
const firstLoadMaxKb = 190
const screenMaxKb = 30
// What comes after its screen, and nobody waits for.
const partMaxKb = new Map([['src/identity/password/strength.ts', 260]])

const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'))
const sizes = new Map()

/** Every file that a chunk needs before it can run. */
function filesOf(key, seen = new Set()) {
  if (seen.has(key)) return []
  seen.add(key)
  const chunk = manifest[key]
  const own = [chunk.file, ...(chunk.css ?? [])]
  return [...own, ...(chunk.imports ?? []).flatMap((inner) => filesOf(inner, seen))]
}

function kbOf(files) {
  const bytes = [...new Set(files)].map((file) => {
    if (!sizes.has(file))
      sizes.set(file, gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length)
    return sizes.get(file)
  })
  return bytes.reduce((sum, size) => sum + size, 0) / 1000
}

const entry = Object.keys(manifest).find((key) => manifest[key].isEntry)
if (!entry) throw new Error('The build has no entry; run `npm run build` first')
const first = new Set([...filesOf(entry), 'theme-boot.js'])
const rows = [['first load', kbOf(first), firstLoadMaxKb]]
/** What stands there already when a part is asked for: the least of what may ask for it, a list for its drawer for instance. */
function filesBefore(key) {
  const askers = Object.keys(manifest).filter((other) =>
    manifest[other].dynamicImports?.includes(key),
  )
  const [one, ...others] = askers.map((asker) => new Set([...first, ...filesOf(asker)]))
  if (one === undefined) return first
  return new Set([...one].filter((file) => others.every((files) => files.has(file))))
}

for (const key of Object.keys(manifest)) {
  if (!manifest[key].isDynamicEntry) continue
  const before = filesBefore(key)
  const added = filesOf(key).filter((file) => !before.has(file))
  rows.push([key, kbOf(added), partMaxKb.get(key) ?? screenMaxKb])
}
for (const [name, kb, maxKb] of rows) {
  process.stdout.write(
    `${kb > maxKb ? 'OVER' : 'ok  '} ${kb.toFixed(1).padStart(7)} of ${maxKb} kB  ${name}\n`,
  )
}
process.exitCode = rows.some(([, kb, maxKb]) => kb > maxKb) ? 1 : 0
