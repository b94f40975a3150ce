import { answer } from '@countersign/client'
import { pagedQuery } from '@/api/paging'
import { api } from '../client'
import { operatorKeys } from '../session/queries'

export const organisationKeys = { all: [...operatorKeys.all, 'organisations'] as const }

export const organisationsQuery = pagedQuery(organisationKeys.all, (cursor, signal) =>
  answer(
    api.GET('/v1/operator/organisations', {
      params: { query: cursor ? { cursor } : {} },
      signal,
    }),
  ),
)
