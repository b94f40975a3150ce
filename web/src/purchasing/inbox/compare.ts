import type {
  Action,
  Money,
  PurchaseOrderDetails,
  RequisitionDocument,
  WaitingApproval,
} from '@/api/schema.gen'

/** How many are approved at once at most: what one can still look through. */
export const bulkMax = 20

/** One document that waits, as far as it is compared with others. */
export type Compared = {
  key: string
  kind: WaitingApproval['kind']
  id: string
  /** The tag of the revision that is compared, and approved. */
  etag: string
  title: string
  number: string | null
  total: Money
  supplier: string | null
  department: string | null
  requester: string
  categories: readonly string[]
  step: string
  /** Whether it may be approved by who looks, as the server says. */
  approve: Action | undefined
}

export function keyOf(approval: WaitingApproval): string {
  return `${approval.route_id} ${approval.step}`
}

/** Only what is of one kind, waits at one step and stands in one currency is approved together. */
export function isAlike(one: WaitingApproval, other: WaitingApproval): boolean {
  return (
    one.kind === other.kind &&
    one.step_name === other.step_name &&
    one.total.currency === other.total.currency
  )
}

type Document = PurchaseOrderDetails | RequisitionDocument

/** What is compared of a document as it was read. */
export function comparedOf(
  approval: WaitingApproval,
  { document, etag }: { document: Document; etag: string },
): Compared {
  const { kind, document_id, step_name } = approval
  const categories = document.lines.flatMap((line) => (line.category ? [line.category.name] : []))
  const approveName = kind === 'requisition' ? 'requisition.approve' : 'purchase_order.approve'
  return {
    key: keyOf(approval),
    kind,
    id: document_id,
    etag,
    title: document.title,
    number: document.number ?? null,
    total: document.totals.gross,
    supplier: document.supplier?.name ?? null,
    department: document.department?.name ?? null,
    requester: document.requester.name,
    categories: [...new Set(categories)].sort((a, b) => a.localeCompare(b)),
    step: step_name,
    approve: document.actions.find((action) => action.name === approveName),
  }
}

export const traits = ['step', 'supplier', 'department', 'requester', 'categories'] as const
export type Trait = (typeof traits)[number]

/** What a document has of a trait, in words; null for nothing. */
export function traitOf(item: Compared, trait: Trait): string | null {
  return trait === 'categories' ? item.categories.join(', ') || null : item[trait]
}

/** The traits in which all are the same, and those in which they differ. */
export function compare(items: readonly Compared[]): { shared: Trait[]; differing: Trait[] } {
  const isShared = (trait: Trait) => new Set(items.map((item) => traitOf(item, trait))).size <= 1
  return {
    shared: traits.filter(isShared),
    differing: traits.filter((trait) => !isShared(trait)),
  }
}

/**
 * Those whose total is more than twice the middle one, which deserve a look of their own. Amounts are compared as
 * whole minor units, never as floats.
 */
export function outliers(items: readonly Compared[]): ReadonlySet<string> {
  if (items.length < 3) return new Set()
  const minors = items.map(({ key, total }) => ({ key, minor: minorOf(total.amount, items) }))
  const sorted = minors.map(({ minor }) => minor).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  const middle = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0n
  return new Set(minors.filter(({ minor }) => minor > 2n * middle).map(({ key }) => key))
}

/** The sum of all totals, exact. */
export function sumOf(items: readonly Compared[]): Money | null {
  const [first] = items
  if (!first) return null
  const scale = scaleOf(items)
  const sum = items.reduce((all, { total }) => all + minorOf(total.amount, items), 0n)
  const sign = sum < 0n ? '-' : ''
  const digits = String(sum < 0n ? -sum : sum).padStart(scale + 1, '0')
  const cut = digits.length - scale
  const fraction = scale > 0 ? `.${digits.slice(cut)}` : ''
  return { amount: `${sign}${digits.slice(0, cut)}${fraction}`, currency: first.total.currency }
}

function scaleOf(items: readonly Compared[]): number {
  return Math.max(0, ...items.map(({ total }) => total.amount.split('.')[1]?.length ?? 0))
}

function minorOf(amount: string, items: readonly Compared[]): bigint {
  const [whole = '0', fraction = ''] = amount.split('.')
  return BigInt(`${whole}${fraction.padEnd(scaleOf(items), '0')}`)
}
