import { Building2, FileText } from 'lucide-react'
import { useId } from 'react'
import { classNames } from '@/ui/class-names'
import { FieldError } from '@/ui/field'
import { messages } from './messages.en'
import { type ImportKind, importKinds } from './search'

const words = messages.create
const looks = {
  suppliers: { Icon: Building2, detail: words.suppliersDetail },
  purchase_orders: { Icon: FileText, detail: words.ordersDetail },
}

export type OpenKinds = Readonly<Record<ImportKind, boolean>>

type KindFieldProps = {
  kind: ImportKind | null
  open: OpenKinds
  error: string | null
  onKind: (kind: ImportKind) => void
}

/** What a file holds: each kind says what becomes of its rows, and a closed one says why. */
export function KindField({ kind, open, error, onKind }: KindFieldProps) {
  const id = useId()
  return (
    <fieldset aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="mb-1.5 font-[530] text-sm">{words.kind}</legend>
      <div className="grid gap-2.5 sm:grid-cols-2">
        {importKinds.map((one) => (
          <Choice
            key={one}
            kind={one}
            name={id}
            isChosen={one === kind}
            isOpen={open[one]}
            onChoose={() => onKind(one)}
          />
        ))}
      </div>
      {error ? (
        <FieldError id={`${id}-error`} isAlert>
          {error}
        </FieldError>
      ) : null}
      {kind ? (
        <p className="mt-2.5 text-muted text-sm">
          <span className="font-[530] text-ink">{words.needed}</span> {words.neededOf[kind]}
        </p>
      ) : null}
    </fieldset>
  )
}

type ChoiceProps = {
  kind: ImportKind
  name: string
  isChosen: boolean
  isOpen: boolean
  onChoose: () => void
}

function Choice({ kind, name, isChosen, isOpen, onChoose }: ChoiceProps) {
  const id = useId()
  const { Icon, detail } = looks[kind]
  return (
    <label
      htmlFor={id}
      className={classNames(
        'relative flex gap-3 rounded-lg border p-3.5 transition-colors has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2',
        isChosen ? 'border-accent bg-accent-soft' : 'border-line-strong bg-surface',
        isOpen ? 'cursor-pointer hover:border-accent' : 'cursor-not-allowed bg-sunken',
      )}
    >
      <Icon
        className={classNames('mt-0.5 size-5 shrink-0', isChosen ? 'text-accent' : 'text-faint')}
        strokeWidth={1.75}
        aria-hidden="true"
      />
      <span className="min-w-0 flex-1">
        <span id={`${id}-name`} className="block font-[550] text-base">
          {messages.kind[kind]}
        </span>
        <span id={`${id}-detail`} className="mt-0.5 block text-muted text-xs">
          {isOpen ? detail : words.deniedKind[kind]}
        </span>
      </span>
      <input
        id={id}
        type="radio"
        name={name}
        value={kind}
        checked={isChosen}
        disabled={!isOpen}
        onChange={onChoose}
        aria-labelledby={`${id}-name`}
        aria-describedby={`${id}-detail`}
        className="mt-1 size-4 shrink-0 appearance-none rounded-full border border-control bg-surface outline-none checked:border-[5px] checked:border-accent disabled:opacity-55"
      />
    </label>
  )
}
