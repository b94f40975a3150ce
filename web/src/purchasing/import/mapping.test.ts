import { describe, expect, it } from 'vitest'
import {
  foundText,
  hasProblem,
  isFolded,
  isWorthTrying,
  mappingFaults,
  mapRequest,
  noEdits,
  problemKinds,
  readValue,
  sourceOf,
  translationsOf,
  withoutTried,
  withSource,
  withTranslation,
} from './mapping'
import type { Import, ImportField, ImportRow } from './queries'

const field = (part: Partial<ImportField> & { field: string }): ImportField => ({
  label: part.field,
  required: false,
  meaning: '',
  column: null,
  constant: null,
  guessed: false,
  remembered: false,
  unknown_values: [],
  ...part,
})
const number = field({ field: 'external_number', required: true, column: 0 })
const unit = field({ field: 'unit', required: true, column: 1 })
const currency = field({ field: 'currency', required: true, constant: 'EUR' })
const title = field({ field: 'title' })

const subject: Pick<Import, 'fields' | 'values'> = {
  fields: [number, unit, currency, title],
  values: [{ field: 'unit', from: 'Unidad', to: 'C62' }],
}
const tried = subject as Import

const row = (part: Partial<ImportRow>): ImportRow => ({
  row: 2,
  outcome: 'ready',
  cells: ['PO-1', 'Unidad'],
  document: 'PO-1',
  created: null,
  problems: [],
  warnings: [],
  ...part,
})

describe('the mapping that is sent', () => {
  it('is the saved one when nothing was chosen', () => {
    expect(mapRequest(tried, noEdits)).toEqual({
      columns: [
        { field: 'external_number', column: 0 },
        { field: 'unit', column: 1 },
      ],
      constants: [{ field: 'currency', value: 'EUR' }],
      values: [{ field: 'unit', from: 'Unidad', to: 'C62' }],
    })
  })
  it('gives a field a column or a constant, never both, the newest choice first', () => {
    const edits = withSource(withSource(noEdits, 'currency', { column: 2 }), 'unit', {
      constant: ' KGM ',
    })
    expect(mapRequest(tried, edits)).toEqual({
      columns: [
        { field: 'external_number', column: 0 },
        { field: 'currency', column: 2 },
      ],
      constants: [{ field: 'unit', value: 'KGM' }],
      values: [],
    })
  })
  it('keeps the saved column until the value for every row is given', () => {
    const edits = withSource(noEdits, 'unit', { constant: '' })
    expect(mapRequest(tried, edits).columns).toContainEqual({ field: 'unit', column: 1 })
    expect(sourceOf(unit, edits)).toEqual({ constant: '' })
    expect(isWorthTrying(edits)).toBe(false)
  })
  it('leaves out a field that was taken away', () => {
    const edits = withSource(noEdits, 'currency', null)
    expect(mapRequest(tried, edits).constants).toEqual([])
    expect(isWorthTrying(edits)).toBe(true)
  })
  it('translates a word anew, and forgets one', () => {
    const anew = withTranslation(noEdits, { field: 'unit', from: 'Unidad', to: 'H87' })
    expect(mapRequest(tried, anew).values).toEqual([{ field: 'unit', from: 'Unidad', to: 'H87' }])
    const twice = withTranslation(anew, { field: 'unit', from: 'Unidad', to: null })
    expect(mapRequest(tried, twice).values).toEqual([])
    expect(translationsOf(tried, twice, 'unit')).toEqual([])
  })
})

describe('what was chosen while a try ran', () => {
  it('is kept for the next one, and the rest is done', () => {
    const sent = withTranslation(withSource(noEdits, 'title', { column: 3 }), {
      field: 'unit',
      from: 'Metros',
      to: 'MTR',
    })
    const now = withSource(sent, 'title', { column: 4 })
    const left = withoutTried(now, sent)
    expect(left).toEqual({ sources: { title: { column: 4 } }, values: [] })
    expect(withoutTried(sent, sent)).toEqual(noEdits)
  })
  it('keeps a value that is still being asked for', () => {
    const sent = withSource(noEdits, 'currency', { constant: '' })
    expect(withoutTried(sent, sent)).toEqual(sent)
  })
})

describe('a refused mapping', () => {
  it('is said beside the fields and the words that it speaks of', () => {
    const edits = withTranslation(noEdits, { field: 'unit', from: 'Metros', to: 'XX' })
    const request = mapRequest(tried, edits)
    expect(
      mappingFaults(request, {
        'constants.0.value': 'No currency.',
        'values.1.to': 'No unit.',
        'columns.9.column': 'No such column.',
      }),
    ).toEqual({
      currency: 'No currency.',
      'unit.Metros': 'No unit.',
      'columns.9.column': 'No such column.',
    })
  })
})

describe('a row', () => {
  it('is read as the mapping says', () => {
    expect(readValue(tried, row({ cells: ['PO-1', ' Unidad '] }), 'unit')).toBe('C62')
    expect(readValue(tried, row({}), 'external_number')).toBe('PO-1')
    expect(readValue(tried, row({}), 'currency')).toBe('EUR')
    expect(readValue(tried, row({}), 'title')).toBeNull()
    expect(readValue(tried, row({ cells: [] }), 'unit')).toBe('')
  })
})

describe('problems', () => {
  const problems = [
    { code: 'required', field: 'quantity', text: 'Quantity is missing.', rows: 4 },
    { code: 'unknown', field: 'unit', text: '`Unidad` is no unit.', rows: 3 },
    { code: 'unknown', field: 'unit', text: '`Metros` is no unit.', rows: 2 },
  ]
  it('of one kind are one, counted together, the most frequent kind first', () => {
    expect(problemKinds(problems)).toEqual([
      {
        key: 'unit.unknown',
        code: 'unknown',
        field: 'unit',
        text: '`Unidad` is no unit.',
        others: 1,
        rows: 5,
      },
      {
        key: 'quantity.required',
        code: 'required',
        field: 'quantity',
        text: 'Quantity is missing.',
        others: 0,
        rows: 4,
      },
    ])
  })
  it('lead to the rows that have one of the kind', () => {
    const wrong = row({
      problems: [{ field: 'unit', column: 1, code: 'unknown', text: '`Metros` is no unit.' }],
    })
    expect(hasProblem(wrong, 'unit.unknown')).toBe(true)
    expect(hasProblem(wrong, 'unit.required')).toBe(false)
    expect(hasProblem(row({}), 'unit.unknown')).toBe(false)
  })
})

describe('what was found', () => {
  it('has the words of the file in quotation marks', () => {
    expect(foundText('`Unidad` is no unit; `kg` is.')).toBe('“Unidad” is no unit; “kg” is.')
    expect(foundText('Must not be empty.')).toBe('Must not be empty.')
  })
})

describe('fields', () => {
  it('are folded when they are optional and come from nowhere', () => {
    expect(isFolded(title, noEdits)).toBe(true)
    expect(isFolded(title, withSource(noEdits, 'title', { constant: '' }))).toBe(false)
    expect(isFolded(unit, withSource(noEdits, 'unit', null))).toBe(false)
  })
})
