/** The words of an operator's own passkeys. */
export const words = {
  title: 'Your account',
  summary: 'How you sign in to this console.',
  passkeys: 'Passkeys',
  lead: 'Sign in with your fingerprint, face or the PIN of your device, without a password and without a code. Your password and your app stay: they are the other way in.',
  none: 'You have no passkey yet.',
  list: 'Your passkeys',
  add: 'Add a passkey',
  addLead:
    'Call it something that you know it by. Then your browser asks where to keep it. Everybody else who is signed in to your account is signed out, and you are told by mail.',
  removeTitle: (name: string) => `Remove ${name}?`,
  removeDetail:
    'It opens nothing here any more; the device that keeps it may still offer it. Everybody else who is signed in to your account is signed out, and you are told by mail.',
  use: 'Use a passkey',
  useInstead: 'Use a passkey instead of the code',
  needPassword: 'Type your password first.',
}
