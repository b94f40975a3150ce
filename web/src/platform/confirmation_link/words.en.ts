/** The words of the page behind "This was not me", for operators. */
export const words = {
  noLink: 'This address lacks its link',
  noLinkDetail: 'Open the whole link of the mail: its secret stands behind the # at its end.',
  title: 'Was it not you?',
  lead: 'Somebody who is signed in to your operator account asked for what the mail says. If it was not you, stop it: nothing of it is done any more, and whoever is signed in to your account is signed out everywhere.',
  deny: 'It was not me: stop it',
  leave: 'It was me: close this page and change nothing.',
  denied: 'Stopped, and everybody is signed out',
  deniedDetail: (title: string) =>
    `“${title}” is not done. Whoever asked has your password and your app: have two operators of security mail you a new link, which replaces both. The operators of security are told.`,
  done: 'It was done before you said so',
  doneDetail: (title: string) =>
    `“${title}” had been confirmed already and stays done; look at it with another operator. Everybody is signed out of your account: have two operators of security mail you a new link, which replaces password and app.`,
  toSignIn: 'Go to sign-in',
}
