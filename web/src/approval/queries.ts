import { queryOptions } from '@tanstack/react-query'
import { answer, answerWithEtag, api } from '@/api/client'
import { pagedQuery } from '@/api/paging'

const everything = 'approval-policies'
export const policyKeys = { all: [everything] as const }

/** Every version, the newest first. */
export const policiesQuery = pagedQuery([everything, 'versions'], (cursor, signal) =>
  answer(api.GET('/v1/approval-policies', { params: { query: cursor ? { cursor } : {} }, signal })),
)

export function policyQuery(id: string) {
  return queryOptions({
    queryKey: [everything, 'one', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/v1/approval-policies/{id}', { params: { path: { id } }, signal })),
  })
}

/** What a version says otherwise than the one before, or than another. */
export function policyChangesQuery(id: string, sinceId?: string) {
  return queryOptions({
    queryKey: [everything, 'changes', id, sinceId],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/v1/approval-policies/{id}/changes', {
          params: { path: { id }, query: sinceId ? { since_id: sinceId } : {} },
          signal,
        }),
      ),
  })
}

/** The drafts under way and those that ended, the newest first. */
export const draftsQuery = pagedQuery([everything, 'drafts'], (cursor, signal) =>
  answer(
    api.GET('/v1/approval-policy-drafts', { params: { query: cursor ? { cursor } : {} }, signal }),
  ),
)

export function draftQuery(id: string) {
  return queryOptions({
    queryKey: [everything, 'draft', id],
    queryFn: async ({ signal }) => {
      const call = api.GET('/v1/approval-policy-drafts/{id}', { params: { path: { id } }, signal })
      const { body, etag } = await answerWithEtag(call)
      return { draft: body, etag: etag ?? '' }
    },
  })
}

/** What a draft says otherwise than the version that it follows, or than another. */
export function draftChangesQuery(id: string, sinceId?: string) {
  return queryOptions({
    queryKey: [everything, 'draft', id, 'changes', sinceId],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/v1/approval-policy-drafts/{id}/changes', {
          params: { path: { id }, query: sinceId ? { since_id: sinceId } : {} },
          signal,
        }),
      ),
  })
}
