import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { answerWithEtag, api, etagOf } from '@/api/client'
import { fieldErrors, type Problem, toProblem } from '@/kernel/problem'
import {
  type Edits,
  isWorthTrying,
  mappingFaults,
  mapRequest,
  noEdits,
  type Source,
  type Translation,
  withoutTried,
  withSource,
  withTranslation,
} from './mapping'
import { importQuery, onImport, type SeenImport } from './queries'

/** The mapping while somebody changes it, and the tries that follow each change. */
export type Trying = {
  edits: Edits
  isRunning: boolean
  /** Whether something chosen has not been tried. */
  isBehind: boolean
  problem: Problem | null
  /** What the server says against single fields, by their names. */
  faults: Readonly<Record<string, string>>
  setSource: (field: string, source: Source) => void
  translate: (translation: Translation) => void
  retry: () => void
  reload: () => void
  isReloading: boolean
}

/**
 * Each change is tried at once, one try after the other; what is chosen while one runs goes with the next.
 * A refused or lost try keeps every choice, and the next change, or a word, tries them all again.
 */
export function useTrying(seen: SeenImport): Trying {
  const { id } = seen.import
  const cache = useQueryClient()
  const [edits, setEdits] = useState(noEdits)
  const key = importQuery(id).queryKey
  const trying = useMutation({
    mutationFn: (sent: Edits) => {
      const { import: newest, etag } = cache.getQueryData(key) ?? seen
      const call = api.POST('/v1/imports/{id}/map', {
        params: onImport(id, etag),
        body: mapRequest(newest, sent),
      })
      return answerWithEtag(call)
    },
    onSuccess: ({ body, etag }, sent) => {
      cache.setQueryData(key, { import: body, etag: etag ?? etagOf(body.revision) })
      setEdits((now) => withoutTried(now, sent))
    },
  })
  const reloading = useMutation({
    mutationFn: () => cache.fetchQuery({ ...importQuery(id), staleTime: 0 }),
    onSuccess: () => trying.reset(),
  })
  const { isPending, isError, mutate, reset } = trying
  const isBehind = isWorthTrying(edits)
  useEffect(() => {
    if (isBehind && !isPending && !isError) mutate(edits)
  }, [isBehind, isPending, isError, mutate, edits])
  const change = (next: (old: Edits) => Edits) => {
    setEdits(next)
    if (isError) reset()
  }
  const problem = trying.error ? toProblem(trying.error) : null
  return {
    edits,
    isRunning: isPending,
    isBehind,
    problem,
    faults:
      problem && trying.variables
        ? mappingFaults(mapRequest(seen.import, trying.variables), fieldErrors(problem))
        : {},
    setSource: (field, source) => change((old) => withSource(old, field, source)),
    translate: (translation) => change((old) => withTranslation(old, translation)),
    retry: reset,
    reload: () => reloading.mutate(),
    isReloading: reloading.isPending,
  }
}
