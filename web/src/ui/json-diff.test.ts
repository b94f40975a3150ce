import { describe, expect, it } from 'vitest'
import { diffJson, type Json } from './json-diff'
import { foldUnchanged } from './json-diff-view'

function changes(before: Json, after: Json) {
  return diffJson(before, after)
    .filter((line) => line.kind !== 'same')
    .map(({ kind, key, text }) => ({ kind, key, text }))
}

describe('diffJson', () => {
  it('reports a changed value once, with both values', () => {
    expect(changes({ a: 1, b: '2.50' }, { a: 1, b: '3.50' })).toEqual([
      { kind: 'changed', key: 'b', text: { previous: '2.50', value: '3.50' } },
    ])
  })
  it('matches members of a list by id, so that an insertion is no rewrite of the rest', () => {
    const kinds = changes(
      [{ id: 'a', n: 1 }],
      [
        { id: 'z', n: 9 },
        { id: 'a', n: 1 },
      ],
    ).map((line) => line.kind)
    expect(new Set(kinds)).toEqual(new Set(['added']))
  })
  it('matches discounts and charges, which have no id, by their reason', () => {
    const volume = { kind: 'discount', percent: '10', amount_minor: 1000, reason: 'Volume' }
    const freight = { kind: 'charge', amount_minor: 1250, reason: 'Freight' }
    const dearer = { ...freight, amount_minor: 1500 }
    expect(changes([volume, freight], [dearer])).toMatchObject([
      ...Array.from({ length: 6 }, () => ({ kind: 'removed' })),
      { kind: 'changed', key: 'amount_minor', text: { previous: 1250, value: 1500 } },
    ])
  })
  it('shows what was null before as a change', () => {
    expect(changes({ at: null }, { at: 'now' })).toEqual([
      { kind: 'changed', key: 'at', text: { previous: null, value: 'now' } },
    ])
  })
  it('replaces a value by an object as removed and added', () => {
    expect(changes({ a: 1 }, { a: { b: 2 } }).map((line) => line.kind)).toEqual([
      'removed',
      'added',
      'added',
      'added',
    ])
  })
  it('does not care for the order of keys', () => {
    expect(changes({ a: 1, b: { c: 1, d: 2 } }, { b: { d: 2, c: 1 }, a: 1 })).toEqual([])
  })
  it('keeps equal members of a list apart', () => {
    const lines = diffJson(['x', 'x'], ['x', 'x', 'y'])
    expect(new Set(lines.map((line) => line.path)).size).toBe(lines.length)
    expect(changes(['x', 'x'], ['x']).map((line) => line.kind)).toEqual(['removed'])
  })
})

describe('foldUnchanged', () => {
  it('folds what is far from a change and keeps every line', () => {
    const before = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`k${at}`, at]))
    const lines = diffJson(before, { ...before, k10: -1 })
    const blocks = foldUnchanged(lines, 2)
    expect(blocks.map((block) => [block.isFolded, block.lines.length])).toEqual([
      [true, 9],
      [false, 5],
      [true, 8],
    ])
  })
})
