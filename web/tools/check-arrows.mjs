// Holds the arrows `ui <- kernel <- api <- access <- rooms <- app` and those between rooms; the same as in the API.
import { readdirSync, readFileSync } from 'node:fs'
import { join, posix, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const source = fileURLToPath(new URL('../src/', import.meta.url))
const floor = ['ui', 'kernel', 'api', 'access']
const roomsBelow = {
  tenancy: [],
  identity: ['tenancy'],
  files: [],
  imports: [],
  conversation: [],
  delivery: ['tenancy'],
  approval: ['tenancy'],
  budget: ['tenancy'],
  suppliers: ['tenancy'],
  audit: [],
  platform: ['identity', 'tenancy'],
  purchasing: ['approval', 'budget', 'suppliers', 'tenancy', 'files', 'imports', 'conversation'],
  receiving: [
    'purchasing',
    'approval',
    'budget',
    'suppliers',
    'tenancy',
    'files',
    'imports',
    'conversation',
  ],
  invoicing: [
    'receiving',
    'purchasing',
    'approval',
    'budget',
    'suppliers',
    'tenancy',
    'files',
    'imports',
    'conversation',
  ],
}
const rooms = Object.keys(roomsBelow)
const pathsFile = 'app/paths'

function below(room) {
  if (floor.includes(room)) return floor.slice(0, floor.indexOf(room))
  if (room === 'app') return [...floor, ...rooms]
  return [...floor, ...roomsBelow[room]]
}

function importsOf(text) {
  const pattern = /(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"]+)['"]/g
  return [...text.matchAll(pattern)].map((match) => match[1])
}

/** The place of an import inside `src`, or null for a package. */
function placeOf(specifier, file) {
  if (specifier.startsWith('@/')) return specifier.slice(2)
  return specifier.startsWith('.') ? posix.join(posix.dirname(file), specifier) : null
}

const faults = []
const files = readdirSync(source, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) => relative(source, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))

for (const file of files) {
  const room = file.split('/')[0]
  if (!['app', ...floor, ...rooms].includes(room)) {
    faults.push(`${file}: ${room} is no room`)
    continue
  }
  if (/(^|\/)index\.tsx?$/.test(file)) faults.push(`${file}: barrel files are not used`)
  for (const specifier of importsOf(readFileSync(join(source, file), 'utf8'))) {
    const place = placeOf(specifier, file)
    if (place === null) continue
    const target = place.split('/')[0]
    if (file === `${pathsFile}.ts`) faults.push(`${file}: imports nothing, because rooms import it`)
    const isAllowed =
      target === room ||
      below(room).includes(target) ||
      (place === pathsFile && rooms.includes(room))
    if (!isAllowed) faults.push(`${file}: ${room} may not import ${place}`)
  }
}
for (const fault of faults) process.stderr.write(`${fault}\n`)
process.exitCode = faults.length > 0 ? 1 : 0
