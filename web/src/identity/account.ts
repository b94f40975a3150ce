import * as v from 'valibot'
import { messages } from './messages.en'

/** How an account is named: the same where one signs in and where one forgot how. */
export const account = {
  organisation: v.pipe(
    v.string(),
    v.trim(),
    v.nonEmpty(messages.needOrganisation),
    v.toLowerCase(),
  ),
  email: v.pipe(v.string(), v.trim(), v.nonEmpty(messages.needEmail)),
}
