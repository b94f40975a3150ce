import { useMutation } from '@tanstack/react-query'
import { Download, Eye } from 'lucide-react'
import { answer, api } from '@/api/client'
import type { PurchaseOrderDetails } from '@/api/schema.gen'
import { toProblem } from '@/kernel/problem'
import { fileUrl, saveFile } from '@/kernel/save-file'
import { Button } from '@/ui/button'
import { IconButton } from '@/ui/icon-button'
import { useToast } from '@/ui/toast'
import { messages } from './messages.en'

const words = messages.printed

/** The PDF. A link could not carry the bearer's token, so its bytes are fetched and handed over. */
export function PrintOrder({ order }: { order: PurchaseOrderDetails }) {
  const toast = useToast()
  const onError = (thrown: unknown) => {
    const { title, detail } = toProblem(thrown)
    toast.failed({ title: words.failed, description: detail ?? title })
  }
  const preview = useMutation({
    mutationFn: async () => {
      const url = await pdfUrl(order.id)
      // A browser that opens no tab from a script gets the file instead.
      if (globalThis.open(url, '_blank') === null) saveFile(url, fileName(order))
    },
    onError,
  })
  const download = useMutation({
    mutationFn: async () => saveFile(await pdfUrl(order.id), fileName(order)),
    onError,
  })
  return (
    <>
      <IconButton
        look="plain"
        label={words.download}
        icon={<Download className="size-4" aria-hidden="true" />}
        isBusy={download.isPending}
        className="max-lg:hidden"
        onClick={() => download.mutate()}
      />
      <Button
        icon={<Eye className="size-4" aria-hidden="true" />}
        isBusy={preview.isPending}
        aria-label={words.preview}
        className="max-lg:w-10 max-lg:flex-none! max-lg:px-0"
        onClick={() => preview.mutate()}
      >
        <span className="max-lg:hidden">{words.preview}</span>
      </Button>
    </>
  )
}

async function pdfUrl(id: string): Promise<string> {
  const call = api.GET('/v1/purchase-orders/{id}/pdf', {
    params: { path: { id } },
    parseAs: 'blob',
  })
  return fileUrl(await answer<Blob>(call))
}

function fileName(order: PurchaseOrderDetails): string {
  return `${order.number ?? 'purchase-order-draft'}.pdf`
}
