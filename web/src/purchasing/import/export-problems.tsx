import { useMutation } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { answer, api } from '@/api/client'
import { toProblem } from '@/kernel/problem'
import { Button } from '@/ui/button'
import { useToast } from '@/ui/toast'
import { messages } from './messages.en'
import type { Import } from './queries'

const words = messages.correction
/** Long enough for the disk to take the bytes. */
const keptMs = 60_000

/** The rows with problems, as a file to be corrected and uploaded again. A link could not carry the bearer's token. */
export function ExportProblems({ subject }: { subject: Import }) {
  const toast = useToast()
  const { id, file_name, counts } = subject
  const download = useMutation({
    mutationFn: async () => {
      const call = api.GET('/v1/imports/{id}/error-file', {
        params: { path: { id } },
        parseAs: 'blob',
      })
      const url = URL.createObjectURL(await answer<Blob>(call))
      setTimeout(() => URL.revokeObjectURL(url), keptMs)
      const link = document.createElement('a')
      link.href = url
      link.download = words.fileName(file_name.replace(/\.[^.]*$/, ''))
      link.click()
    },
    onError: (thrown) => {
      const { title, detail } = toProblem(thrown)
      toast.failed({ title: words.failed, description: detail ?? title })
    },
  })
  if (counts.problems === 0) return null
  return (
    <Button
      size="sm"
      icon={<Download className="size-4" aria-hidden="true" />}
      isBusy={download.isPending}
      onClick={() => download.mutate()}
    >
      {words.download(counts.problems)}
    </Button>
  )
}
