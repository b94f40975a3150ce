import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { Eye } from 'lucide-react'
import { type ReactNode, useEffect, useEffectEvent } from 'react'
import { useMe } from '@/access/me'
import { reading } from '@/api/reading'
import { useFormat } from '@/kernel/format'
import { toProblem } from '@/kernel/problem'
import { words } from '@/platform/support_access/words.en'
import { Button } from '@/ui/button'
import { useToast } from '@/ui/toast'
import { leaveReading } from './leave-reading'

/** Says to an operator whose organisation they read and until when, on every screen; and lets them leave. */
export default function SupportBar(): ReactNode {
  const { organisation } = useMe()
  const format = useFormat()
  const lent = reading()
  const router = useRouter()
  const cache = useQueryClient()
  const toast = useToast()
  const over = useEffectEvent(() => void leaveReading(router, cache, true))
  const closesAtMs = lent?.closesAtMs
  useEffect(() => {
    if (closesAtMs === undefined) return
    const timer = setTimeout(() => over(), Math.max(0, closesAtMs - Date.now()))
    return () => clearTimeout(timer)
  }, [closesAtMs])
  const leaving = useMutation({
    mutationFn: async () => {
      await lent?.leave()
      await leaveReading(router, cache, false)
    },
    onError: (thrown) => {
      const { title, detail } = toProblem(thrown)
      toast.failed({ title: words.leaveFailed, description: detail ?? title })
    },
  })
  if (closesAtMs === undefined) return null
  return (
    <section
      aria-label={words.bar}
      data-theme="dark"
      className="sticky bottom-0 z-30 flex flex-wrap items-center gap-x-3 gap-y-2 border-line border-t bg-accent-soft px-3 py-2 text-ink text-sm md:px-6"
    >
      <Eye className="size-4 shrink-0" aria-hidden="true" />
      <p className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        {words.reads(organisation.name, format.time(new Date(closesAtMs).toISOString()))}
      </p>
      <Button size="sm" isBusy={leaving.isPending} onClick={() => leaving.mutate()}>
        {words.leave}
      </Button>
    </section>
  )
}
