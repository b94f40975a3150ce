import { useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { AskDialog } from '@/access/ask-dialog'
import { meQuery } from '@/access/me'
import { useAsked } from '@/access/use-asked'
import { answer, api, etagOf } from '@/api/client'
import { ActButtons } from '@/ui/act-buttons'
import { type SeenTransfer, transferKeys } from './queries'
import { words } from './words.en'

type ActProps = { transfer: SeenTransfer; onClose: () => void }

const acts = [
  {
    name: 'ownership_transfer.accept',
    says: words.accept,
    look: 'primary' as const,
    Dialog: AcceptTransfer,
  },
  {
    name: 'ownership_transfer.refuse',
    says: words.refuse,
    look: 'plain' as const,
    Dialog: RefuseTransfer,
  },
  {
    name: 'ownership_transfer.withdraw',
    says: words.withdraw,
    look: 'plain' as const,
    Dialog: WithdrawTransfer,
  },
]

type Asked = { act: (typeof acts)[number]; transfer: SeenTransfer }

/** What is asked of an offer, and its dialog for beside the list. */
export function useAskedOfTransfer() {
  return useAsked<Asked>(({ act: { Dialog }, transfer }, onClose) => (
    <Dialog transfer={transfer} onClose={onClose} />
  ))
}

type TransferActsProps = { transfer: SeenTransfer; ask: (asked: Asked) => void }

/** What may be done with an offer that waits: nothing stands here that is somebody else's. */
export function TransferActs({ transfer, ask }: TransferActsProps): ReactNode {
  if (transfer.state !== 'waiting') return null
  return (
    <ActButtons acts={acts} actions={transfer.actions} onAsk={(act) => ask({ act, transfer })} />
  )
}

function paramsOf({ id, revision }: SeenTransfer) {
  return { path: { id }, header: { 'If-Match': etagOf(revision) } }
}

/** Takes the organisation: what one may do is read anew. */
function AcceptTransfer({ transfer, onClose }: ActProps) {
  const cache = useQueryClient()
  const params = paramsOf(transfer)
  return (
    <AskDialog
      title={words.acceptTitle(transfer.asked_by_name)}
      detail={words.acceptDetail}
      confirm={words.accept}
      done={words.accepted}
      stale={transferKeys.all}
      run={() => answer(api.POST('/v1/ownership-transfers/{id}/accept', { params }))}
      onDone={() => void cache.invalidateQueries({ queryKey: meQuery.queryKey })}
      onClose={onClose}
    />
  )
}

function RefuseTransfer({ transfer, onClose }: ActProps) {
  const params = paramsOf(transfer)
  return (
    <AskDialog
      title={words.refuseTitle(transfer.asked_by_name)}
      detail={words.refuseDetail}
      confirm={words.refuse}
      done={words.refused}
      stale={transferKeys.all}
      needsReason
      reasonMax={500}
      run={(reason) =>
        answer(api.POST('/v1/ownership-transfers/{id}/refuse', { params, body: { reason } }))
      }
      onClose={onClose}
    />
  )
}

function WithdrawTransfer({ transfer, onClose }: ActProps) {
  const params = paramsOf(transfer)
  return (
    <AskDialog
      title={words.withdrawTitle(transfer.person_name)}
      detail={words.withdrawDetail}
      confirm={words.withdraw}
      done={words.withdrawn}
      stale={transferKeys.all}
      run={() => answer(api.POST('/v1/ownership-transfers/{id}/withdraw', { params }))}
      onClose={onClose}
    />
  )
}
