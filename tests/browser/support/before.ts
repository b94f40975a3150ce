// What is done once, before the first journey.
import { bringsIn, type OperatorKey, operators } from './operators.ts'
import { servers } from './servers.ts'

/** All but one, who comes in by the screens. */
export default async function before(): Promise<void> {
  const coming = (Object.keys(operators) as OperatorKey[]).filter((who) => who !== 'oda')
  for (const who of coming) await Promise.all(servers.map((server) => bringsIn(server, who)))
}
