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
    passkey: {
      lead: 'Read it once more. It is done when you confirm it with your passkey, and not before.',
      told: (mailbox: string) =>
        `The same words were mailed to ${mailbox}, so that you hear of it if it is somebody else.`,
      left: (time: string) => `You can confirm it for another ${time}.`,
      submit: 'Confirm with a passkey',
      code: 'Send a code instead',
      instead: 'Use a passkey instead',
      unsupported: 'This browser cannot use your passkey',
      unsupportedDetail: 'Have a code sent to you, or do it in another browser.',
      over: 'The time to confirm it is over',
      overDetail: 'Ask once more. Nothing was done.',
      again: 'Ask once more',
      refused: 'This passkey does not confirm it',
      wrong: (left: number) =>
        plural('en', left, {
          one: 'Use one of your own for this account. One more may be tried.',
          other: 'Use one of your own for this account. # more may be tried.',
        }),
    },
  },
  ask: { back: 'Cancel', reason: 'Why', needReason: 'Say why.' },
}
