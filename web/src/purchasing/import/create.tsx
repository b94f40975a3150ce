import { useMutation, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link, useBlocker, useRouter } from '@tanstack/react-router'
import { type FormEvent, type ReactNode, useRef, useState } from 'react'
import { useMayImport } from '@/access/may-import'
import { etagOf } from '@/api/client'
import { paths } from '@/app/paths'
import { fieldErrors, toProblem } from '@/kernel/problem'
import { Button, buttonClass } from '@/ui/button'
import { Card } from '@/ui/card'
import { ProblemNotice } from '@/ui/error-state'
import { useLocale } from '@/ui/locale'
import { Page, PageHeader, Trail } from '@/ui/page'
import { TextField } from '@/ui/text-field'
import { fileFault, fileSize } from './file-fault'
import { FileField } from './file-field'
import { KindField, type OpenKinds } from './kind-field'
import { foundText } from './mapping'
import { messages } from './messages.en'
import { importKeys, importQuery, upload } from './queries'
import type { ImportKind } from './search'

const route = getRouteApi('/signed-in/imports/new')
const words = messages.create

export default function NewImport(): ReactNode {
  const { kind: wanted } = route.useSearch()
  const open = useMayImport()
  const [kind, setKind] = useState(firstOpen(wanted, open))
  const [file, setFile] = useState<File | null>(null)
  const [sheet, setSheet] = useState('')
  const [faults, setFaults] = useState<Faults>(noFaults)
  const sending = useSending()
  const choose = (chosen: File | null) => {
    sending.reset()
    setFile(chosen)
    setFaults(noFaults)
  }
  const { locale } = useLocale()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (sending.isPending) return
    const found: Faults = {
      kind: kind ? null : words.needKind,
      file: file ? await fileFault(file, (bytes) => fileSize(bytes, locale)) : words.needFile,
    }
    setFaults(found)
    if (kind && file && found.file === null)
      sending.mutate({ kind, file, sheet: mayHaveSheets(file) ? sheet.trim() : '' })
  }
  const problem = sending.error ? toProblem(sending.error) : null
  const said = problem ? saidOfFile(fieldErrors(problem)) : null
  const saidOfSheet = problem ? fieldErrors(problem).sheet : undefined
  useBlocker({
    shouldBlockFn: () => sending.isPending && !sending.isLeaving.current,
    enableBeforeUnload: () => sending.isPending,
  })
  return (
    <Page isNarrow>
      <PageHeader
        title={words.title}
        summary={words.summary}
        trail={
          <Trail label={messages.trail} here={words.title}>
            <Link {...paths.imports()}>{messages.title}</Link>
          </Trail>
        }
      />
      <form noValidate onSubmit={(event) => void submit(event)}>
        <Card title={words.title} isTitleHidden>
          <div className="flex flex-col gap-5">
            <KindField
              kind={kind}
              open={open}
              error={faults.kind}
              onKind={(chosen) => {
                setKind(chosen)
                setFaults((old) => ({ ...old, kind: null }))
              }}
            />
            <FileField file={file} error={faults.file ?? said} onFile={choose} />
            {file && mayHaveSheets(file) ? (
              <TextField
                label={words.sheet}
                hint={words.sheetHint}
                isOptional
                autoComplete="off"
                maxLength={500}
                error={saidOfSheet ? foundText(saidOfSheet) : undefined}
                value={sheet}
                onChange={(event) => {
                  sending.reset()
                  setSheet(event.target.value)
                }}
              />
            ) : null}
            {problem && !said && !saidOfSheet ? <ProblemNotice problem={problem} /> : null}
            <div className="flex justify-end gap-2 max-sm:[&>*]:flex-1">
              <Link {...paths.imports()} className={buttonClass()}>
                {words.cancel}
              </Link>
              <Button type="submit" look="primary" isBusy={sending.isPending}>
                {words.submit}
              </Button>
            </div>
          </div>
        </Card>
      </form>
    </Page>
  )
}

type Faults = { kind: string | null; file: string | null }

const noFaults: Faults = { kind: null, file: null }

/** By its name alone: whether to ask is all that hangs on it. */
function mayHaveSheets(file: File): boolean {
  return /\.xls[xm]$/i.test(file.name)
}

function firstOpen(wanted: ImportKind | undefined, open: OpenKinds): ImportKind | null {
  return wanted && open[wanted] ? wanted : null
}

/** What the server says of the file itself stands beside it. */
function saidOfFile(errors: Record<string, string>): string | null {
  const said = [errors.body, errors.file_name, errors.file].filter((one) => one !== undefined)
  return said.length > 0 ? said.join(' ') : null
}

function useSending() {
  const cache = useQueryClient()
  const router = useRouter()
  const isLeaving = useRef(false)
  const sending = useMutation({
    mutationFn: upload,
    onSuccess: async (made) => {
      isLeaving.current = true
      await cache.invalidateQueries({ queryKey: importKeys.all })
      const seen = { import: made, etag: etagOf(made.revision) }
      cache.setQueryData(importQuery(made.id).queryKey, seen)
      await router.navigate({ ...paths.import(made.id), replace: true })
    },
  })
  return { ...sending, isLeaving }
}
