import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ImageUp } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { answer, api, etagOf } from '@/api/client'
import type { OrganisationView } from '@/api/schema.gen'
import { fieldErrors, toProblem } from '@/kernel/problem'
import { ActionButton, findAction } from '@/ui/action-button'
import { Button } from '@/ui/button'
import { Card } from '@/ui/card'
import { ProblemNotice } from '@/ui/error-state'
import { useToast } from '@/ui/toast'
import { messages } from '../messages.en'
import { logoQuery, organisationQuery } from './queries'

const words = messages.logo
const bytesMax = 262_144
const mediaTypes = ['image/png', 'image/jpeg']

/** The logo of printed orders: the one that is set, or the one that is about to be. */
export default function Logo({ organisation }: { organisation: OrganisationView }) {
  const [chosen, setChosen] = useState<File | null>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  const picker = useRef<HTMLInputElement>(null)
  const present = useQuery(logoQuery(organisation.logo?.sha256))
  const uploading = useUpload(organisation, () => setChosen(null))
  const choose = (file: File | undefined) => {
    uploading.reset()
    const why = file ? whyNot(file) : null
    setWrong(why)
    setChosen(file && !why ? file : null)
  }
  const shown = chosen ?? present.data ?? null
  const action = findAction(organisation.actions, 'organisation.set_logo')
  return (
    <Card title={words.title}>
      <div className="flex flex-col gap-3">
        <div className="grid min-h-36 place-items-center rounded-md bg-[oklch(1_0_0)] p-4 ring-1 ring-line">
          {shown ? (
            <Image image={shown} alt={words.alt(organisation.name)} />
          ) : (
            <span className="text-[oklch(0.45_0.015_175)] text-sm">{words.none}</span>
          )}
        </div>
        <p className="text-faint text-xs">
          {chosen ? words.preview : null}
          {!chosen && organisation.logo
            ? words.facts(organisation.logo.width_px, organisation.logo.height_px)
            : null}
        </p>
        <p className="text-muted text-sm">{words.lead}</p>
        {wrong ? (
          <p role="alert" className="text-bad text-sm">
            {wrong}
          </p>
        ) : null}
        {uploading.error ? <Refused thrown={uploading.error} /> : null}
        <input
          ref={picker}
          type="file"
          accept={mediaTypes.join(',')}
          aria-label={words.choose}
          tabIndex={-1}
          className="sr-only"
          onChange={(event) => {
            choose(event.target.files?.[0])
            event.target.value = ''
          }}
        />
        <div className="flex flex-wrap gap-2">
          <ActionButton
            action={action}
            icon={<ImageUp className="size-4" aria-hidden="true" />}
            onClick={() => picker.current?.click()}
          >
            {organisation.logo || chosen ? words.replace : words.choose}
          </ActionButton>
          {chosen ? (
            <>
              <Button
                look="primary"
                isBusy={uploading.isPending}
                onClick={() => uploading.mutate(chosen)}
              >
                {words.upload}
              </Button>
              <Button look="ghost" onClick={() => setChosen(null)}>
                {messages.cancel}
              </Button>
            </>
          ) : null}
        </div>
      </div>
    </Card>
  )
}

function whyNot(file: File): string | null {
  if (!mediaTypes.includes(file.type)) return words.wrongType
  return file.size > bytesMax ? words.tooLarge : null
}

function useUpload(organisation: OrganisationView, onDone: () => void) {
  const cache = useQueryClient()
  const toast = useToast()
  return useMutation({
    mutationFn: (file: File) =>
      answer(
        api.PUT('/v1/organisation/logo', {
          params: { header: { 'If-Match': etagOf(organisation.revision) } },
          headers: { 'Content-Type': file.type },
          body: '',
          bodySerializer: () => file,
        }),
      ),
    onSuccess: (saved) => {
      cache.setQueryData(organisationQuery.queryKey, saved)
      toast.done({ title: words.uploaded })
      onDone()
    },
  })
}

function Refused({ thrown }: { thrown: unknown }) {
  const problem = toProblem(thrown)
  return (
    <ProblemNotice problem={{ ...problem, detail: fieldErrors(problem).body ?? problem.detail }} />
  )
}

function Image({ image, alt }: { image: Blob; alt: string }) {
  const url = useMemo(() => URL.createObjectURL(image), [image])
  useEffect(() => () => URL.revokeObjectURL(url), [url])
  return <img src={url} alt={alt} className="max-h-40 max-w-full object-contain" />
}
