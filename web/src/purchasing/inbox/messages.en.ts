import { plural } from '@/kernel/text'

/** The words of what waits for one's approval. */
export const messages = {
  title: 'My approvals',
  summary: 'What waits for your decision, the longest first.',
  none: 'Nothing waits for you',
  noneDetail: 'When somebody asks for your approval, it stands here.',
  shown: (count: number, hasMore: boolean) =>
    hasMore
      ? `The first ${count} are shown`
      : plural('en', count, { one: '1 waits', other: '# wait' }),
  kind: {
    requisition: 'Requisition',
    purchase_order: 'Purchase order',
  } as Record<string, string>,
  asks: (who: string, department: string | undefined) =>
    department ? `${who}, ${department}` : who,
  approve: (title: string) => `Approve ${title}`,
  reject: (title: string) => `Reject ${title}`,
  return: (title: string) => `Return ${title}`,
  verbs: { approve: 'Approve', reject: 'Reject', return: 'Return' },
  gone: 'It cannot be decided from here',
  choose: (title: string) => `Choose ${title}`,
  chosen: (count: number) => plural('en', count, { one: '1 chosen', other: '# chosen' }),
  compare: 'Compare and approve',
  clear: 'Choose none',
  onlyAlike: 'Only documents of one kind, step and currency are approved together, at most 20.',
  together: {
    title: (count: number) =>
      plural('en', count, { one: 'Approve 1 document', other: 'Approve # documents' }),
    detail: 'Each is a decision of its own, on what is shown here.',
    shared: 'The same for all',
    differing: 'What differs',
    sum: 'Together',
    nothing: 'none',
    none: 'None of them can be read any more.',
    dear: 'More than twice the middle of them.',
    trait: {
      step: 'Step',
      supplier: 'Supplier',
      department: 'Department',
      requester: 'Requester',
      categories: 'Categories',
    },
    approve: (count: number) => `Approve ${count}`,
    back: 'Back',
    close: 'Close',
    running: 'Being approved',
    approved: 'Approved',
    refused: (why: string) => `Not approved: ${why}`,
    changed: 'Somebody changed it meanwhile.',
  },
}
