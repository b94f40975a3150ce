import { describe, expect, it } from 'vitest'
import { fileOf } from './file'

describe('the file of recovery codes', () => {
  it('says what they open, for whom and since when', () => {
    const file = fileOf({
      codes: ['710ZG-0Z9AH', 'AAAAA-00000'],
      organisation: { slug: 'harbour-house', name: 'Harbour House' },
      email: 'owner@harbour-house.example',
      made: '22 Nov 2026, 10:30',
    })
    expect(file).toEqual({
      name: 'countersign-recovery-codes-harbour-house.txt',
      text: `Recovery codes for Countersign

Organisation: Harbour House (harbour-house)
Account: owner@harbour-house.example
Made: 22 Nov 2026, 10:30

Each signs you in once in place of the code of your authenticator app.

710ZG-0Z9AH
AAAAA-00000
`,
    })
  })
})
