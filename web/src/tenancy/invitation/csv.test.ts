import { describe, expect, it } from 'vitest'
import { readCsv, separatorOf } from './csv'

const cellsOf = (text: string, separator = ',') => readCsv(text, separator).rows

describe('lines of cells', () => {
  it('are split, trimmed, and counted from one', () => {
    expect(cellsOf('a, b ,c\r\n\r\nd,,e\n')).toEqual([
      { line: 1, cells: ['a', 'b', 'c'] },
      { line: 3, cells: ['d', '', 'e'] },
    ])
  })
  it('may be quoted, with separators, breaks and quotes inside', () => {
    expect(cellsOf('"Okafor, Ada", "say ""hi"""\n"two\nlines",b\nc,d')).toEqual([
      { line: 1, cells: ['Okafor, Ada', 'say "hi"'] },
      { line: 2, cells: ['two\nlines', 'b'] },
      { line: 4, cells: ['c', 'd'] },
    ])
  })
  it('keep what follows a closing quote, and a quote in the middle', () => {
    expect(cellsOf('"a" b,5" pipe')).toEqual([{ line: 1, cells: ['a b', '5" pipe'] }])
  })
  it('may have tabs between them, and a byte order mark in front', () => {
    expect(cellsOf('\uFEFFa\tb, c', '\t')).toEqual([{ line: 1, cells: ['a', 'b, c'] }])
  })
  it('are none in an empty text', () => {
    expect(readCsv(' \n\n', ',')).toEqual({ rows: [], openQuoteLine: null })
  })
  it('say where a quote is never closed', () => {
    expect(readCsv('a,b\nc,"d\ne,f', ',').openQuoteLine).toBe(2)
    expect(readCsv('"a""', ',').openQuoteLine).toBe(1)
    expect(readCsv('"a"', ',').openQuoteLine).toBeNull()
  })
})

describe('the separator', () => {
  it('is the tab of a spreadsheet, the comma, or the semicolon', () => {
    expect(separatorOf('a\tb, c; d')).toBe('\t')
    expect(separatorOf('\na, b; c')).toBe(',')
    expect(separatorOf('a;b\nc,d;e')).toBe(';')
    expect(separatorOf('a')).toBe(',')
  })
})
