import { useQueryClient } from '@tanstack/react-query'
import { AskDialog as Ask, type AskDialogProps } from '@/access/ask-dialog'
import type { SeenGrant } from './queries'
import { AskedBy, GrantFacts } from './rights'

type Props<Done> = Omit<AskDialogProps<Done>, 'stale' | 'onDone' | 'children'> & {
  grant: SeenGrant
}

/** One act on a grant, asked once more below what it gives; what was refused is read anew. */
export function AskDialog<Done>({ grant, ...asked }: Props<Done>) {
  const cache = useQueryClient()
  return (
    <Ask
      {...asked}
      stale={['people']}
      onDone={() => void cache.invalidateQueries({ queryKey: ['invitations'] })}
    >
      <div className="flex flex-col gap-2">
        <GrantFacts grant={grant} />
        <AskedBy grant={grant} />
      </div>
    </Ask>
  )
}
