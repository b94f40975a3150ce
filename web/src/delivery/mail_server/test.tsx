import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Server } from 'lucide-react'
import { answer, api } from '@/api/client'
import type { MailServerView } from '@/api/schema.gen'
import { useFormat } from '@/kernel/format'
import { toProblem } from '@/kernel/problem'
import { ActionButton, findAction } from '@/ui/action-button'
import { Card } from '@/ui/card'
import { DescriptionList } from '@/ui/description-list'
import { EmptyState } from '@/ui/empty-state'
import { useToast } from '@/ui/toast'
import { isTested, mailServerQuery } from './queries'
import { RemoveMailServer } from './remove'
import { words } from './words.en'

/** How it stands: when and by whom the password was set, what the last test said, and what can be done. */
export default function Standing({ view }: { view: MailServerView }) {
  const format = useFormat()
  const { server, password, last_test: test } = view
  if (!server)
    return (
      <EmptyState icon={<Server />} title={words.none}>
        {words.noneDetail}
      </EmptyState>
    )
  return (
    <Card title={server.host}>
      <DescriptionList
        facts={[
          {
            term: words.passwordSet,
            value: password ? (
              <time dateTime={password.set_at} title={format.instantExact(password.set_at)}>
                {words.setBy(format.ago(password.set_at), password.set_by_name)}
              </time>
            ) : null,
          },
          {
            term: words.fingerprint,
            value: password ? (
              <>
                <code>{password.fingerprint}</code>
                <span className="block text-muted text-xs">{words.fingerprintHint}</span>
              </>
            ) : null,
          },
          {
            term: words.lastTest,
            value: test ? (
              <div role="status">
                {words.tested[test.state](format.ago(test.ended_at ?? test.asked_at))}
                {test.reply ? (
                  <p className="mt-0.5 font-mono text-xs">
                    <span className="sr-only">{words.replied}: </span>
                    {test.reply}
                  </p>
                ) : null}
              </div>
            ) : null,
          },
        ]}
      />
      <div className="mt-4 flex flex-wrap justify-end gap-2">
        <RemoveMailServer view={view} />
        <TestMailServer view={view} />
      </div>
    </Card>
  )
}

/** Sends whoever asks a mail by that server. */
function TestMailServer({ view }: { view: MailServerView }) {
  const cache = useQueryClient()
  const toast = useToast()
  const testing = useMutation({
    mutationFn: () => answer(api.POST('/v1/mail-server/test')),
    onSuccess: (tested) => {
      cache.setQueryData(mailServerQuery.queryKey, tested)
      toast.done({ title: words.testing })
    },
    onError: (thrown) => {
      const { title, next } = toProblem(thrown)
      toast.failed({ title, ...(next ? { description: next } : {}) })
    },
    onSettled: () => cache.invalidateQueries({ queryKey: ['mails'] }),
  })
  return (
    <ActionButton
      action={findAction(view.actions, 'mail_server.test')}
      isBusy={testing.isPending || isTested(view)}
      onClick={() => testing.mutate()}
    >
      {words.test}
    </ActionButton>
  )
}
