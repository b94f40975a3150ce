import * as v from 'valibot'
import { account } from '@/identity/account'
import { messages } from '@/identity/messages.en'

/** Both factors of an operator. */
const factors = {
  password: v.pipe(v.string(), v.nonEmpty(messages.needPassword)),
  code: v.pipe(v.string(), v.trim(), v.nonEmpty(messages.needCode)),
}

export const againShown = v.object(factors)
export const credentials = v.object({ email: account.email, ...factors })
