import { answer, apiOf } from '@countersign/client'
import type { QueryClient } from '@tanstack/react-query'
import { setAccessToken } from '@/api/access-token'
import { pagedQuery } from '@/api/paging'
import { beginReading, type Lent } from '@/api/reading'
import type {
  AskSupportRequest,
  OpenSupportView,
  OrganisationView,
  SessionView,
} from '@/api/schema.gen'
import { ProblemError, readProblem } from '@/kernel/problem'
import { api } from '../client'
import { type Operator, operatorKeys } from '../session/queries'

export const supportKeys = { all: [...operatorKeys.all, 'support-accesses'] as const }

/** What one asked for: anew whenever the page is opened, and not by itself, for that would keep the sign-in awake. */
export const supportAccessesQuery = {
  ...pagedQuery(supportKeys.all, (cursor, signal) =>
    answer(
      api.GET('/v1/operator/support-accesses', {
        params: { query: cursor ? { cursor } : {} },
        signal,
      }),
    ),
  ),
  staleTime: 0,
}

export function askSupport(organisation: string, body: AskSupportRequest) {
  const params = { path: { organisation } }
  return answer(
    api.POST('/v1/operator/organisations/{organisation}/support-accesses', { params, body }),
  )
}

export async function giveBack(id: string): Promise<void> {
  await answer(api.POST('/v1/operator/support-accesses/{id}/leave', { params: { path: { id } } }))
}

/** Opens it, or goes on in it: from now on this page reads as support, and as nobody else, until it is left. */
export async function openSupport(
  id: string,
  operator: Operator,
  cache: QueryClient,
): Promise<void> {
  const { opened, lent, inMs } = await open(id)
  const organisation = await organisationBy(lent.access_token)
  cache.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== operatorKeys.all[0] })
  beginReading({
    me: shownTo(operator, opened, organisation),
    closesAtMs: Date.now() + inMs(opened.closes_at),
    renew: () => renewed(id),
    leave: () => giveBack(id),
  })
  setAccessToken(lent.access_token, lent.expires_in_s)
}

/** A token, and in how long a moment of the server's clock comes, which may differ from this computer's. */
async function open(id: string) {
  const params = { path: { id } }
  const { data, response } = await api.POST('/v1/operator/support-accesses/{id}/open', { params })
  if (!data) throw new TypeError('What was opened is answered without a body')
  const nowMs = Date.parse(response.headers.get('Date') ?? '') || Date.now()
  const inMs = (at: string) => Date.parse(at) - nowMs
  const { access_token, token_expires_at } = data
  const lent: Lent = { access_token, expires_in_s: inMs(token_expires_at) / 1000 }
  return { opened: data, lent, inMs }
}

/** A refusal ends it; that the server could not be reached does not. */
async function renewed(id: string): Promise<Lent | null> {
  try {
    return (await open(id)).lent
  } catch (thrown) {
    const { status } = thrown instanceof ProblemError ? thrown.problem : { status: 0 }
    if (status >= 400 && status < 500 && status !== 429) return null
    throw thrown
  }
}

/** Asked with the token alone: until all is there, the page is still the console's. */
function organisationBy(token: string): Promise<OrganisationView> {
  const asSupport = apiOf(globalThis.location.origin, async (request) => {
    request.headers.set('Authorization', `Bearer ${token}`)
    const response = await globalThis.fetch(request)
    if (!response.ok) throw new ProblemError(await readProblem(response))
    return response
  })
  return answer(asSupport.GET('/v1/organisation'))
}

/** What the screens ask of whoever is signed in. It is nobody of the organisation: the id is the access's, and no document names it. */
function shownTo(
  { name, email, signed_in_at }: Operator,
  opened: OpenSupportView,
  organisation: OrganisationView,
): SessionView {
  const { id, closes_at, permissions, home, region, organisation: slug } = opened
  const { base_currency, fiscal_year_start_month, locale, time_zone } = organisation
  return {
    session: {
      id,
      created_at: signed_in_at,
      authenticated_at: signed_in_at,
      expires_at: closes_at,
    },
    person: { id, name, email, locale, time_zone, roles: [], custom_roles: [] },
    organisation: {
      id: organisation.id,
      slug,
      name: organisation.name,
      base_currency,
      fiscal_year_start_month,
      locale,
      time_zone,
      home: { code: home, region },
    },
    permissions,
  }
}
