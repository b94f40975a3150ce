import { describe, expect, it } from 'vitest'
import { strengthOf } from './strength'
import { charsMin } from './values'

const names = ['harbour-house', 'Harbour House', 'owner@harbour-house.example', 'Olive Owner']

describe('the strength of a password', () => {
  it('is low where names, patterns and common words are all there is', () => {
    for (const weak of [
      'countersign2026',
      'harbour house 2026',
      'Password-Password!',
      'abcabcabcabcabc',
      'qwertyuiopasdfghjkl',
      'owner@harbour-house.example',
    ])
      expect(strengthOf(weak, names, charsMin).score, weak).toBeLessThan(4)
  })
  it('is high for a few words of ones own', () => {
    for (const fine of [
      'tulips under the bridge',
      'ключи под ковриком у двери',
      '7bq#Lz!0pXw$e9@Vd',
    ])
      expect(strengthOf(fine, names, charsMin).score, fine).toBe(4)
  })
  it('says why', () => {
    expect(strengthOf('aaaaaaaaaaaaaaa', names, charsMin).warning).toBe('simpleRepeat')
    expect(strengthOf('harbour-house', names, charsMin).warning).toBe('userInputs')
  })
})
