import type { Part } from './groups'

export const lead = 'Your account, and what your organisation decided once for everybody.'

/** What stands under the name of a part in the index of the settings. */
export const about: Record<Part, string> = {
  profile: 'Name, e-mail, language and clock',
  security: 'Password, two-step sign-in, where you are signed in',
  organisation: 'Name, address, logo, numbers and terms',
  departments: 'Who heads them',
  ownership: 'To whom the organisation is handed over',
  roles: 'What comes with each role',
  duties: 'What nobody does alone',
  dutyExceptions: 'Where one person did what two should have',
  supportAccesses: 'Who of the installation may read here',
  categories: 'What is bought',
  taxCodes: 'How lines are taxed',
  deliveryAddresses: 'Where goods are brought',
  exchangeRates: 'What other currencies are worth',
  mail: 'What was sent, and what was refused',
  mailServer: 'By which server orders leave',
  apiKeys: 'How programs call',
}
