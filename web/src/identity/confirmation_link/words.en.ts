/** The words of the page behind "This was not me". */
export const words = {
  noLink: 'This address lacks its link',
  noLinkDetail: 'Open the whole link of the mail: its secret stands behind the # at its end.',
  title: 'Was it not you?',
  lead: 'Somebody who is signed in to your account asked for what the mail says. If it was not you, stop it: nothing of it is done any more, and whoever is signed in to your account is signed out everywhere.',
  deny: 'It was not me: stop it',
  leave: 'It was me: close this page and change nothing.',
  denied: 'Stopped, and everybody is signed out',
  deniedDetail: (title: string) =>
    `“${title}” is not done. Whoever asked may know your password: choose another one now. The owners of your organisation are told, and whoever else may agree to rights.`,
  done: 'It was done before you said so',
  doneDetail: (title: string) =>
    `“${title}” had been confirmed already and stays done; look at it with an owner of your organisation. Everybody is signed out of your account: choose another password now.`,
  newPassword: 'Choose a new password',
  toSignIn: 'Go to sign-in',
}
