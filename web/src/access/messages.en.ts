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
  confirm: {
    lead: 'Read it once more. It is done when you type the code that we mailed to you, and not before.',
    what: 'What will be done',
    sent: (mailbox: string) => `The code was sent to ${mailbox}. The same words stand in the mail.`,
    label: 'Code',
    hint: 'Eight digits',
    needCode: 'Type the eight digits of the mail.',
    back: 'Cancel',
    submit: 'Confirm',
    another: 'Send a new code',
    resent: 'A new code was sent. The one before confirms nothing any more.',
    left: (time: string) => `The code is good for another ${time}.`,
    over: 'This code has expired',
    overDetail: 'Ask for a new one. Nothing was done.',
    wrong: (left: number) =>
      plural('en', left, {
        one: 'This is not the code. One more may be tried.',
        other: 'This is not the code. # more may be tried.',
      }),
  },
  ask: { back: 'Cancel', reason: 'Why', needReason: 'Say why.' },
}
