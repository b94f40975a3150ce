import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Check } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { answer, api } from '@/api/client'
import type { SupplierDocument } from '@/api/schema.gen'
import { toProblem } from '@/kernel/problem'
import { ActionButton, findAction } from '@/ui/action-button'
import { Kbd } from '@/ui/kbd'
import { useShortcut } from '@/ui/shortcuts'
import { useToast } from '@/ui/toast'
import { messages } from '../messages.en'
import { supplierKeys } from '../queries'

// Only where an organisation lets one person enter and activate.
const ActivateAlone = lazy(() => import('./activate-alone'))

type ActivateProps = { supplier: SupplierDocument; etag: string }

/** The second person's word, given for the revision that is on the screen; whoever gives both words reads who looks at it. */
export function ActivateSupplier({ supplier, etag }: ActivateProps) {
  const cache = useQueryClient()
  const toast = useToast()
  const action = findAction(supplier.actions, 'supplier.activate')
  const activation = useMutation({
    mutationFn: () =>
      answer(
        api.POST('/v1/suppliers/{id}/activate', {
          params: { path: { id: supplier.id }, header: { 'If-Match': etag } },
        }),
      ),
    onSuccess: () => toast.done({ title: messages.activated(supplier.name) }),
    onError: (thrown) => {
      const { title, detail, code } = toProblem(thrown)
      const description = code === 'stale' ? messages.stale : (detail ?? title)
      toast.failed({ title: messages.activateFailed, description })
    },
    onSettled: () => cache.invalidateQueries({ queryKey: supplierKeys.all }),
  })
  const [isAlone, setIsAlone] = useState(false)
  const reviewer = supplier.activation_reviewer
  const activate = () => (reviewer ? setIsAlone(true) : activation.mutate())
  const isOpen = action !== undefined && !action.closed_because && !activation.isPending
  useShortcut(isOpen ? 'a' : undefined, messages.activate, activate)
  if (supplier.status === 'active' || supplier.status === 'withdrawn') return null
  return (
    <>
      <ActionButton
        action={action}
        look="primary"
        isBusy={activation.isPending}
        icon={<Check className="size-4" aria-hidden="true" />}
        onClick={activate}
      >
        {messages.activate}
        {isOpen ? (
          <span aria-hidden="true" className="max-lg:hidden">
            <Kbd>A</Kbd>
          </span>
        ) : null}
      </ActionButton>
      {isAlone && reviewer ? (
        <Suspense fallback={null}>
          <ActivateAlone
            supplier={supplier}
            etag={etag}
            reviewer={reviewer}
            onClose={() => setIsAlone(false)}
          />
        </Suspense>
      ) : null}
    </>
  )
}
