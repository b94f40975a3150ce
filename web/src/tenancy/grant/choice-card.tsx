import { type ReactNode, useId } from 'react'
import { Card } from '@/ui/card'
import { FieldError } from '@/ui/field'

type ChoiceCardProps = {
  title: string
  lead: ReactNode
  error: string | undefined
  /** What stands above the choices, to find them by for instance. */
  finder?: ReactNode
  children: ReactNode
}

/** Choices that are one field together: what is wrong with them is told where they begin, and the focus goes there. */
export function ChoiceCard({ title, lead, error, finder, children }: ChoiceCardProps) {
  const id = useId()
  return (
    <Card title={title} isFlush>
      <fieldset
        tabIndex={-1}
        data-fault={error ? true : undefined}
        aria-label={title}
        aria-describedby={error ? `${id}-lead ${id}-error` : `${id}-lead`}
        className="min-w-0 outline-none"
      >
        <div className="flex flex-col gap-3 px-5 pb-3.5 max-sm:px-4">
          <div id={`${id}-lead`} className="flex flex-col gap-1.5 text-muted text-sm">
            {lead}
          </div>
          {finder}
          {error ? <FieldError id={`${id}-error`}>{error}</FieldError> : null}
        </div>
        {children}
      </fieldset>
    </Card>
  )
}
