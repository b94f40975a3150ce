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
}
