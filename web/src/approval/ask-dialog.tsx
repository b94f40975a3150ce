import { AskDialog as Ask, type AskDialogProps } from '@/access/ask-dialog'
import { policyKeys } from './queries'

/** One act on a policy or a draft, asked once more; what was refused is read anew below the dialog. */
export function AskDialog<Done>(props: Omit<AskDialogProps<Done>, 'stale'>) {
  return <Ask stale={policyKeys.all} {...props} />
}
