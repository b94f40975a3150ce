import type { ReactNode } from 'react'
import type { OpenWork } from '@/api/schema.gen'
import { Notice } from '@/ui/notice'
import type { Option } from '@/ui/option'
import { Pill } from '@/ui/pill'
import { words } from './leaving-words.en'
import { PersonPicker } from './person-picker'
import { type Chosen, headError, needsApprover } from './successors'

const shownMax = 5

type OpenWorkProps = {
  open: OpenWork
  chosen: Chosen
  onChange: (chosen: Chosen) => void
  /** Whether what is missing is said. */
  isTried: boolean
  /** What the server said, by field. */
  errors: Record<string, string>
}

/** What is open with somebody, and who goes on with each part of it. */
export function OpenWorkFields({ open, chosen, onChange, isTried, errors }: OpenWorkProps) {
  const missing = (person: Option | null | undefined) =>
    isTried && !person ? words.needSuccessor : undefined
  const needed = open.approvals.filter((step) => step.needs_successor)
  return (
    <>
      {open.is_nothing ? <Notice tone="info">{words.nothing}</Notice> : null}
      {open.departments.length > 0 ? (
        <Part title={words.departments}>
          {open.departments.map(({ id, name }) => (
            <PersonPicker
              key={id}
              label={words.head(name)}
              except={open.person_id}
              error={missing(chosen.heads[id]) ?? headError(open, chosen, errors, id)}
              value={chosen.heads[id] ?? null}
              onChange={(head) => onChange({ ...chosen, heads: withHead(chosen.heads, id, head) })}
            />
          ))}
        </Part>
      ) : null}
      {needsApprover(open) ? (
        <Part title={words.approvals}>
          <Few
            rows={needed.map(({ document_id, step_name, ...document }) => ({
              ...document,
              id: `${document_id} ${step_name}`,
              aside: step_name,
            }))}
          />
          <PersonPicker
            label={words.approvalsTo}
            hint={words.approvalsHint}
            except={open.person_id}
            error={missing(chosen.approvals) ?? errors['successors.approvals_to']}
            value={chosen.approvals}
            onChange={(approvals) => onChange({ ...chosen, approvals })}
          />
        </Part>
      ) : null}
      {open.documents.length > 0 ? (
        <Part title={words.documents}>
          <Few
            rows={open.documents.map(({ is_draft, ...document }) => ({
              ...document,
              aside: is_draft ? words.draft : undefined,
            }))}
          />
          <PersonPicker
            label={words.documentsTo}
            hint={words.documentsHint}
            except={open.person_id}
            error={missing(chosen.documents) ?? errors['successors.documents_to']}
            value={chosen.documents}
            onChange={(documents) => onChange({ ...chosen, documents })}
          />
        </Part>
      ) : null}
      <Others open={open} />
    </>
  )
}

function withHead(heads: Chosen['heads'], id: string, head: Option | null): Chosen['heads'] {
  const { [id]: _, ...others } = heads
  return head ? { ...others, [id]: head } : others
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="flex flex-col gap-3 rounded-md bg-sunken px-4 py-3">
      <p className="eyebrow">{title}</p>
      {children}
    </section>
  )
}

type Row = {
  id: string
  kind: keyof typeof words.kinds
  number?: string | null
  title: string
  aside: string | undefined
}

function Few({ rows }: { rows: readonly Row[] }) {
  const more = rows.length - shownMax
  return (
    <ul className="flex flex-col gap-1.5 text-sm">
      {rows.slice(0, shownMax).map((row) => (
        <li key={row.id} className="flex flex-wrap items-center gap-2 [overflow-wrap:anywhere]">
          <span>
            {words.kinds[row.kind]} {row.number ?? ''} {row.title}
          </span>
          {row.aside ? <Pill tone="calm">{row.aside}</Pill> : null}
        </li>
      ))}
      {more > 0 ? <li className="text-muted">{words.more(more)}</li> : null}
    </ul>
  )
}

function Others({ open: { others } }: { open: OpenWork }) {
  const counted = [
    others.suppliers > 0 ? words.suppliers(others.suppliers) : null,
    others.policy_drafts > 0 ? words.policyDrafts(others.policy_drafts) : null,
    others.grants > 0 ? words.grants(others.grants) : null,
    others.api_keys > 0 ? words.apiKeys(others.api_keys) : null,
    others.imports > 0 ? words.imports(others.imports) : null,
  ].filter((count) => count !== null)
  if (counted.length === 0) return null
  return (
    <p className="text-muted text-sm">
      {words.others}: {counted.join(', ')}.
    </p>
  )
}
