import type { RequisitionDocument } from '@/api/schema.gen'
import { draftOfAdjustment } from '../adjustment/draft'
import { commonRequest, type Draft, textOf } from '../document/draft'
import type { TextSpec } from '../document/draft-details'
import { draftOf, withBlankEnd } from '../line/draft'
import { messages as shared } from '../messages.en'

export const requisitionTexts: readonly TextSpec[] = [
  { field: 'note', label: shared.form.note, isLong: true },
]

export function requisitionRequest(draft: Draft) {
  return { ...commonRequest(draft), note: textOf(draft, 'note') }
}

/** Of one that exists: its department can be changed and not be emptied. */
export function requisitionChange(draft: Draft) {
  const { department_id, ...rest } = requisitionRequest(draft)
  return department_id === null ? rest : { ...rest, department_id }
}

export function draftOfRequisition(
  requisition: RequisitionDocument,
  unitName: (code: string) => string,
): Draft {
  const { department, supplier } = requisition
  return {
    title: requisition.title,
    currency: requisition.currency,
    department: { value: department.id, label: department.name },
    supplier: supplier ? { value: supplier.id, label: supplier.name } : null,
    address: requisition.delivery_address?.id ?? '',
    need_by: requisition.need_by ?? '',
    texts: { note: requisition.note ?? '' },
    adjustments: requisition.adjustments.map(draftOfAdjustment),
    lines: withBlankEnd(
      requisition.lines.map((line) => {
        const draft = draftOf(line, unitName)
        return { ...draft, kept: { ...draft.kept, supplier_id: line.supplier?.id ?? null } }
      }),
      null,
    ),
  }
}
