// Roles of an organisation's own. Each journey makes its own.
import { randomUUID } from 'node:crypto'
import { speakAs } from './api.ts'

export interface Made {
  id: string
  name: string
}

/** A name that no role has yet. */
export const freshName = (word: string) => `${word} ${randomUUID().slice(0, 6)}`

/** Lets the admin make a role. */
export async function made(origin: string, word: string, permissions: string[]): Promise<Made> {
  const name = freshName(word)
  const admin = await speakAs(origin, 'admin')
  const { body } = await admin('POST', '/v1/roles', { name, permissions })
  return { id: String(body['id']), name }
}
