// Loaded only where somebody types a new password: the lists of common ones weigh more than any screen.
import { type Score, ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'

/** How hard a password is to guess, from 0 to 4, and by which of zxcvbn's warnings. */
export type Strength = { score: Score; warning: string | null }

// As the server judges: no further, and what stands between letters and digits is no secret.
const charsJudged = 64
const productWords = ['countersign', 'purchase', 'order', 'requisition', 'invoice']

const zxcvbn = new ZxcvbnFactory({ graphs: adjacencyGraphs, dictionary, maxLength: charsJudged })

/** A hint alone: the server knows more words, and decides. */
export function strengthOf(password: string, names: readonly string[], charsMin: number): Strength {
  const words = [
    ...productWords,
    ...names,
    ...names.flatMap((name) => name.split(/[^\p{L}\p{N}]+/u)),
  ]
  const known = words.filter((word) => word.length > 2)
  const plain = password.replaceAll(/[^\p{L}\p{N}]/gu, '').toLowerCase()
  const typed = judged(password, known)
  if (plain.length < charsMin) return typed
  const other = judged(plain, known)
  return other.score < typed.score ? other : typed
}

function judged(text: string, words: string[]): Strength {
  const { score, feedback } = zxcvbn.check(text, words)
  return { score, warning: feedback.warning }
}
