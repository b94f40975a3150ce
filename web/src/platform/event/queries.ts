import { answer } from '@countersign/client'
import { pagedQuery } from '@/api/paging'
import { api } from '../client'
import { operatorKeys } from '../session/queries'

export const eventsQuery = pagedQuery([...operatorKeys.all, 'events'], (cursor, signal) =>
  answer(
    api.GET('/v1/operator/events', {
      params: { query: cursor ? { cursor } : {} },
      signal,
    }),
  ),
)
