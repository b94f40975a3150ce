import { useMutation } from '@tanstack/react-query'
import { Download, X } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import { type ExportFilters, type ExportFormat, type ExportPath, takeExport } from '@/api/export'
import { useFormat } from '@/kernel/format'
import { toProblem } from '@/kernel/problem'
import { fileUrl, saveFile } from '@/kernel/save-file'
import { Button } from '@/ui/button'
import { Menu, MenuItem } from '@/ui/menu'
import { useToast } from '@/ui/toast'
import { messages } from './messages.en'

const words = messages.export
const formats: readonly ExportFormat[] = ['xlsx', 'csv']

export type ExportChoicesProps = {
  /** What can be taken: the list, and perhaps its lines. */
  lists: readonly { what: string; path: ExportPath; id?: string }[]
  filters: ExportFilters
}

/** What can be taken, and how far it has come. */
export default function ExportChoices({ lists, filters }: ExportChoicesProps): ReactNode {
  const { run, stop, received } = useExport(filters)
  const format = useFormat()
  const state = received
    ? words.received(format.count(Math.ceil(received / 1000)))
    : words.preparing
  return (
    <>
      <Menu
        trigger={
          <Button icon={<Download className="size-4" aria-hidden="true" />}>
            {run.isPending ? <span className="num">{state}</span> : words.action}
          </Button>
        }
      >
        {run.isPending ? (
          <MenuItem icon={<X className="size-4" aria-hidden="true" />} onSelect={stop}>
            {words.stop}
          </MenuItem>
        ) : (
          lists.flatMap(({ what, path, id }) =>
            formats.map((one) => (
              <MenuItem key={path + one} onSelect={() => run.mutate({ path, id, format: one })}>
                {words[one](what)}
              </MenuItem>
            )),
          )
        )}
      </Menu>
      <span role="status" className="sr-only">
        {run.isPending ? words.preparing : ''}
      </span>
    </>
  )
}

function useExport(filters: ExportFilters) {
  const toast = useToast()
  const [received, setReceived] = useState(0)
  const going = useRef(new AbortController())
  const run = useMutation({
    mutationFn: (wanted: { path: ExportPath; id: string | undefined; format: ExportFormat }) => {
      setReceived(0)
      going.current = new AbortController()
      const { signal } = going.current
      return takeExport({ ...wanted, filters, signal, onReceived: setReceived })
    },
    onSuccess: ({ file, name, rows }) => {
      saveFile(fileUrl(file), name)
      toast.done({ title: words.done, description: `${name}, ${words.rows(rows)}` })
    },
    onError: (thrown) => {
      if (going.current.signal.aborted) return
      const { title, detail, next } = toProblem(thrown)
      toast.failed({
        title: words.failed,
        description: [detail ?? title, next].filter(Boolean).join(' '),
      })
    },
  })
  return { run, received, stop: () => going.current.abort() }
}
