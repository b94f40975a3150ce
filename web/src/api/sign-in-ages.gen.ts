// Generated from the API document by `make generated`. Do not edit.
/** Which operations need somebody who said who they are at most so many seconds ago (`x-auth-max-age`). */
export const signInAges: readonly (readonly [string, number])[] = [
  ['POST /v1/approval-policies/{id}/withdraw', 300],
  ['POST /v1/approval-policy-drafts/{id}/publish', 300],
  ['GET /v1/audit-denials/export', 900],
  ['GET /v1/audit-events/export', 900],
  ['PATCH /v1/organisation', 900],
  ['POST /v1/organisation/end-sessions', 300],
  ['GET /v1/people/export', 900],
  ['POST /v1/people/{id}/end-sessions', 300],
  ['GET /v1/permissions/export', 900],
  ['PATCH /v1/security-policy', 300],
  ['POST /v1/sessions/end-others', 300],
  ['POST /v1/sessions/{id}/end', 300],
]
