import { plural } from '@/kernel/text'

const minutesOf = (count: number) => plural('en', count, { one: 'a minute', other: '# minutes' })

/** The words of signing in. */
export const messages = {
  title: 'Sign in',
  lead: 'to your organisation’s purchase orders',
  organisation: 'Organisation',
  organisationHint: 'Its short name, such as harbour-house',
  email: 'E-mail',
  password: 'Password',
  showPassword: 'Show password',
  hidePassword: 'Hide password',
  submit: 'Sign in',
  capsLock: 'Caps Lock is on',
  needOrganisation: 'Enter the short name of your organisation',
  needEmail: 'Enter your e-mail address',
  needPassword: 'Enter your password',
  code: 'Code',
  needCode: 'Enter the code',
  /** Beside the field; the next step belongs to it, since a code that was right a moment ago is wrong now. */
  refused: ({ title, next }: { title: string; next?: string | null | undefined }) =>
    [title, next].filter(Boolean).join(' '),
  promise: 'Every order, agreed to by name.',
  promiseDetail:
    'Who asked, who agreed and when: shown on each document, kept for whoever has to check it later.',
  link: {
    organisation: 'Organisation',
    email: 'E-mail',
    submit: 'Set the password and sign in',
    reading: 'Looking at your link',
    noLink: 'This address lacks its link',
    toSignIn: 'Go to sign-in',
    askAnother: 'Ask for a new link',
    isSet: 'Your password is set. Sign in with it.',
    first_sign_in: {
      title: 'Welcome',
      lead: (person: string, organisation: string) =>
        `${person}, choose the password you sign in to ${organisation} with.`,
      noLinkDetail:
        'Open the whole link that you were given: its secret stands behind the # at its end.',
      spentNext: 'Ask whoever gave it to you for a new one, or sign in if you have set a password.',
    },
    invitation: {
      title: 'Welcome',
      lead: (person: string, organisation: string) =>
        `${person}, choose a password to join ${organisation}.`,
      noLinkDetail: 'Open the whole link of the mail: its secret stands behind the # at its end.',
      spentNext: 'Ask whoever invited you for a new one, or sign in if you have joined already.',
    },
    password_reset: {
      title: 'Choose a new password',
      lead: (person: string, organisation: string) =>
        `${person}, once it is set, whoever is signed in to ${organisation} as you is signed out. A second factor, if you have one, is asked for as always.`,
      noLinkDetail: 'Open the whole link of the mail: its secret stands behind the # at its end.',
      spentNext: 'Ask for a new one, or sign in if you have set the password already.',
    },
  },
  forgot: 'Forgot your password?',
  askReset: {
    title: 'Forgot your password?',
    lead: 'A link to choose a new one comes by mail.',
    submit: 'Send the link',
    toSignIn: 'Back to sign-in',
    wait: (minutes: number) =>
      `Look for the mail that was sent already, in the folder for spam too, or ask again in ${minutesOf(minutes)}.`,
    sent: 'Look in your mailbox',
    sentLead: (organisation: string, minutes: number) =>
      `If an account of ${organisation} has this address, a mail with a link is on its way. It opens once, within ${minutesOf(minutes)}.`,
    hints: [
      'It may take a few minutes; look in the folder for spam too.',
      'If nothing comes, see whether both are right, or ask an administrator of your organisation.',
    ],
    again: 'Send again',
    sentAgain: 'Asked for once more',
    change: 'Change organisation or address',
  },
  complete: {
    title: 'Enter your code',
    lead: (email: string, organisation: string) =>
      `The six digits that your authenticator app shows for ${email} at ${organisation}.`,
    hint: 'Lost your phone? A recovery code works here too.',
    leadWithoutApp: (email: string, organisation: string) =>
      `Use the passkey of ${email} at ${organisation}, or one of your recovery codes.`,
    hintWithoutApp: 'One of your recovery codes',
    another: 'Use another account',
    ranOut: 'That took too long',
    ranOutDetail: 'The code has to follow soon after the password. Enter your password again.',
  },
  choosing: {
    password: 'New password',
    rules: [
      'At least 15 characters; a few words will do',
      'At most 256, any you like, spaces too',
      'Not the names of this account, nor words that everybody tries first',
    ],
    rulesTitle: 'A good password',
    length: (count: number) => `${count} of at least 15 characters`,
    tooShort: 'Use at least 15 characters; a few words will do',
    tooLong: 'Use at most 256 characters',
    unchanged: 'This is your current password',
    repeat: 'The same again',
    differs: 'The two differ',
  },
  strength: {
    label: 'Strength of the password',
    scores: [
      'Guessed at once.',
      'Guessed at once.',
      'Guessed soon.',
      'Still easy to guess.',
      'Hard to guess.',
    ],
    /** By the names of zxcvbn. */
    warnings: {
      straightRow: 'A row of the keyboard is tried first.',
      keyPattern: 'Patterns of the keyboard are tried first.',
      simpleRepeat: 'The same character again adds little.',
      extendedRepeat: 'The same again and again adds little.',
      sequences: 'Sequences such as abc are tried first.',
      recentYears: 'A year adds little.',
      dates: 'A date adds little.',
      topTen: 'Hardly any password is more common.',
      topHundred: 'Many people have it.',
      common: 'Many people have it.',
      similarToCommon: 'Many people have one like it.',
      wordByItself: 'One word alone is found in any list.',
      namesByThemselves: 'Names are found in lists.',
      commonNames: 'Names are found in lists.',
      userInputs: 'Names of this account are tried first.',
    } as Partial<Record<string, string>>,
  },
  change: {
    title: 'Password',
    lead: 'What you sign in with. Whoever knows it can try to be you.',
    act: 'Change password',
    detail:
      'You stay signed in here. Every other browser and device is signed out with its next click.',
    current: 'Current password',
    submit: 'Change password',
    back: 'Cancel',
    done: 'Your password is changed',
  },
  again: {
    title: 'Confirm that it is you',
    lead: 'What you are about to do needs your password again, so that nobody else at this screen can do it.',
    as: 'Signed in as',
    submit: 'Confirm',
    back: 'Cancel',
  },
  totp: {
    title: 'Two-step sign-in',
    off: 'After the password, sign-in asks for a code from an app on your phone. Whoever learns your password cannot get in with it alone.',
    on: 'On',
    since: (at: string) => `Set up on ${at}. Sign-in asks for a code of your app.`,
    passkeysAlone:
      'After the password, sign-in asks for a passkey of yours, or a recovery code. An app shows codes where no passkey is at hand.',
    left: (count: number) =>
      plural('en', count, {
        one: 'One recovery code is left',
        other: '# recovery codes are left',
      }),
    few: 'Make new ones before you run out.',
    none: 'No recovery code is left',
    noneDetail: 'Without your phone you could not sign in. Make new ones.',
    begin: 'Set up an authenticator app',
    another: 'Set up another app',
    beginLead: 'First your password, so that nobody else at this screen can do it.',
    anotherLead:
      'First your password and a code of the app you have now. It stays good until the new one is confirmed.',
    codeHint: 'Of your authenticator app, or a recovery code',
    back: 'Cancel',
    next: 'Next',
    scan: 'Scan this with your authenticator app, then type the code that it shows.',
    qr: 'QR code of the key for the authenticator app',
    open: 'Open in an app on this phone',
    byHand: 'Or type this key into the app',
    first: 'The code that the app shows',
    confirm: 'Confirm',
    confirmLead: 'Every other browser and device is signed out once the code is right.',
    done: 'Two-step sign-in is on',
    remove: 'Turn off',
    removeTitle: 'Turn off two-step sign-in?',
    removeDetail:
      'Your password alone is enough again, and your recovery codes open nothing any more. Every other browser and device is signed out.',
    removeDetailWithPasskey:
      'Codes of the app open nothing any more; your passkeys and recovery codes stay. Every other browser and device is signed out.',
    removeDoneWithPasskey: 'The app is turned off',
    removeDone: 'Two-step sign-in is off',
    stays: 'Two-step sign-in stays on',
    demanded:
      'Your organisation demands it of one of your roles. You can set up another app in the place of this one.',
    close: 'Close',
  },
  recovery: {
    renew: 'New recovery codes',
    renewDetail:
      'Ten new ones take the place of those you have. Every other browser and device is signed out.',
    submit: 'Make new codes',
    title: 'Keep your recovery codes',
    lead: 'Each signs you in once when your phone is not at hand. They are shown now and never again.',
    list: 'Recovery codes',
    download: 'Download',
    isKept: 'I have kept them',
    keepFirst: 'Keep the codes first, then tick the box. They cannot be shown again.',
    close: 'Done',
    done: 'Your recovery codes are new',
    file: {
      title: 'Recovery codes for Countersign',
      organisation: 'Organisation',
      account: 'Account',
      made: 'Made',
      use: 'Each signs you in once in place of the code of your authenticator app.',
    },
  },
  copy: {
    act: 'Copy',
    done: 'Copied',
    failed: 'The browser does not let this page copy. Select it and copy it by hand.',
  },
  failed: {
    title: (count: number) =>
      plural('en', count, {
        one: 'One try to sign in as you failed since you last did',
        other: '# tries to sign in as you failed since you last did',
      }),
    detail: (at: string, network: string | null) =>
      network === null ? `The last on ${at}.` : `The last on ${at}, from ${network}.`,
    here: 'If it was not you, change your password.',
    there: 'If it was not you, change your password in Settings, Security.',
  },
  sessions: {
    lead: 'Where you are signed in. Sign out what you no longer use, and what you do not know.',
    title: 'Where you are signed in',
    current: 'This browser',
    on: (browser: string, system: string) => `${browser} on ${system}`,
    unknown: 'An unknown browser',
    from: (network: string) => `from ${network}`,
    signedIn: 'Signed in',
    lastUsed: 'Last used',
    ends: 'Ends by itself',
    shown: (count: number, hasMore: boolean) =>
      hasMore
        ? plural('en', count, { one: 'The newest one is shown', other: 'The newest # are shown' })
        : plural('en', count, { one: 'One sign-in', other: '# sign-ins' }),
    end: 'Sign out',
    endOf: (device: string) => `Sign out ${device}`,
    endTitle: (device: string) => `Sign out ${device}?`,
    endDetail:
      'It is signed out with its next click. Whoever sits there needs your password to come back.',
    endDone: 'That sign-in has ended',
    endOthers: 'Sign out everywhere else',
    endOthersDetail:
      'Every other browser and device is signed out with its next click, and is not known as yours any more. This one stays.',
    ended: (count: number) =>
      plural('en', count, { one: 'One sign-in has ended', other: '# sign-ins have ended' }),
    noneEnded: 'You were signed in nowhere else',
  },
  everybody: {
    title: 'Everybody in the organisation',
    lead: 'For when a password or a device may have fallen into wrong hands. Everybody can sign in again at once; nothing they had saved is lost.',
    act: 'Sign everybody else out',
    detail: 'Every sign-in but this one ends with its next click, whatever is half-filled there.',
    noneEnded: 'Nobody else was signed in',
  },
}
