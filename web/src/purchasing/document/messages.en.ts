import { plural } from '@/kernel/text'

/** The words of closing short and reopening, and of the trace between requisitions and orders. */
export const messages = {
  lines: 'Lines',
  line: (line: number, description: string) => `Line ${line}: ${description}`,
  none: 'Choose at least one line.',
  wholeOpen: 'Everything that was closed is open again.',
  some: (some: number, all: number) => `${some} of ${all} lines are chosen.`,
  requisition: {
    shortClose: 'Close short',
    shortCloseTitle: (name: string) => `Close ${name} short?`,
    shortCloseDetail:
      'Nothing more is ordered of these lines, not even what a cancelled order gives back, until somebody reopens them. What is ordered stays ordered.',
    shortClosed: (name: string) => `The rest of ${name} is closed`,
    reopen: 'Reopen',
    reopenTitle: (name: string) => `Reopen ${name}?`,
    reopenDetail:
      'These lines can be ordered again, up to what was approved. It needs no new approval; each order has its own.',
    reopened: (name: string) => `${name} is open again`,
    remains: (quantity: string, unit: string) => `${quantity} ${unit} will not be ordered`,
    comesBack: (quantity: string, unit: string) => `${quantity} ${unit} can be ordered again`,
    whole: 'The whole requisition is closed short.',
    trace: {
      title: (line: number) => `Orders of line ${line}`,
      took: (place: number, quantity: string, state: string) =>
        `, line ${place}: ${quantity}, ${state}`,
      gaveBack: ', given back',
      closed: (quantity: string) => `, ${quantity} closed short`,
    },
  },
  order: {
    shortClose: 'Close short',
    shortCloseTitle: (name: string) => `Close ${name} short?`,
    shortCloseDetail:
      'Say how much of each line will not come any more. It goes back to the requisition that the order answers. Nothing is sent to the supplier: tell them.',
    shortClosed: (name: string) => `What will not come of ${name} is closed`,
    reopen: 'Reopen',
    reopenTitle: (name: string) => `Reopen ${name}?`,
    reopenDetail:
      'What was closed short is expected from the supplier again, at the ordered price.',
    reopened: (name: string) => `${name} is open again`,
    quantity: (line: number) => `Will not come, line ${line}`,
    expected: (quantity: string, unit: string) => `${quantity} ${unit} expected`,
    nothing: 'Enter how much will not come on at least one line.',
    lines: (count: number) =>
      plural('en', count, { one: 'One line is closed short.', other: '# lines are closed short.' }),
    whole: 'Nothing more is expected: the order is closed short.',
    wrong: 'Enter a quantity, or 0 for a line that will come',
    tooMuch: 'More than was ordered',
    comesBack: (quantity: string, unit: string) => `${quantity} ${unit} are expected again`,
    trace: {
      requisition: (number: string, line: number) => `${number}, line ${line}`,
      approved: (quantity: string) => `, ${quantity} approved`,
    },
  },
}
