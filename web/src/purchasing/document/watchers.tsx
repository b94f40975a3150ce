import { useMutation, useQueryClient } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useCan } from '@/access/can'
import type { Watcher } from '@/api/schema.gen'
import { toProblem } from '@/kernel/problem'
import { Avatar } from '@/ui/avatar'
import { Combobox } from '@/ui/combobox'
import { ProblemNotice } from '@/ui/error-state'
import { IconButton } from '@/ui/icon-button'
import { usePeopleChoices } from '../choices'
import { messages } from '../messages.en'

const words = messages.activity

type WatchersProps = {
  watchers: readonly Watcher[]
  onAdd: (personId: string) => Promise<unknown>
  onRemove: (personId: string) => Promise<unknown>
  queryKey: readonly unknown[]
}

/** Who sees the document besides those who see all of them. */
export function DocumentWatchers({ watchers, onAdd, onRemove, queryKey }: WatchersProps) {
  const cache = useQueryClient()
  const canAdd = useCan('watcher.add')
  const canRemove = useCan('watcher.remove')
  const onSuccess = () => cache.invalidateQueries({ queryKey })
  const adding = useMutation({ mutationFn: onAdd, onSuccess })
  const removing = useMutation({ mutationFn: onRemove, onSuccess })
  const people = usePeopleChoices()
  const error = adding.error ?? removing.error
  return (
    <section aria-label={words.watchers} className="mt-5 border-line border-t pt-4">
      <h3 className="font-[550] text-sm">{words.watchers}</h3>
      <p className="text-faint text-xs">{words.watchersDetail}</p>
      <ul className="mt-2.5 flex flex-col gap-1.5">
        {watchers.map((watcher) => (
          <li key={watcher.person_id} className="flex min-h-8 items-center gap-2.5 text-sm">
            <Avatar name={watcher.name} size="sm" />
            <span className="min-w-0 flex-1 truncate">{watcher.name}</span>
            <span className="text-faint text-xs">
              {words.because[watcher.because] ?? watcher.because}
            </span>
            {canRemove && ['asked', 'mentioned'].includes(watcher.because) ? (
              <IconButton
                label={words.removeWatcher(watcher.name)}
                icon={<X className="size-3.5" aria-hidden="true" />}
                onClick={() => removing.mutate(watcher.person_id)}
              />
            ) : null}
          </li>
        ))}
      </ul>
      {error ? <ProblemNotice problem={toProblem(error)} /> : null}
      {canAdd ? (
        <Combobox
          label={words.addWatcher}
          isLabelHidden
          placeholder={words.addWatcher}
          className="mt-2"
          {...people}
          options={people.options.filter(
            (one) => !watchers.some((watcher) => watcher.person_id === one.value),
          )}
          value={null}
          onValueChange={(person) => {
            if (person) adding.mutate(person.value)
          }}
        />
      ) : null}
    </section>
  )
}
