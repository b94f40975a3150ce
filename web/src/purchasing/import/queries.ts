import { queryOptions } from '@tanstack/react-query'
import { answer, answerWithEtag, api, etagOf } from '@/api/client'
import { pagedQuery } from '@/api/paging'
import type { paths } from '@/api/schema.gen'
import { isWorkbook } from './file-fault'
import type { ImportKind, ImportsSearch, RowOutcome } from './search'

type Answer<Call> = Call extends {
  responses: { 200: { content: { 'application/json': infer Body } } }
}
  ? Body
  : never

/** An upload with its mapping and what the last try of it found. */
export type Import = Answer<paths['/v1/imports/{id}']['get']>
export type ImportJob = NonNullable<Import['job']>
export type ImportField = Import['fields'][number]
export type ImportColumn = Import['header'][number]
export type ImportProblem = Import['problems'][number]
export type ListedImport = Answer<paths['/v1/imports']['get']>['items'][number]
export type ImportRow = Answer<paths['/v1/imports/{id}/rows']['get']>['items'][number]
export type MapRequest = Required<
  paths['/v1/imports/{id}/map']['post']['requestBody']['content']['application/json']
>

/** An import as it stands on the screen, with the tag of its revision. */
export type SeenImport = { import: Import; etag: string }

/** The job that works on it, if one does; what came to nothing is none. */
export function jobUnderWay({ job }: Import): ImportJob | null {
  return job && job.state !== 'failed' && job.state !== 'cancelled' ? job : null
}

const everything = 'imports'
export const importKeys = { all: [everything] as const }

export function importsQuery({ kind, state }: ImportsSearch) {
  const filters = { ...(kind ? { kind } : {}), ...(state ? { state } : {}) }
  return pagedQuery([everything, filters], (cursor, signal) =>
    answer(
      api.GET('/v1/imports', {
        params: { query: { ...filters, ...(cursor ? { cursor } : {}) } },
        signal,
      }),
    ),
  )
}

export function importQuery(id: string) {
  return queryOptions({
    queryKey: [everything, 'one', id],
    queryFn: async ({ signal }): Promise<SeenImport> => {
      const call = api.GET('/v1/imports/{id}', { params: { path: { id } }, signal })
      const { body, etag } = await answerWithEtag(call)
      return { import: body, etag: etag ?? etagOf(body.revision) }
    },
  })
}

const rowsPerPage = 50

/** The rows of one revision: each try of the import judges them anew. */
export function importRowsQuery(id: string, revision: number, outcome: RowOutcome | undefined) {
  return pagedQuery([everything, 'rows', id, revision, outcome ?? 'all'], (cursor, signal) =>
    answer(
      api.GET('/v1/imports/{id}/rows', {
        params: {
          path: { id },
          query: {
            limit: rowsPerPage,
            ...(outcome ? { outcome } : {}),
            ...(cursor ? { cursor } : {}),
          },
        },
        signal,
      }),
    ),
  )
}

/** Sends a file as it is; the server reads it, guesses what its columns mean and tries its rows. */
export async function upload({ kind, file, sheet }: Upload): Promise<Import> {
  const type = (await isWorkbook(file)) ? workbookType : 'text/csv'
  return answer(
    api.POST('/v1/imports', {
      params: { query: { kind, file_name: file.name, ...(sheet ? { sheet } : {}) } },
      body: '',
      bodySerializer: () => file,
      headers: { 'Content-Type': type },
    }),
  )
}

/** A file to be sent; of a workbook, the sheet to be read, or nothing for the first. */
export type Upload = { kind: ImportKind; file: File; sheet: string }

const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The path and the tag of a call on one import. */
export function onImport(id: string, etag: string) {
  return { path: { id }, header: { 'If-Match': etag } }
}
