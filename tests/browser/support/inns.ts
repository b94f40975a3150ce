// Organisations that each run founds anew, with an owner and nobody else: for what can be done once, or changes who may come in.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ownServer } from './servers.ts'

export const inns = {
  'first-inn': { name: 'First Inn', owner: 'Olive Hart', email: 'olive@first-inn.example' },
  // The catcher of a demo's mail takes nothing for the mailbox `nobody`, and for the time being nothing for `later`.
  'second-inn': { name: 'Second Inn', owner: 'Nora Bodley', email: 'nobody@second-inn.example' },
  'third-inn': { name: 'Third Inn', owner: 'Lars Later', email: 'later@third-inn.example' },
  'fourth-inn': { name: 'Fourth Inn', owner: 'Iris Doyle', email: 'iris@fourth-inn.example' },
  'fifth-inn': { name: 'Fifth Inn', owner: 'June Moran', email: 'june@fifth-inn.example' },
  'sixth-inn': { name: 'Sixth Inn', owner: 'Saul Teague', email: 'saul@sixth-inn.example' },
  'seventh-inn': { name: 'Seventh Inn', owner: 'Sita Rao', email: 'sita@seventh-inn.example' },
  'eighth-inn': { name: 'Eighth Inn', owner: 'Edda Nolan', email: 'edda@eighth-inn.example' },
  'ninth-inn': { name: 'Ninth Inn', owner: 'Nils Byrne', email: 'nils@ninth-inn.example' },
  'tenth-inn': { name: 'Tenth Inn', owner: 'Tilda Lind', email: 'tilda@tenth-inn.example' },
  'eleventh-inn': { name: 'Eleventh Inn', owner: 'Elva Quirke', email: 'elva@eleventh-inn.example' },
  'twelfth-inn': { name: 'Twelfth Inn', owner: 'Tomas Weir', email: 'tomas@twelfth-inn.example' },
  // Operators suspend it and let it in again.
  'quiet-inn': { name: 'Quiet Inn', owner: 'Quentin Roe', email: 'quentin@quiet-inn.example' },
  // Operators delete it and restore it.
  'leaving-inn': { name: 'Leaving Inn', owner: 'Lea Varga', email: 'lea@leaving-inn.example' },
  // An operator who did not ask for it stops its suspension.
  'wary-inn': { name: 'Wary Inn', owner: 'Wanda Frey', email: 'wanda@wary-inn.example' },
  // Its owner lets support read.
  'helped-inn': { name: 'Helped Inn', owner: 'Hedda Quist', email: 'hedda@helped-inn.example' },
  // Its owner is alone, and an operator brings them back.
  'lone-inn': { name: 'Lone Inn', owner: 'Lina Corr', email: 'lina@lone-inn.example' },
  // Its mail server is set, tried and removed.
  'post-inn': { name: 'Post Inn', owner: 'Posy Dunne', email: 'posy@post-inn.example' },
} as const

export type Inn = keyof typeof inns

/** Where the founding of an organisation leaves the one-time link of its owner. */
export function linkFileOf(inn: Inn, data = ownServer().data): string {
  return join(data, `${inn}-link`)
}

/** The one-time link of an owner. */
export function firstLinkOf(inn: Inn): string {
  return hereBy(readFileSync(linkFileOf(inn), 'utf8'))
}

/** A printed link, on the server of this worker: the founding knows only the first. */
export function hereBy(link: string): string {
  const { pathname, hash } = new URL(link.trim())
  return `${ownServer().origin}${pathname}${hash}`
}
