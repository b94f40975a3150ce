import { plural } from '@/kernel/text'

const locale = 'en'
const rows = (count: number) => plural(locale, count, { one: '1 row', other: '# rows' })
const suppliers = (count: number) =>
  plural(locale, count, { one: '1 supplier', other: '# suppliers' })
const drafts = (count: number) => plural(locale, count, { one: '1 draft', other: '# drafts' })
const number = (count: number) => new Intl.NumberFormat(locale).format(count)

const kind = { suppliers: 'Suppliers', purchase_orders: 'Purchase orders' }

/** The words of the imports. */
export const messages = {
  title: 'Imports',
  trail: 'Where you are',
  kind,
  state: {
    uploaded: 'Not tried yet',
    tried: 'Not imported yet',
    confirmed: 'Imported',
    discarded: 'Discarded',
    undone: 'Undone',
  },
  rows,
  list: {
    summary: 'Files that you have uploaded. Only you see them.',
    create: 'New import',
    kind: 'Kind',
    state: 'State',
    all: 'All',
    anyState: 'Any state',
    file: 'File',
    rows: 'Rows',
    found: 'Found',
    made: 'Made',
    uploaded: 'Uploaded',
    wouldMake: (count: number, kind: 'suppliers' | 'purchase_orders') =>
      kind === 'suppliers' ? `${suppliers(count)} to propose` : `${drafts(count)} to make`,
    hasMade: (count: number, kind: 'suppliers' | 'purchase_orders') =>
      kind === 'suppliers' ? `${suppliers(count)} proposed` : `${drafts(count)} made`,
    withProblems: (count: number) =>
      plural(locale, count, { one: '1 row with a problem', other: '# rows with problems' }),
    nothingMade: 'Nothing was made',
    takenBack: 'Taken back',
    shown: (count: number, hasMore: boolean) =>
      hasMore
        ? `The first ${count} are shown`
        : plural(locale, count, { one: '1 import', other: '# imports' }),
    none: 'Bring what you already have',
    noneDetail:
      'Upload a CSV or XLSX file from your old system or a spreadsheet. It is tried first: you see every row, what would be made of it and what stands in the way, and nothing is made until you say so.',
    noneSuppliers: 'Import suppliers',
    noneOrders: 'Import orders',
    noneDenied: 'Whoever may import files sees theirs here.',
    noneFound: 'No import matches',
    noneFoundDetail: 'Take a filter away to see more.',
    clear: 'Clear the filters',
  },
  create: {
    title: 'New import',
    summary: 'The file is tried first. Nothing is made until you have seen the rows and said so.',
    kind: 'What the file holds',
    suppliersDetail:
      'One supplier a row. Rows of the same name are one supplier. Each is proposed, and a second person activates it.',
    ordersDetail:
      'One line of an order a row. Rows with the same order number are one order. Each becomes a draft, and nobody is asked to approve it yet.',
    deniedKind: {
      suppliers: 'You may not propose suppliers. An administrator can change that.',
      purchase_orders: 'You may not draft orders. An administrator can change that.',
    },
    needed: 'The file needs',
    neededOf: {
      suppliers:
        'a name for each supplier. Country and currency may stand in the file, or be the same for all.',
      purchase_orders:
        'an order number, a supplier, a description, a quantity and a unit price for each line. Currency, unit and department may stand in the file, or be the same for all.',
    },
    file: 'File',
    drop: 'Drop a CSV or XLSX file here',
    choose: 'Choose a file',
    chooseOther: 'Choose another file',
    limits:
      'CSV or XLSX with a header row, at most 50 MiB, 100,000 rows, 64 columns and 4,000 characters in a cell.',
    sheet: 'Sheet',
    sheetHint: 'As its tab is called. Left empty, the first sheet that shows is read.',
    remove: 'Remove the file',
    submit: 'Upload and try',
    cancel: 'Cancel',
    needKind: 'Choose what the file holds',
    needFile: 'Choose a file',
  },
  fault: {
    empty: 'The file is empty.',
    tooLarge: (size: string) => `It has ${size}; at most 50 MiB can be read. Split it in two.`,
    old: 'This is an old Excel workbook, or one locked by a password. Save it as XLSX without a password, and take that file.',
  },
  detail: {
    lead: (of: keyof typeof kind, count: number, when: string) =>
      `${kind[of]} from ${rows(count)}, uploaded ${when}.`,
    nothingYet: 'Nothing has been made.',
    confirm: 'Import',
    confirmSuppliers: (count: number) => `Import ${suppliers(count)}`,
    confirmOrders: (count: number) =>
      `Import ${plural(locale, count, { one: '1 order', other: '# orders' })}`,
    discard: 'Discard',
    sheet: (name: string) => `From the sheet “${name}”`,
    notes: 'The rows do not show everything of this file',
    windows:
      'The file is not UTF-8, so it was read as Windows-1252. Look whether accents and currency signs are right.',
  },
  verdict: {
    title: 'What would happen',
    documents: {
      suppliers: (count: number) =>
        plural(locale, count, {
          one: 'supplier would be proposed',
          other: 'suppliers would be proposed',
        }),
      purchase_orders: (count: number) =>
        plural(locale, count, { one: 'draft would be made', other: 'drafts would be made' }),
    },
    ready: 'Ready',
    warning: 'With warnings',
    problem: 'With problems',
    repeated: 'Repeated',
    readyDetail: 'rows with nothing to mend',
    warningDetail: 'imported, but look at them',
    problemDetail: 'rows to mend or leave out',
    repeatedDetail: 'of a supplier named above',
    repeatedOrders: 'rows that add nothing',
    trying: 'Trying the rows again…',
    tried: (documents: number, problems: number) =>
      `Tried: ${number(documents)} would be made, ${rows(problems)} with problems`,
  },
  fields: {
    title: 'Where each field comes from',
    sourceOf: (label: string) => `${label}: where it comes from`,
    needed: 'needed',
    guessed: 'Guessed',
    remembered: 'As last time',
    column: (name: string) => `Column ${name}`,
    unnamed: (place: number) => `Column ${place} without a name`,
    constant: 'One value for every row',
    nothing: 'Not in the file',
    choose: 'Choose a column or a value',
    valueOf: (label: string) => `${label}: the value for every row`,
    valuePlaceholder: 'The same in every row',
    examples: (values: string) => `Such as ${values}`,
    noExamples: 'Every cell of it is empty',
    fold: 'Fewer fields',
    folded: (count: number) =>
      plural(locale, count, { one: '1 more field', other: '# more fields' }),
    foldedHint: 'The file gives nothing for these, and need not.',
    unknown: (count: number) =>
      plural(locale, count, {
        one: '1 word of the file is not known here',
        other: '# words of the file are not known here',
      }),
    unknownHint: 'Say what each of them means.',
    unknownMore: 'There are more; they are listed once these are known.',
    meaning: (word: string) => `What “${word}” means`,
    blank: '(nothing)',
    suppliersFirst: 'Not there yet? The same file can bring them:',
    importSuppliers: 'import its suppliers first',
    nothingMeant: 'Leave it empty',
    convention: {
      unsaid: 'As the file itself shows',
      decimal_sign: [
        { value: '.', label: 'A point, as in 1,234.50' },
        { value: ',', label: 'A comma, as in 1.234,50' },
      ],
      date_format: [
        { value: 'dd/mm/yyyy', label: 'Day first, as in 31/12/2026' },
        { value: 'mm/dd/yyyy', label: 'Month first, as in 12/31/2026' },
      ],
    },
    known: 'Means here',
    forget: (word: string) => `Forget what “${word}” means`,
    closed: 'The mapping can no longer be changed.',
    retry: 'The last change was not tried',
    stale: 'This import was changed in another window',
    staleDetail: 'Load its newer state; what you chose here is kept and tried on top.',
    load: 'Load the newer state',
    leave: 'Leave? The last change of the mapping has not been tried.',
  },
  problems: {
    title: 'What stands in the way',
    warnings: 'What deserves a look',
    show: (text: string, count: number) => `Show ${rows(count)}: ${text}`,
    more: (count: number) => `Show ${number(count)} more`,
    fewer: 'Show fewer',
    others: (count: number) =>
      plural(locale, count, { one: 'and 1 like it', other: 'and # like it' }),
    mend: 'Mend',
    mendField: (label: string) => `Go to the field ${label}`,
    none: 'Nothing stands in the way.',
  },
  table: {
    title: 'Rows',
    filter: 'Which rows',
    all: 'All',
    outcome: {
      ready: 'Ready',
      warning: 'Warning',
      problem: 'Problem',
      repeated: 'Repeated',
    },
    many: {
      ready: 'Ready',
      warning: 'Warnings',
      problem: 'Problems',
      repeated: 'Repeated',
    },
    made: {
      ready: 'Imported',
      warning: 'Imported, with warning',
      problem: 'Left out',
      repeated: 'Repeated',
    },
    row: 'Row',
    rowOf: (row: number) => `Row ${number(row)}`,
    supplier: 'Supplier',
    order: 'Order and line',
    outcomeHeader: 'Outcome',
    lookHeader: 'Look',
    more: (count: number) => `and ${number(count)} more`,
    problemsOf: 'Stands in the way',
    warningsOf: 'Deserves a look',
    readAs: (label: string) => `read as ${label}`,
    meant: (value: string) => `means ${value}`,
    look: (row: number) => `Look at row ${number(row)}`,
    nameless: 'Without a name',
    only: (text: string) => `Only: ${text}`,
    removeOnly: 'Show the others too',
    shown: (count: number, all: number) =>
      count < all ? `${number(count)} of ${rows(all)}` : rows(all),
    shownOnly: (count: number) => `${rows(count)} found so far`,
    none: 'No row is like that',
    noneDetail: 'Choose another filter to see the rows.',
    searching: 'Looking through the rows…',
    cells: 'As it stands in the file',
    cell: (name: string) => name,
    extra: (place: number) => `Cell ${place}, beyond the header`,
    becomes: (label: string, value: string) => `${label}: ${value}`,
    empty: 'empty',
    created: { supplier: 'Open the supplier', purchase_order: 'Open the draft' } as Record<
      string,
      string
    >,
    findings: 'What was found',
  },
  confirm: {
    title: {
      suppliers: (count: number) => `Import ${suppliers(count)}?`,
      purchase_orders: (count: number) =>
        `Import ${plural(locale, count, { one: '1 order', other: '# orders' })}?`,
    },
    effect: {
      suppliers: (count: number) =>
        plural(locale, count, {
          one: '1 supplier will be proposed; a second person activates it.',
          other: '# suppliers will be proposed; a second person activates each.',
        }),
      purchase_orders: (count: number) =>
        plural(locale, count, {
          one: '1 draft will be made. It takes no number and nobody is asked to approve it until it is submitted.',
          other:
            '# drafts will be made. They take no number and nobody is asked to approve until each is submitted.',
        }),
    },
    warnings: (count: number) =>
      plural(locale, count, {
        one: '1 row has a warning and is imported as it stands.',
        other: '# rows have warnings and are imported as they stand.',
      }),
    repeated: (count: number) =>
      plural(locale, count, {
        one: '1 row repeats one above it and adds nothing.',
        other: '# rows repeat one above them and add nothing.',
      }),
    undo: 'For 24 hours it can be undone, as long as nobody has worked with what it made.',
    again: 'The rows are tried once more first: all that are ready are imported, or none.',
    skip: (count: number) =>
      plural(locale, count, {
        one: 'Leave out the row with a problem',
        other: 'Leave out the # rows with problems',
      }),
    skipHint: 'They are not imported. Mend them in the file and upload that one later.',
    needSkip: 'Tick it to go on without them, or go back and mend them.',
    submit: 'Import',
    begun: 'The import has begun',
    done: {
      suppliers: (count: number) =>
        plural(locale, count, { one: '1 supplier is proposed', other: '# suppliers are proposed' }),
      purchase_orders: (count: number) =>
        plural(locale, count, { one: '1 draft is made', other: '# drafts are made' }),
    },
  },
  discard: {
    title: (file: string) => `Discard ${file}?`,
    detail:
      'Its rows and its mapping are deleted. Nothing has been made, and your file stays yours.',
    submit: 'Discard',
    done: 'The import is discarded',
  },
  remembered: {
    used: (who: string, when: string) =>
      `Mapped as the last file with this header, confirmed by ${who} ${when}.`,
    changed: (who: string, when: string) =>
      `The mapping that ${who} confirmed ${when} is kept for files with this header. Once this import is confirmed, its own takes that place.`,
    forget: 'Forget it',
    done: 'The mapping is forgotten: the next file is guessed again',
    failed: 'The mapping could not be forgotten',
  },
  correction: {
    download: (count: number) =>
      plural(locale, count, {
        one: 'Download the row with a problem',
        other: 'Download the # rows with problems',
      }),
    hint: 'A CSV file with what is wrong beside each row. Correct it and upload it as it stands.',
    fileName: (stem: string) => `${stem}-problems.csv`,
    failed: 'The file could not be loaded',
  },
  undo: {
    title: (file: string) => `Undo the import of ${file}?`,
    effect: {
      suppliers: (count: number) =>
        plural(locale, count, {
          one: '1 proposed supplier is withdrawn.',
          other: '# proposed suppliers are withdrawn.',
        }),
      purchase_orders: (count: number) =>
        plural(locale, count, { one: '1 draft is cancelled.', other: '# drafts are cancelled.' }),
    },
    gone: (count: number) =>
      plural(locale, count, {
        one: '1 is gone already and stays so.',
        other: '# are gone already and stay so.',
      }),
    free: 'Their numbers are free again: the file can be mended and imported anew.',
    trail: 'The trail keeps what was made, and that it was taken back.',
    all: 'All of it goes or nothing: if somebody works with one of them meanwhile, nothing is undone.',
    submit: 'Undo the import',
    done: 'The import is undone',
    begun: 'The undo has begun',
  },
  result: {
    suppliers: (count: number) =>
      plural(locale, count, {
        one: '1 supplier is proposed. A second person activates it before anybody can order from it.',
        other:
          '# suppliers are proposed. A second person activates each before anybody can order from it.',
      }),
    purchase_orders: (count: number) =>
      plural(locale, count, {
        one: '1 draft is made. It has no number, and nobody is asked until it is submitted.',
        other:
          '# drafts are made. They have no number, and nobody is asked until each is submitted.',
      }),
    openSuppliers: 'See proposed suppliers',
    openOrders: 'See drafts',
    leftOut: (count: number) =>
      plural(locale, count, {
        one: '1 row had a problem and was left out.',
        other: '# rows had problems and were left out.',
      }),
    showLeftOut: 'Show the rows left out',
    undo: 'Undo',
    undoUntil: (until: string) => `It can be undone until ${until}.`,
    touched: (count: number, all: number) =>
      `It cannot be undone: ${number(count)} of ${number(all)} were worked with since.`,
    because: {
      changed: 'changed',
      submitted: 'submitted',
      activated: 'activated',
      blocked: 'blocked',
      named: 'named by an order or a requisition',
    },
    touchedMore: (count: number) => `and ${number(count)} more`,
    undone: (when: string) => `Undone ${when}`,
    undoneDetail: {
      suppliers:
        'Its proposals are withdrawn. Their names and numbers are free, so the file can be imported again.',
      purchase_orders:
        'Its drafts are cancelled. Their numbers are free, so the file can be imported again.',
    },
    next: 'Import another file',
    discarded: 'This import was discarded',
    discardedDetail: 'Its rows are deleted and nothing was made of it.',
  },
}
