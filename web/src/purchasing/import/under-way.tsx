import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answer, api } from '@/api/client'
import { useFormat } from '@/kernel/format'
import { toProblem } from '@/kernel/problem'
import { ActionButton, findAction } from '@/ui/action-button'
import { Card } from '@/ui/card'
import { Meter } from '@/ui/meter'
import { useToast } from '@/ui/toast'
import { ImportHeader } from './header'
import { jobMessages } from './job-messages.en'
import { type Import, type ImportJob, importKeys } from './queries'

const words = jobMessages

type UnderWayProps = { subject: Import; job: ImportJob }

/** A job at work on an import: how far it is, and the way to stop it. It goes on when the page is left. */
export function UnderWay({ subject, job }: UnderWayProps) {
  const format = useFormat()
  const { done, total, act, state } = job
  const percent = total > 0 ? (100 * done) / total : 0
  const hasBegun = state !== 'waiting' && done > 0
  return (
    <>
      <ImportHeader subject={subject} actions={<Stop subject={subject} job={job} />} />
      <Card title={words.act[act](subject.kind)}>
        <div className="flex flex-col gap-3">
          <Meter percent={percent} label={words.act[act](subject.kind)} />
          <p className="num text-sm">
            {hasBegun
              ? words.progress[act](format.count(done), format.count(total))
              : words.begins(format.count(total))}
          </p>
          <p className="text-muted text-sm">{words.effect[act]}</p>
          <p role="status" aria-live="polite" className="sr-only">
            {state === 'stopping' ? words.stopping : words.spoken(tenth(percent))}
          </p>
        </div>
      </Card>
    </>
  )
}

/** Spoken in steps of ten percent, so that a long job does not talk without end. */
function tenth(percent: number): number {
  return Math.floor(percent / 10) * 10
}

function Stop({ subject, job }: UnderWayProps) {
  const cache = useQueryClient()
  const toast = useToast()
  const stopping = useMutation({
    mutationFn: () =>
      answer(api.POST('/v1/imports/{id}/cancel', { params: { path: { id: subject.id } } })),
    onSettled: () => cache.invalidateQueries({ queryKey: importKeys.all }),
    onError: (thrown) => {
      const { title, detail } = toProblem(thrown)
      toast.failed({ title: words.notStopped, description: detail ?? title })
    },
  })
  const isStopping = stopping.isPending || job.state === 'stopping'
  return (
    <ActionButton
      action={findAction(subject.actions, 'import.cancel')}
      look="danger"
      isBusy={isStopping}
      onClick={() => stopping.mutate()}
    >
      {words.stop}
    </ActionButton>
  )
}
