import * as v from 'valibot'
import { messages } from '../messages.en'

const words = messages.choosing
export const charsMin = 15
const charsMax = 256

/** Characters as people count them: the server counts the same way. */
export function charsOf(text: string): number {
  return [...text].length
}

const chosen = v.pipe(
  v.string(),
  v.check((text) => charsOf(text) >= charsMin, words.tooShort),
  v.check((text) => charsOf(text) <= charsMax, words.tooLong),
)

/** A first password. */
export const newPassword = v.pipe(
  v.object({ password: chosen, again: v.string() }),
  v.forward(
    v.check((values) => values.password === values.again, words.differs),
    ['again'],
  ),
)
export type NewPassword = v.InferOutput<typeof newPassword>

/** Another one in the place of the current one. */
export const passwordChange = v.pipe(
  v.object({
    password: v.pipe(v.string(), v.nonEmpty(messages.needPassword)),
    new_password: chosen,
    again: v.string(),
  }),
  v.forward(
    v.check((values) => values.password !== values.new_password, words.unchanged),
    ['new_password'],
  ),
  v.forward(
    v.check((values) => values.new_password === values.again, words.differs),
    ['again'],
  ),
)
export type PasswordChange = v.InferOutput<typeof passwordChange>
