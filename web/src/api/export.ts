import type { paths } from '@/api/schema.gen'
import { send } from './send'

/** Where the API makes a file of a list. */
export type ExportPath = Extract<keyof paths, `${string}/export` | `${string}/export-lines`>
export type ExportFormat = 'csv' | 'xlsx'
/** The filters of the list, by their names in the API. */
export type ExportFilters = Readonly<Record<string, string | number | boolean | undefined>>

type Wanted = {
  path: ExportPath
  /** Of what, where the path names it. */
  id?: string | undefined
  format: ExportFormat
  filters: ExportFilters
  signal: AbortSignal
  /** How many bytes have come so far. */
  onReceived: (bytes: number) => void
}
type Exported = { name: string; rows: number; file: Blob }

/** The whole list as a file. A link could not carry the bearer's token, so its bytes are fetched. */
export async function takeExport(wanted: Wanted): Promise<Exported> {
  const url = new URL(wanted.path.replace('{id}', wanted.id ?? ''), globalThis.location.origin)
  for (const [name, value] of Object.entries(wanted.filters))
    if (value !== undefined && value !== '') url.searchParams.set(name, String(value))
  url.searchParams.set('format', wanted.format)
  const response = await send(new Request(url, { signal: wanted.signal }))
  return {
    name: fileName(response) ?? `export.${wanted.format}`,
    rows: Number(response.headers.get('Export-Rows')),
    file: await received(response, wanted.onReceived),
  }
}

async function received(response: Response, onReceived: Wanted['onReceived']): Promise<Blob> {
  const reader = response.body?.getReader()
  if (!reader) return response.blob()
  const pieces: Uint8Array<ArrayBuffer>[] = []
  let bytes = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    pieces.push(value)
    bytes += value.length
    onReceived(bytes)
  }
  return new Blob(pieces, { type: response.headers.get('Content-Type') ?? '' })
}

function fileName(response: Response): string | undefined {
  return /filename="([^"]+)"/.exec(response.headers.get('Content-Disposition') ?? '')?.[1]
}
