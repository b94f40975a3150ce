import { useMutation, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { answer, api } from '@/api/client'
import { toProblem } from '@/kernel/problem'
import { ActionButton, findAction } from '@/ui/action-button'
import { ProblemNotice } from '@/ui/error-state'
import { Notice } from '@/ui/notice'
import { ImportHeader } from './header'
import { jobMessages } from './job-messages.en'
import { mapRequest, noEdits } from './mapping'
import { messages } from './messages.en'
import { type Import, importKeys, onImport, type SeenImport } from './queries'

const words = jobMessages
const DiscardImport = lazy(() => import('./discard'))

/** That a job came to nothing, and why; the import is as it was before. */
export function Stopped({ subject: { job } }: { subject: Import }) {
  if (!job) return null
  const isFailed = job.state === 'failed'
  return (
    <Notice
      tone={isFailed ? 'bad' : 'info'}
      title={isFailed ? words.failed[job.act] : words.stopped[job.act]}
    >
      {job.failure?.text ?? words.asBefore}
    </Notice>
  )
}

/** A file that was uploaded and whose rows nobody has tried: the first try was stopped, or failed. */
export function Untried({ seen }: { seen: SeenImport }) {
  const { import: subject, etag } = seen
  const [isDiscarding, setIsDiscarding] = useState(false)
  const cache = useQueryClient()
  const trying = useMutation({
    mutationFn: () =>
      answer(
        api.POST('/v1/imports/{id}/map', {
          params: onImport(subject.id, etag),
          body: mapRequest(subject, noEdits),
        }),
      ),
    onSuccess: () => cache.invalidateQueries({ queryKey: importKeys.all }),
  })
  return (
    <>
      <ImportHeader
        subject={subject}
        actions={
          <>
            <ActionButton
              action={findAction(subject.actions, 'import.discard')}
              look="danger"
              onClick={() => setIsDiscarding(true)}
            >
              {messages.detail.discard}
            </ActionButton>
            <ActionButton
              action={findAction(subject.actions, 'import.map')}
              look="primary"
              isBusy={trying.isPending}
              onClick={() => trying.mutate()}
            >
              {words.tryAgain}
            </ActionButton>
          </>
        }
      />
      <div className="flex flex-col gap-4">
        <Stopped subject={subject} />
        {trying.error ? <ProblemNotice problem={toProblem(trying.error)} /> : null}
      </div>
      <Suspense>
        {isDiscarding ? <DiscardImport seen={seen} onClose={() => setIsDiscarding(false)} /> : null}
      </Suspense>
    </>
  )
}
