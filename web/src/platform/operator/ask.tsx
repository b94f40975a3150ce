import { AskDialog } from '@/access/ask-dialog'
import type { OperatorAct, OperatorView } from '@/api/schema.gen'
import { signedInLately } from '../send'
import { useOperator } from '../session/queries'
import { asksOf, operatorsKey } from './queries'
import { words } from './words.en'

type AskProps = {
  act: Exclude<OperatorAct, 'invite'>
  operator: OperatorView
  onClose: () => void
}

/** Asks for it and says why; nothing changes before another operator carries it out. */
export default function AskOfOperator({ act, operator, onClose }: AskProps) {
  const own = useOperator()
  const { title, effects } = words.asks[act]
  return (
    <AskDialog
      title={title(operator.name)}
      detail={words.askDetail}
      confirm={words.askSubmit}
      done={words.asked}
      stale={operatorsKey}
      isDanger={act === 'close'}
      needsReason
      reasonMax={500}
      run={async (reason) => {
        await signedInLately(own)
        return asksOf[act](operator.id, reason)
      }}
      onClose={onClose}
    >
      <section aria-label={words.effectsTitle} className="rounded-md bg-sunken px-4 py-3 text-sm">
        <h3 className="font-[550] text-muted text-xs">{words.effectsTitle}</h3>
        <ul className="mt-1.5 flex list-disc flex-col gap-1 pl-4 marker:text-faint">
          {effects.map((effect) => (
            <li key={effect}>{effect}</li>
          ))}
        </ul>
      </section>
      <p className="-mb-1.5 text-muted text-xs">{words.reasonHint}</p>
    </AskDialog>
  )
}
