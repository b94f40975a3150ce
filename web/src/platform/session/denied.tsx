import { deniedProblem } from '@/kernel/problem'
import { DeniedState } from '@/ui/error-state'
import { messages } from '../messages.en'
import { useOperator } from './queries'

/** Stands in the place of a screen that an operator's role does not cover; nothing is asked of the server, whose trail would keep it. */
export function Denied() {
  const role = messages.roles[useOperator().role]
  const detail = messages.deniedDetail(role)
  return <DeniedState problem={{ ...deniedProblem, title: messages.denied, detail }} />
}
