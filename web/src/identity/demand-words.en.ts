/** The words of a second factor that the organisation demands; apart from the others, since the home page needs them too. */
export const demand = {
  title: 'Set up two-step sign-in',
  why: (organisation: string, roles: readonly string[], list: string) =>
    roles.length === 1
      ? `${organisation} demands it of everybody in your role, ${list}.`
      : `${organisation} demands it of one or more of your roles: ${list}.`,
  since: (at: string) =>
    `You were to have it by ${at}. Nothing else is open to you until it is set up.`,
  how: 'You need an authenticator app on your phone, or a passkey on one of your devices. It takes a minute or two, and then you go on where you wanted to.',
  begin: 'Set up an authenticator app',
  passkey: 'Add a passkey instead',
  signOut: 'Sign out',
  as: (email: string) => `Signed in as ${email}`,
  due: (at: string) => `Set up two-step sign-in by ${at}`,
  dueDetail: (organisation: string) =>
    `${organisation} demands it of you; after that nothing else is open until you have it.`,
}
