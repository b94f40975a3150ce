import type { Act, OperatorRole, OrganisationState } from '@/api/schema.gen'
import { plural } from '@/kernel/text'
import type { ActByTwo } from './standing/acts'

const inMinutes = (minutes: number) =>
  minutes < 90
    ? plural('en', minutes, { one: 'in a minute', other: 'in # minutes' })
    : plural('en', Math.ceil(minutes / 60), { one: 'in an hour', other: 'in # hours' })

const trailHint = 'The organisation reads this in its own trail.'

/** What is said of every act that another operator has to carry out. */
const byTwo = {
  detail: 'Nothing changes yet: another operator has to carry it out within a day.',
  submit: 'Ask a second operator',
  done: () => 'It waits for a second operator',
  reasonHint: trailHint,
  effectsTitle: 'What happens once it is carried out',
}

/** The words of the operators' console. */
export const messages = {
  product: 'Countersign',
  plane: 'Operators’ console',
  navigation: 'Console',
  roles: {
    support: 'Support',
    ops: 'Operations',
    security: 'Security',
  } satisfies Record<OperatorRole, string>,
  support: 'Support',
  operators: 'Operators',
  account: 'Your account',
  signedInAs: 'Signed in as',
  signOut: 'Sign out',
  signOutFailed: 'You are still signed in',
  denied: 'Your role does not cover this page',
  deniedDetail: (role: string) => `You are signed in with the role “${role}”.`,
  entry: {
    plane: 'For those who run this installation',
    notHere: 'Looking for your organisation’s orders?',
    toTenants: 'Sign in to your organisation',
  },
  signIn: {
    title: 'Operator sign-in',
    lead: 'E-mail and password with the code of your app or a passkey; or a passkey alone.',
    codeHint: 'The six digits that your authenticator app shows now',
    submit: 'Sign in',
    wait: (minutes: number) => `Try again ${inMinutes(minutes)}.`,
    ended: 'Your session has ended. Sign in again to go on.',
  },
  again: {
    title: 'Sign in again',
    lead: (minutes: number) =>
      `What changes an organisation or an operator wants a sign-in of the last ${plural('en', minutes, { one: 'minute', other: '# minutes' })}, by both factors. What you typed stays.`,
    as: 'Signed in as',
    back: 'Cancel',
    submit: 'Sign in and go on',
    notDone: 'Nothing was done',
    notDoneDetail: 'This needs a sign-in that is more recent than yours.',
  },
  link: {
    title: 'Welcome',
    lead: (name: string) =>
      `${name}, choose a password and set up an authenticator app. Both are needed each time you sign in.`,
    email: 'E-mail',
    role: 'Role',
    passwordPart: 'Password',
    appPart: 'Authenticator app',
    code: 'The code that the app shows',
    submit: 'Set both',
    reading: 'Looking at your link',
    noLink: 'This address lacks its link',
    noLinkDetail:
      'Open the whole link that you were given: its secret stands behind the # at its end.',
    toSignIn: 'Go to sign-in',
    expired: 'That took too long',
    expiredDetail:
      'An app waits a quarter of an hour for its first code. Begin anew, take the old entry out of the app, and add the new one.',
    beginAnew: 'Begin anew',
    done: 'Both are set',
    doneDetail: 'Sign in with your password and the next code of the app: each is good once.',
    signIn: 'Sign in',
  },
  organisations: {
    title: 'Organisations',
    summary: 'Where each lives and how it stands. Nothing of what is in them is shown here.',
    columns: {
      name: 'Organisation',
      home: 'Home',
      state: 'State',
      people: 'People',
      waiting: 'Asked for',
      act: 'Act',
    },
    unnamed: 'Out of reach',
    nameGone: 'Name deleted',
    since: (at: string) => `since ${at}`,
    goes: (at: string) => `goes ${at}`,
    states: {
      active: 'Active',
      suspended: 'Suspended',
      deleting: 'Being deleted',
      deleted: 'Deleted',
      unknown: 'Home out of reach',
    } satisfies Record<OrganisationState, string>,
    people: (count: number) => plural('en', count, { one: 'One person', other: '# people' }),
    home: (code: string) => `in ${code}`,
    shown: (count: number, hasMore: boolean) =>
      hasMore
        ? plural('en', count, { one: 'The first one is shown', other: 'The first # are shown' })
        : plural('en', count, { one: 'One organisation', other: '# organisations' }),
    none: 'No organisation yet',
    noneDetail:
      'The first is there once somebody whom you invited has founded it, or signs up, where that is open.',
  },
  invite: {
    ask: 'Invite an owner',
    title: 'Have an organisation founded',
    detail:
      'Its owner gets a link by mail, chooses a password with it and founds the organisation. Until then there is none, and nobody else gets into it, you neither.',
    personName: 'The owner’s name',
    email: 'The owner’s e-mail',
    back: 'Cancel',
    submit: 'Send the link',
    done: (email: string) => `A link is on its way to ${email}`,
    doneDetail: (days: number) =>
      `It opens once, within ${plural('en', days, { one: 'a day', other: '# days' })}. The organisation stands here once it is founded.`,
  },
  standing: {
    recover: 'Bring back the last owner…',
    /** What is begun about an organisation: by the menu, in its dialog, and what comes of it. */
    acts: {
      suspend: {
        ask: 'Suspend…',
        title: (name: string) => `Ask to suspend ${name}`,
        ...byTwo,
        effects: [
          'From the next request on, it lets nobody in: people, API keys and links alike.',
          'Every sign-in of its people ends for good, and its mail waits.',
          'Nothing of it is deleted.',
          'Its own trail says which two operators decided, and why.',
        ],
      },
      resume: {
        ask: 'Let in again…',
        title: (name: string) => `Ask to let ${name} in again`,
        ...byTwo,
        effects: [
          'Its people can sign in again; the sign-ins of before stay ended.',
          'Its API keys and links open what they opened before, and its mail goes on.',
          'Its own trail says which two operators decided, and why.',
        ],
      },
      delete: {
        ask: 'Delete…',
        title: (name: string) => `Ask to delete ${name}`,
        ...byTwo,
        reasonHint: 'The organisation reads this in its own trail, and its owners in a mail.',
        effects: [
          'From the next request on, it lets nobody in, as if it were suspended.',
          'Its owners are told by mail: why, until when it can be restored, and whom to write to.',
          'Until then, seven days at the least, one operator alone restores it as it was.',
          'Then everything in it goes for good: people, orders, papers, files and its trail.',
          'Its name to sign in with stays taken.',
        ],
      },
      restore: {
        ask: 'Restore…',
        title: (name: string) => `Restore ${name}`,
        detail: 'You decide alone, and it takes effect at once: nothing is closed or lost by it.',
        submit: 'Restore',
        done: (name: string) => `${name} is restored`,
        reasonHint: trailHint,
        effectsTitle: 'What happens',
        effects: [
          'It is as it was; if it was suspended before, it still is.',
          'If it was not, its people sign in anew, and its API keys and links open what they opened.',
          'Its owners are told by mail.',
          'Its own trail says who restored it, and why.',
        ],
      },
    } satisfies Record<Act, ActWords>,
    /** What was asked for, and what another operator does about it. */
    waiting: {
      suspend: {
        asked: 'Suspension asked for',
        title: (name: string) => `Suspend ${name}`,
        carryOut: 'Suspend',
        done: (name: string) => `${name} is suspended`,
      },
      resume: {
        asked: 'Letting in again asked for',
        title: (name: string) => `Let ${name} in again`,
        carryOut: 'Let in again',
        done: (name: string) => `${name} is let in again`,
      },
      delete: {
        asked: 'Deletion asked for',
        title: (name: string) => `Delete ${name}`,
        carryOut: 'Delete',
        done: (name: string, goesAt: string) => `${name} is closed, and goes on ${goesAt}`,
      },
    } satisfies Record<ActByTwo, WaitingWords>,
    nameAgain: 'Its name to sign in with, once more',
    nameAgainHint: (slug: string) => `Type ${slug}`,
    carryOutDetail:
      'Somebody else asked for it; you decide. You are asked to confirm it, and it takes effect at once.',
    review: 'Review',
    reviewOf: (asked: string, name: string) => `Review: ${asked}, ${name}`,
    withdraw: 'Take back',
    withdrawOf: (asked: string, name: string) => `Take back: ${asked}, ${name}`,
    withdrawTitle: (name: string) => `Take back what was asked for ${name}`,
    withdrawDetail: 'Nobody carries it out any more; it can be asked for anew.',
    withdrawDone: 'It is taken back',
    actsFor: (name: string) => `Acts for ${name}`,
    by: (name: string, ago: string) => `${name}, ${ago}`,
    byYou: (ago: string) => `You, ${ago}`,
    yours: 'Waits for a second operator',
    what: 'What',
    askedBy: 'Asked for by',
    askedAt: 'Asked for on',
    reason: 'Why',
    lapses: 'Lapses on',
    lapsesAt: (at: string) => `lapses ${at}`,
  },
  events: {
    title: 'Events',
    summary:
      'What operators did, and what was tried in their name. Nobody changes what stands here.',
    columns: { what: 'What', who: 'Who', about: 'About', network: 'From', at: 'When' },
    nobody: 'Nobody signed in',
    console: 'On the server itself',
    /** By what the event is called. */
    actions: {
      'operator.invited': 'Invited an operator',
      'operator.entered': 'Came in by a link',
      'operator_change.asked': 'Asked about an operator',
      'operator_change.carried_out': 'Carried out about an operator',
      'operator_change.withdrawn': 'Took back about an operator',
      'account.guarded': 'A password opens nothing any more',
      'operator.denied': 'Was refused',
      'operator_session.opened': 'Signed in',
      'operator_session.refused': 'A sign-in failed',
      'operator_session.ended': 'Signed out',
      'operator_passkey.added': 'Added a passkey',
      'operator_passkey.removed': 'Removed a passkey',
      'operator_passkey.suspected': 'A passkey may have been copied',
      'confirmation.asked': 'Was asked to confirm',
      'confirmation.given': 'Confirmed',
      'confirmation.denied': 'Said that it was somebody else',
      'organisation.invited': 'Invited an owner',
      'recovery.begun': 'Began to bring back the last owner',
      'recovery.proven': 'Saw the record of a recovery',
      'recovery.carried_out': 'Announced a recovery',
      'recovery.stopped': 'Stopped a recovery',
      'recovery.completed': 'Removed the last owner’s second factor',
      'suspension.asked': 'Asked to suspend',
      'suspension.carried_out': 'Suspended',
      'suspension.withdrawn': 'Took back: to suspend',
      'resumption.asked': 'Asked to let in again',
      'resumption.carried_out': 'Let in again',
      'resumption.withdrawn': 'Took back: to let in again',
      'deletion.asked': 'Asked to delete',
      'deletion.carried_out': 'Began to delete',
      'deletion.withdrawn': 'Took back: to delete',
      'deletion.undone': 'Restored',
      'support.asked': 'Asked an organisation to let them read',
      'support.opened': 'Began to read an organisation',
      'support.continued': 'Went on reading',
      'support.left': 'Stopped reading an organisation',
      'organisation.purged': 'Everything in it has gone',
    } as Partial<Record<string, string>>,
    /** By the name of what is particular to an event. */
    facts: {
      organisation: 'Organisation',
      home: 'Home',
      reason: 'Why',
      act: 'What is asked',
      email: 'Of',
      role: 'Role',
      failures: 'Failures in a row',
      permission: 'Permission',
      asked_by: 'Asked for by',
      delay_days: 'Days until it goes',
      title: 'What',
      name: 'Passkey',
      operation: 'Of',
      domain: 'Domain',
      delay_hours: 'Hours until it takes effect',
      ticket: 'Ticket',
      minutes: 'Minutes',
      ended: 'Sign-ins ended',
      because: 'Because',
    } as Partial<Record<string, string>>,
    account: 'Operator',
    request: 'Request',
    shown: (count: number, hasMore: boolean) =>
      hasMore
        ? plural('en', count, { one: 'The newest one is shown', other: 'The newest # are shown' })
        : plural('en', count, { one: 'One event', other: '# events' }),
    none: 'No event yet',
    noneDetail: 'The first comes with the first operator.',
  },
}

type ActWords = {
  ask: string
  title: (name: string) => string
  detail: string
  submit: string
  done: (name: string) => string
  reasonHint: string
  effectsTitle: string
  effects: readonly string[]
}

type WaitingWords = {
  asked: string
  title: (name: string) => string
  carryOut: string
  done: (name: string, goesAt: string) => string
}
