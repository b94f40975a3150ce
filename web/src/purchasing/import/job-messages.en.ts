/** The words of a job that works on an import. */
export const jobMessages = {
  act: {
    try: () => 'Trying the rows',
    map: () => 'Trying the rows by the new mapping',
    confirm: (what: 'suppliers' | 'purchase_orders') =>
      what === 'suppliers' ? 'Importing the suppliers' : 'Importing the orders',
    undo: () => 'Undoing the import',
  },
  progress: {
    try: (done: string, total: string) => `${done} of ${total} rows are tried`,
    map: (done: string, total: string) => `${done} of ${total} rows are tried`,
    confirm: (done: string, total: string) => `${done} of ${total} rows are imported`,
    undo: (done: string, total: string) => `${done} of ${total} are taken back`,
  },
  effect: {
    try: 'Nothing is made. You can leave this page and come back: it goes on.',
    map: 'Nothing is made, and the mapping stays what it was if you stop. You can leave this page and come back.',
    confirm:
      'Nobody sees any of it until all of it is made; if you stop, nothing is. You can leave this page and come back.',
    undo: 'All of it goes or nothing; if you stop, nothing does. You can leave this page and come back.',
  },
  begins: (total: string) => `${total} rows. It begins in a moment.`,
  spoken: (percent: number) => `${percent} percent done`,
  stop: 'Stop',
  stopping: 'Stopping',
  notStopped: 'It could not be stopped',
  failed: {
    try: 'The rows could not be tried',
    map: 'The new mapping could not be tried',
    confirm: 'Nothing was imported',
    undo: 'Nothing was undone',
  },
  stopped: {
    try: 'The rows were not tried: it was stopped',
    map: 'The new mapping was not tried: it was stopped',
    confirm: 'Nothing was imported: it was stopped',
    undo: 'Nothing was undone: it was stopped',
  },
  asBefore: 'The import is as it was before.',
  tryAgain: 'Try the rows',
}
