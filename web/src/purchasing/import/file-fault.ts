import { messages } from './messages.en'

const bytesMax = 10 * 1024 * 1024
const sheetBeginnings = ['PK\u0003\u0004', '\u00d0\u00cf\u0011\u00e0']

/**
 * What speaks against a file before it is sent, so that nobody waits for an upload in vain; null when nothing does.
 * Everything else the server says once it has read it.
 */
export async function fileFault(file: File, size: (bytes: number) => string) {
  if (file.size === 0) return messages.fault.empty
  if (file.size > bytesMax) return messages.fault.tooLarge(size(file.size))
  const beginning = new Uint8Array(await file.slice(0, 4).arrayBuffer())
  const text = String.fromCharCode(...beginning)
  return sheetBeginnings.some((sheet) => text.startsWith(sheet)) ? messages.fault.sheet : null
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
