import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useId, useRef } from 'react'
import { toProblem } from '@/kernel/problem'
import { ActionButton, findAction } from '@/ui/action-button'
import { Button } from '@/ui/button'
import { Drawer } from '@/ui/drawer'
import { ErrorState } from '@/ui/error-state'
import { TableSkeleton } from '@/ui/skeleton'
import { useToast } from '@/ui/toast'
import { messages } from '../messages.en'
import { useMasterPlace } from './place'

type Actions = Parameters<typeof findAction>[0]

type MasterDrawerProps = {
  title: string
  isBusy: boolean
  onSubmit: () => void
  children: ReactNode
  submit: string
  /** Given for a thing that is there: what the server lets this person do with it. */
  actions?: Actions
  permission?: string
  /** A further act, at the left of the foot. */
  aside?: ReactNode
}

/** The form of one thing of the list; Escape and the cross lead back to it. */
export function MasterDrawer(props: MasterDrawerProps) {
  const { open } = useMasterPlace()
  const id = useId()
  const form = useRef<HTMLFormElement>(null)
  const action = props.permission ? findAction(props.actions, props.permission) : undefined
  return (
    <Drawer
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : open(undefined))}
      title={props.title}
      firstFocus={() => form.current?.querySelector('input')}
      footer={
        <>
          {props.aside}
          <span className="flex-1" />
          <Button onClick={() => open(undefined)}>{messages.cancel}</Button>
          {props.permission ? (
            <ActionButton
              action={action}
              type="submit"
              form={id}
              look="primary"
              isBusy={props.isBusy}
            >
              {props.submit}
            </ActionButton>
          ) : (
            <Button type="submit" form={id} look="primary" isBusy={props.isBusy}>
              {props.submit}
            </Button>
          )}
        </>
      }
    >
      <form
        ref={form}
        id={id}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (!props.permission || (action && !action.closed_because)) props.onSubmit()
        }}
      >
        {props.children}
      </form>
    </Drawer>
  )
}

type WaitingProps = {
  title: string
  query: { data: undefined; error: unknown; refetch: () => unknown }
}

/** The drawer while its thing is on its way, or when it cannot be had. */
export function WaitingDrawer({ title, query }: WaitingProps) {
  const { open } = useMasterPlace()
  return (
    <Drawer isOpen onOpenChange={() => open(undefined)} title={title}>
      {query.error ? (
        <ErrorState problem={toProblem(query.error)} onRetry={() => void query.refetch()} />
      ) : (
        <TableSkeleton rows={4} />
      )}
    </Drawer>
  )
}

type RetireProps = {
  item: { name: string; is_active: boolean; actions: Actions }
  permission: string
  send: (isActive: boolean) => Promise<unknown>
  stale: readonly QueryKey[]
}

/** Takes one out of use, or into use again; nothing is lost either way. */
export function RetireButton({ item, permission, send, stale }: RetireProps) {
  const cache = useQueryClient()
  const toast = useToast()
  const { open } = useMasterPlace()
  const turning = useMutation({
    mutationFn: () => send(!item.is_active),
    onSuccess: async () => {
      const tell = item.is_active ? messages.isRetired : messages.isRestored
      toast.done({ title: tell(item.name) })
      open(undefined)
      await Promise.all(stale.map((queryKey) => cache.invalidateQueries({ queryKey })))
    },
    onError: (thrown) => {
      const { title, detail } = toProblem(thrown)
      toast.failed({ title, ...(detail ? { description: detail } : {}) })
    },
  })
  return (
    <ActionButton
      action={findAction(item.actions, permission)}
      look={item.is_active ? 'danger' : 'plain'}
      title={item.is_active ? messages.retireHint : undefined}
      isBusy={turning.isPending}
      onClick={() => turning.mutate()}
    >
      {item.is_active ? messages.retire : messages.restore}
    </ActionButton>
  )
}
