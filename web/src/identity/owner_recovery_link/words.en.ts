/** The words of the page behind "Stop this" in the mail to an owner. */
export const words = {
  noLink: 'This address lacks its link',
  noLinkDetail: 'Open the whole link of the mail: its secret stands behind the # at its end.',
  title: 'Keep your second factor?',
  lead: 'An operator of this installation is about to remove your app, passkeys and recovery codes, because somebody said that you lost them. If it was not you, or you have found them, stop it.',
  stop: 'Stop it: my second factor stays',
  leave: 'I asked for this: close this page and change nothing.',
  stopped: 'Stopped: your second factor stays',
  stoppedDetail: (organisation: string) =>
    `Everybody of ${organisation} is told. If you did not ask for this, tell whoever runs this installation for you.`,
  toSignIn: 'Go to sign-in',
}
