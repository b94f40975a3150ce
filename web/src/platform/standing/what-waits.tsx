import { useFormat } from '@/kernel/format'
import { DescriptionList } from '@/ui/description-list'
import { messages } from '../messages.en'
import type { Waiting } from './acts'

const words = messages.standing

/** What was asked for, why, by whom, and until when it waits. */
export function WhatWaits({ waiting }: { waiting: Waiting }) {
  const { act, reason, asked_by_name, asked_at, expires_at } = waiting
  const format = useFormat()
  return (
    <DescriptionList
      facts={[
        { term: words.what, value: words.waiting[act].asked },
        { term: words.reason, value: reason },
        { term: words.askedBy, value: asked_by_name },
        { term: words.askedAt, value: format.instant(asked_at) },
        { term: words.lapses, value: format.instant(expires_at) },
      ]}
    />
  )
}
