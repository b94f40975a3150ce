/** The words of the page behind the two links of another address. */
export const words = {
  reading: 'Looking at your link',
  noLink: 'This address lacks its link',
  noLinkDetail: 'Open the whole link of the mail: its secret stands behind the # at its end.',
  toProfile: 'Go to your profile',
  toSignIn: 'Go to sign-in',
  organisation: 'Organisation',
  person: 'Account',
  from: 'Address now',
  to: 'Address to be',
  title: { old: 'Do you want another address?', new: 'Is this your new address?' },
  lead: {
    old: (person: string, organisation: string) =>
      `Somebody who is signed in as ${person} at ${organisation} asked for it. If it was not you, refuse.`,
    new: (person: string, organisation: string) =>
      `Confirm that this mailbox is yours, so that ${person} can sign in to ${organisation} with it.`,
  },
  last: 'The other mailbox has confirmed it: with this the address changes, and every other sign-in ends.',
  first: 'Nothing changes before the other mailbox has confirmed it too.',
  confirm: 'Confirm',
  confirmed: 'Confirmed',
  confirmedDetail: 'The address changes as soon as the other mailbox has confirmed it too.',
  changed: 'The address is changed',
  changedDetail: (email: string) =>
    `Sign in with ${email} from now on. Both mailboxes are told, and every other sign-in has ended.`,
  refuse: 'It was not me: refuse',
  refuseTitle: 'Refuse the change?',
  refuseDetail:
    'The address stays as it is, and whoever is signed in to your account is signed out everywhere.',
  refused: 'Refused: the address stays as it is',
  refusedDetail:
    'Everybody was signed out of your account. Whoever asked may know your password: choose another one now.',
  newPassword: 'Choose a new password',
}
