import * as v from 'valibot'
import { messages } from '../messages.en'

const words = messages.first
export const charsMin = 15
const charsMax = 256

/** Characters as people count them: the server counts the same way. */
export function charsOf(text: string): number {
  return [...text].length
}

export const newPassword = v.pipe(
  v.object({
    password: v.pipe(
      v.string(),
      v.check((text) => charsOf(text) >= charsMin, words.tooShort),
      v.check((text) => charsOf(text) <= charsMax, words.tooLong),
    ),
    again: v.string(),
  }),
  v.forward(
    v.check((values) => values.password === values.again, words.differs),
    ['again'],
  ),
)
export type NewPassword = v.InferOutput<typeof newPassword>
