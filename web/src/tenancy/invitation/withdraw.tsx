import { useQueryClient } from '@tanstack/react-query'
import { AskDialog } from '@/access/ask-dialog'
import { answer, api } from '@/api/client'
import { invitationKeys, type SeenInvitation } from './queries'
import { words } from './words.en'

type WithdrawProps = { invitation: SeenInvitation; onClose: () => void }

/** Takes an invitation back; its link opens nothing from then on. */
export function WithdrawInvitation({ invitation, onClose }: WithdrawProps) {
  const cache = useQueryClient()
  const { id, name, email } = invitation
  return (
    <AskDialog
      title={words.withdrawTitle(name)}
      detail={words.withdrawDetail(email)}
      confirm={words.withdraw}
      done={words.withdrawn(name)}
      stale={invitationKeys.all}
      isDanger
      run={() => answer(api.POST('/v1/invitations/{id}/withdraw', { params: { path: { id } } }))}
      onDone={() => void cache.invalidateQueries({ queryKey: ['people'] })}
      onClose={onClose}
    />
  )
}
