import { plural } from '@/kernel/text'

export const messages = {
  export: {
    action: 'Export',
    xlsx: (what: string) => `${what} as Excel (XLSX)`,
    csv: (what: string) => `${what} as CSV`,
    preparing: 'Preparing the file',
    received: (kilobytes: string) => `${kilobytes} kB received`,
    stop: 'Stop the export',
    done: 'The file is in your downloads',
    rows: (count: number) => plural('en', count, { one: '# row', other: '# rows' }),
    failed: 'The list could not be exported',
  },
  ask: { back: 'Cancel', reason: 'Why', needReason: 'Say why.' },
}
