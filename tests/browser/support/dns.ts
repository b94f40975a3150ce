// The name server that a server of this run asks: on its own port, for as long as a journey publishes there.
import { once } from 'node:events'
import { createSocket } from 'node:dgram'
import { AUTHORITATIVE_ANSWER, decode, encode } from 'dns-packet'
import { serverOf } from './servers.ts'

const noSuchName = 3

export interface Dns {
  /** What a name says from now on. */
  publishes: (name: string, text: string) => void
  ends: () => Promise<void>
}

/** Answers with the TXT records that are published, and of every other name that there is none. */
export async function startsDns(origin: string): Promise<Dns> {
  const records = new Map<string, string>()
  const socket = createSocket('udp4')
  socket.on('message', (message, { port, address }) => {
    const { id, questions = [] } = decode(message)
    const [asked] = questions
    if (!asked) return
    const text = asked.type === 'TXT' ? records.get(asked.name.toLowerCase()) : undefined
    const found = text === undefined ? [] : [{ type: 'TXT' as const, name: asked.name, data: text, ttl: 0 }]
    const flags = AUTHORITATIVE_ANSWER | (text === undefined ? noSuchName : 0)
    socket.send(encode({ type: 'response', ...(id === undefined ? {} : { id }), flags, questions, answers: found }), port, address)
  })
  socket.bind(serverOf(origin).port, '127.0.0.1')
  await once(socket, 'listening')
  return {
    publishes: (name, text) => void records.set(name.toLowerCase(), text),
    ends: async () => {
      socket.close()
      await once(socket, 'close')
    },
  }
}
