import { answer, answerWithEtag, apiOf, done, etagOf } from '@countersign/client'
import { send } from './send'

/** The one client, sent as whoever is signed in on this page; a refusal is thrown as `ProblemError`. */
export const api = apiOf(globalThis.location.origin, send)

export { answer, answerWithEtag, done, etagOf }
