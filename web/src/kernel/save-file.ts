/** Long enough for another tab or the disk to take the bytes. */
const keptMs = 60_000

/** An address for bytes that are here already; it goes by itself. */
export function fileUrl(file: Blob): string {
  const url = URL.createObjectURL(file)
  setTimeout(() => URL.revokeObjectURL(url), keptMs)
  return url
}

/** Hands a file over to the browser's downloads. */
export function saveFile(url: string, name: string): void {
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
}
