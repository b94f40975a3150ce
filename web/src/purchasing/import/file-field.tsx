import { FileSpreadsheet, Upload, X } from 'lucide-react'
import { type DragEvent, useId, useRef, useState } from 'react'
import { buttonClass } from '@/ui/button'
import { classNames } from '@/ui/class-names'
import { FieldError } from '@/ui/field'
import { IconButton } from '@/ui/icon-button'
import { useLocale } from '@/ui/locale'
import { fileSize } from './file-fault'
import { messages } from './messages.en'

const words = messages.create

type FileFieldProps = {
  file: File | null
  error: string | null
  onFile: (file: File | null) => void
}

/** One file, chosen by the browser's own dialog or dropped; the limits stand before the choice, the faults beside it. */
export function FileField({ file, error, onFile }: FileFieldProps) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setIsOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setIsOver(false)
    onFile(event.dataTransfer.files.item(0))
  }
  const remove = () => {
    if (input.current) {
      input.current.value = ''
      input.current.focus()
    }
    onFile(null)
  }
  return (
    <div>
      <span id={`${id}-label`} className="mb-1 block font-[530] text-sm">
        {words.file}
      </span>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way more; the input inside is the one for all. */}
      <div
        onDragOver={(event) => {
          event.preventDefault()
          setIsOver(true)
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
        className={classNames(
          'relative flex flex-col items-center gap-3 rounded-lg border border-dashed px-5 py-8 text-center transition-colors has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2',
          isOver ? 'border-accent bg-accent-soft' : 'border-control bg-sunken',
          error && 'border-bad-dot',
        )}
      >
        <input
          ref={input}
          id={id}
          type="file"
          accept=".csv,.tsv,.txt,.xlsx,.xlsm,text/csv,text/plain,text/tab-separated-values"
          aria-labelledby={`${id}-label`}
          aria-describedby={`${id}-limits ${error ? `${id}-error` : ''}`}
          aria-invalid={error ? true : undefined}
          onChange={(event) => onFile(event.target.files?.item(0) ?? null)}
          className="absolute inset-0 cursor-pointer opacity-0"
        />
        {file ? <Chosen file={file} onRemove={remove} /> : <Invitation />}
      </div>
      <p id={`${id}-limits`} className="mt-1.5 text-faint text-xs">
        {words.limits}
      </p>
      {error ? (
        <FieldError id={`${id}-error`} isAlert>
          {error}
        </FieldError>
      ) : null}
    </div>
  )
}

function Invitation() {
  return (
    <>
      <Upload className="size-6 text-faint" strokeWidth={1.75} aria-hidden="true" />
      <span className="text-muted text-sm max-md:hidden">{words.drop}</span>
      <span aria-hidden="true" className={buttonClass()}>
        {words.choose}
      </span>
    </>
  )
}

function Chosen({ file, onRemove }: { file: File; onRemove: () => void }) {
  const { locale } = useLocale()
  return (
    <>
      <span className="flex w-full max-w-md items-center gap-3 rounded-lg bg-surface px-3 py-2.5 text-left shadow-card ring-1 ring-line">
        <FileSpreadsheet
          className="size-5 shrink-0 text-accent"
          strokeWidth={1.75}
          aria-hidden="true"
        />
        <span className="min-w-0 flex-1 leading-snug" role="status">
          <span className="block truncate font-[550] text-sm">{file.name}</span>
          <span className="num block text-faint text-xs">{fileSize(file.size, locale)}</span>
        </span>
        <span className="relative">
          <IconButton
            label={words.remove}
            icon={<X className="size-4" aria-hidden="true" />}
            onClick={onRemove}
          />
        </span>
      </span>
      <span aria-hidden="true" className={buttonClass('plain', 'sm')}>
        {words.chooseOther}
      </span>
    </>
  )
}
