import type { ReactNode } from 'react'
import { AskDialog } from '@/access/ask-dialog'
import { answer, api } from '@/api/client'
import type { SupplierDocument } from '@/api/schema.gen'
import { messages } from '../messages.en'
import { supplierKeys } from '../queries'

type AloneProps = {
  supplier: SupplierDocument
  etag: string
  /** Who looks at it afterwards. */
  reviewer: string
  onClose: () => void
}

/** Asks once more, and says who looks at it, where one person enters and activates. */
export default function ActivateAlone(props: AloneProps): ReactNode {
  const { supplier, etag, reviewer, onClose } = props
  const params = { path: { id: supplier.id }, header: { 'If-Match': etag } }
  return (
    <AskDialog
      title={messages.aloneTitle(supplier.name)}
      detail={messages.aloneDetail(reviewer)}
      confirm={messages.activate}
      done={messages.activated(supplier.name)}
      stale={supplierKeys.all}
      run={() => answer(api.POST('/v1/suppliers/{id}/activate', { params }))}
      onClose={onClose}
    />
  )
}
