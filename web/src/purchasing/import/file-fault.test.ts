import { describe, expect, it } from 'vitest'
import { fileFault, fileSize, isWorkbook } from './file-fault'
import { messages } from './messages.en'

const size = (bytes: number) => fileSize(bytes, 'en')
const fault = (parts: BlobPart[]) => fileFault(new File(parts, 'orders.csv'), size)

describe('a file before it is sent', () => {
  it('is fine when it is text', async () => {
    expect(await fault(['Order,Supplier\n1,Harbour Linen\n'])).toBeNull()
  })
  it('is refused when it is empty', async () => {
    expect(await fault([])).toBe(messages.fault.empty)
  })
  it('is refused beyond 50 MiB, and told its size', async () => {
    const most = new Uint8Array(50 * 1024 * 1024).fill(65)
    expect(await fault([most])).toBeNull()
    expect(await fault([most, 'A'])).toBe(messages.fault.tooLarge('52.4 MB'))
  })
  it('may be a workbook, whatever it is called', async () => {
    const workbook = new Uint8Array([0x50, 0x4b, 3, 4, 20])
    expect(await fault([workbook])).toBeNull()
    expect(await isWorkbook(new File([workbook], 'orders.csv'))).toBe(true)
    expect(await isWorkbook(new File(['PK,Name'], 'orders.xlsx'))).toBe(false)
  })
  it('is refused when it is an old workbook or a locked one', async () => {
    expect(await fault([new Uint8Array([0xd0, 0xcf, 0x11, 0xe0])])).toBe(messages.fault.old)
  })
})

describe('a size', () => {
  it('is said in kB and MB, never as nothing', () => {
    expect([8, 999_500, 1_250_000].map(size)).toEqual(['1 kB', '1,000 kB', '1.3 MB'])
  })
})
