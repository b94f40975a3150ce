import { apiOf } from '@countersign/client'
import { send } from './send'

/** The client of the operators' plane, sent by the cookie of an operator; it knows nothing of the tenants' access token. */
export const api = apiOf(globalThis.location.origin, send)
