import { describe, expect, it } from 'vitest'
import { readList } from './read-list'

const departments = [
  { id: '1', name: 'Kitchen', code: 'KIT' },
  { id: '2', name: 'Front desk', code: 'FD' },
]

function read(...lines: string[]) {
  const { people, ...rest } = readList(lines.join('\n'), departments)
  return { ...rest, people: people.map(({ key: _, ...person }) => person) }
}

const ada = {
  name: 'Ada Okafor',
  email: 'ada@example.com',
  department: { value: '1', label: 'Kitchen' },
  roles: ['requester'],
}

describe('a list of people', () => {
  it('is read by place, with departments and roles by name or code', () => {
    const reading = read(
      'Ada Okafor,ada@example.com,kit,requester',
      '"Feld, Marcus",marcus@example.com,FRONT-DESK,Head of department | accounts',
    )
    expect(reading).toEqual({
      people: [
        ada,
        {
          name: 'Feld, Marcus',
          email: 'marcus@example.com',
          department: { value: '2', label: 'Front desk' },
          roles: ['head_of_department', 'accounts'],
        },
      ],
      remarks: [],
      faultyCount: 0,
      openQuoteLine: null,
    })
  })
  it('may have a header that puts the columns in another order', () => {
    const reading = read('Role\tE-mail\tName\tPhone', 'Requester\tada@example.com\tAda Okafor\t12')
    expect(reading.people).toEqual([{ ...ada, department: null }])
    expect(reading.remarks).toEqual(['The column “Phone” is not read'])
  })
  it('may have the address first, or alone', () => {
    expect(read('ada@example.com,Ada Okafor,Kitchen').people).toEqual([ada])
    const alone = read('ada@example.com')
    expect(alone.people).toMatchObject([{ name: '', email: 'ada@example.com', department: null }])
    expect(alone.remarks).toEqual(['Line 1: Enter a name'])
  })
  it('makes whoever has no role a requester, and each role once', () => {
    expect(read('Ada,a@b.example,,').people[0]?.roles).toEqual(['requester'])
    expect(read('Ada,a@b.example,,owner;OWNER').people[0]?.roles).toEqual(['owner'])
  })
  it('takes what stands beyond the fourth place for roles', () => {
    const reading = read('Ada,a@b.example,KIT,requester,auditor,day shift')
    expect(reading.people[0]?.roles).toEqual(['requester', 'auditor', 'day shift'])
    expect(reading.remarks).toEqual(['Line 1: “day shift” is not a role'])
  })
  it('loses nothing that it cannot read, and says it line by line', () => {
    const reading = read('Name,E-mail,Department,Roles', '', 'Ada,,Poole,barista;accounts', 'x')
    expect(reading.people).toEqual([
      {
        name: 'Ada',
        email: '',
        department: { value: '', label: 'Poole' },
        roles: ['barista', 'accounts'],
      },
      { name: 'x', email: '', department: null, roles: ['requester'] },
    ])
    expect(reading.faultyCount).toBe(2)
    expect(reading.remarks).toEqual([
      'Line 3: Enter an e-mail address; No department in use is called “Poole”; “barista” is not a role',
      'Line 4: Enter an e-mail address',
    ])
  })
  it('is not read past a quote that is never closed', () => {
    expect(read('Ada,a@b.example', '"Bea,b@b.example').openQuoteLine).toBe(2)
  })
  it('may be empty', () => {
    expect(read('')).toEqual({ people: [], remarks: [], faultyCount: 0, openQuoteLine: null })
  })
})
