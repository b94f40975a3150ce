// A server and a database for each worker, so that no two journeys that run at the same time share a row.
import { chmodSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const workers = 2

// Read in every worker again: only the first reading makes the folder.
process.env['COUNTERSIGN_BROWSER_DATA'] ??= madeFolder()

const port = Number(process.env['COUNTERSIGN_BROWSER_PORT'] ?? '8737')

export interface Server {
  port: number
  origin: string
  /** Its database, and the links that were printed when it was founded. */
  data: string
}

export const servers: readonly Server[] = Array.from({ length: workers }, (_, place) => ({
  port: port + place,
  origin: `http://localhost:${port + place}`,
  data: join(process.env['COUNTERSIGN_BROWSER_DATA'] ?? '', String(place)),
}))

export function serverOf(origin: string): Server {
  const server = servers.find((one) => one.origin === origin)
  if (!server) throw new Error(`no server of this run is at ${origin}`)
  return server
}

/** The server of the worker that asks. */
export function ownServer(): Server {
  const own = servers[Number(process.env['TEST_PARALLEL_INDEX'] ?? '0')]
  if (!own) throw new Error(`there are servers for ${workers} workers only`)
  return own
}

/** Open to the database's user, who is another where the tests run as root. */
function madeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-browser-'))
  chmodSync(folder, 0o755)
  return folder
}
