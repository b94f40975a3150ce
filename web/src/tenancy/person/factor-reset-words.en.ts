/** The words of a second factor that is reset, beside its person. */
export const words = {
  waits: 'A reset of the second factor waits',
  ask: 'Reset second factor',
  title: (name: string) => `Reset the second factor of ${name}?`,
  detail:
    'For somebody who has lost their authenticator app or passkeys, and their recovery codes. An owner must agree within a day; the person is told by mail at once. Make sure that it is really they who ask: call them, or see them.',
  done: 'Asked for. An owner has been told by mail.',
}
