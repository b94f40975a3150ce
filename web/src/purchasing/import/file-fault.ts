import { messages } from './messages.en'

const bytesMax = 50 * 1024 * 1024
const workbookBeginning = 'PK\u0003\u0004'
/** What Excel wrote before 2007, and what it wraps a workbook in that has a password. */
const oldBeginning = '\u00d0\u00cf\u0011\u00e0'

/**
 * What speaks against a file before it is sent, so that nobody waits for an upload in vain; null when nothing does.
 * Everything else the server says once it has read it.
 */
export async function fileFault(file: File, size: (bytes: number) => string) {
  if (file.size === 0) return messages.fault.empty
  if (file.size > bytesMax) return messages.fault.tooLarge(size(file.size))
  return (await beginsWith(file, oldBeginning)) ? messages.fault.old : null
}

/** Whether it is a workbook rather than a text, whatever it is called. */
export function isWorkbook(file: File): Promise<boolean> {
  return beginsWith(file, workbookBeginning)
}

async function beginsWith(file: File, beginning: string): Promise<boolean> {
  const bytes = new Uint8Array(await file.slice(0, beginning.length).arrayBuffer())
  return String.fromCharCode(...bytes) === beginning
}

/** A size as people say it: `12 kB`, `3.4 MB`. */
export function fileSize(bytes: number, locale: string): string {
  const isLarge = bytes >= 1_000_000
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: isLarge ? 'megabyte' : 'kilobyte',
    unitDisplay: 'short',
    maximumFractionDigits: isLarge ? 1 : 0,
  }).format(isLarge ? bytes / 1_000_000 : Math.ceil(bytes / 1000))
}
