/** The words of changing one's own address. */
export const words = {
  title: 'E-mail address',
  lead: 'You sign in with it, and mail about your account goes there.',
  act: 'Change the address',
  email: 'New e-mail address',
  detail:
    'A link goes to the new address and one to the present one. The address changes when both were used within an hour; then every other sign-in of yours ends.',
  back: 'Back',
  submit: 'Send both links',
  sent: 'Both links are on their way',
  waits: (email: string) => `Waits to become ${email}`,
  waitsUntil: (until: string) =>
    `It changes when both mailboxes have confirmed it, until ${until}.`,
  old: 'Present mailbox',
  new: 'New mailbox',
  confirmed: 'Confirmed',
  waiting: 'Waits',
  cancel: 'Give up the change',
  cancelDetail: 'Both links open nothing any more; your address stays as it is.',
  cancelled: 'Given up; your address stays as it is',
}
