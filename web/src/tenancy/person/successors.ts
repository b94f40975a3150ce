import type { OpenWork, Successors } from '@/api/schema.gen'
import type { Option } from '@/ui/option'

/** Who was chosen to go on with what, by the name of the field that the server knows it by. */
export type Chosen = {
  heads: Readonly<Record<string, Option>>
  approvals: Option | null
  documents: Option | null
}

export const nobody: Chosen = { heads: {}, approvals: null, documents: null }

/** Whether somebody must approve in their place. */
export function needsApprover(open: OpenWork): boolean {
  return open.approvals.some((step) => step.needs_successor)
}

/** As the server takes it; what is not open is not sent. */
export function successorsOf(open: OpenWork, chosen: Chosen): Successors {
  const heads = open.departments.flatMap(({ id }) => {
    const head = chosen.heads[id]
    return head ? [{ department_id: id, person_id: head.value }] : []
  })
  return {
    heads,
    ...(needsApprover(open) && chosen.approvals ? { approvals_to: chosen.approvals.value } : {}),
    ...(open.documents.length > 0 && chosen.documents
      ? { documents_to: chosen.documents.value }
      : {}),
  }
}

/** Whether somebody is chosen for all that needs somebody. */
export function isCovered(open: OpenWork, chosen: Chosen): boolean {
  return (
    open.departments.every(({ id }) => chosen.heads[id]) &&
    (!needsApprover(open) || chosen.approvals !== null) &&
    (open.documents.length === 0 || chosen.documents !== null)
  )
}

/** What the server said of a department's new head, whose place is that among those that were sent. */
export function headError(
  open: OpenWork,
  chosen: Chosen,
  errors: Record<string, string>,
  department: string,
): string | undefined {
  const sent = successorsOf(open, chosen).heads ?? []
  const place = sent.findIndex((head) => head.department_id === department)
  return errors[`successors.heads.${place}.person_id`]
}
