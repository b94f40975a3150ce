import { type Confirmation, notConfirmedProblem, ProblemError, readProblem } from '@/kernel/problem'

/** Sends the same request once more: with what confirms it, with `mail` for a code, or without either to be asked anew. */
export type Attempt = (proof: string | null) => Promise<Response>

/** What is asked, and when that ends by this computer's clock, which may differ from the server's. */
export type Asked = Confirmation & { endsAtMs: number }

/** Lets whoever is signed in read what would be done; gives the answer to the request that they confirmed, or null. */
type Ask = (asked: Asked, attempt: Attempt) => Promise<Response | null>
let ask: Ask | null = null

/** Calls back when something must be confirmed. */
export function onConfirmation(listener: Ask): () => void {
  ask = listener
  return () => {
    if (ask === listener) ask = null
  }
}

/** What an answer asks to confirm, if it does. */
export async function toConfirm(response: Response): Promise<Asked | null> {
  if (response.status !== 403) return null
  const { code, confirmation } = await readProblem(response.clone())
  if (code !== 'confirmation_required' || !confirmation) return null
  const answeredAtMs = Date.parse(response.headers.get('Date') ?? '') || Date.now()
  return {
    ...confirmation,
    endsAtMs: Date.now() + Date.parse(confirmation.expires_at) - answeredAtMs,
  }
}

/** The answer itself, unless it asks for a confirmation; then that of the request that was confirmed. */
export async function confirmed(first: Response, attempt: Attempt): Promise<Response> {
  const asked = await toConfirm(first)
  if (asked === null || ask === null) return first
  const settled = await ask(asked, attempt)
  if (settled === null) throw new ProblemError(notConfirmedProblem)
  return settled
}
