import type { OperatorAct, OperatorState } from '@/api/schema.gen'
import { plural } from '@/kernel/text'

/** The words of the list of operators, and of what two decide about a third. */
export const words = {
  title: 'Operators',
  summary: 'Who runs this installation. Two operators of security let others in and out.',
  columns: {
    who: 'Operator',
    role: 'Role',
    state: 'State',
    signedIn: 'Last sign-in',
    waiting: 'Asked for',
    act: 'Act',
  },
  you: 'you',
  states: {
    asked_for: 'Not yet invited',
    invited: 'Invited',
    active: 'Active',
    closed: 'Closed',
  } satisfies Record<OperatorState, string>,
  app: 'App',
  passkeys: (count: number) => plural('en', count, { one: 'one passkey', other: '# passkeys' }),
  linkUntil: (at: string) => `link until ${at}`,
  never: 'never',
  signedIn: (ago: string) => `signed in ${ago}`,
  shown: (count: number, hasMore: boolean) =>
    hasMore
      ? plural('en', count, { one: 'The first one is shown', other: 'The first # are shown' })
      : plural('en', count, { one: 'One operator', other: '# operators' }),
  none: 'No operator yet',
  noneDetail: 'The first comes in by the installation’s own command.',
  actsFor: (name: string) => `Acts for ${name}`,
  invite: {
    ask: 'Invite an operator',
    title: 'Ask to invite an operator',
    detail:
      'Another operator of security has to agree within a day. Then a link is mailed to them, which nobody else sees; by it they set a password and an app.',
    name: 'Their name',
    needName: 'Type their name.',
    email: 'Their e-mail',
    role: 'Role',
    needRole: 'Choose a role.',
    reason: 'Why',
    needReason: 'Say why.',
    back: 'Cancel',
    submit: 'Ask a second operator',
  },
  /** What is asked for about somebody who is an operator. */
  asks: {
    close: {
      ask: 'Close the account…',
      title: (name: string) => `Ask to close the account of ${name}`,
      effects: [
        'Every sign-in of theirs ends at once, and nothing of theirs opens anything.',
        'What they asked for and nobody carried out lapses.',
        'It stays closed; they are told by mail.',
      ],
    },
    renew: {
      ask: 'Mail a new link…',
      title: (name: string) => `Ask to mail ${name} a new link`,
      effects: [
        'A link is mailed to them, good for a day; neither of you sees it.',
        'Used, it replaces their password, their app and every passkey.',
      ],
    },
  } satisfies Record<Exclude<OperatorAct, 'invite'>, AskWords>,
  askDetail: 'Nothing changes yet: another operator of security has to carry it out within a day.',
  askSubmit: 'Ask a second operator',
  asked: 'It waits for a second operator',
  effectsTitle: 'What happens once it is carried out',
  reasonHint: 'Operators of security read this.',
  /** What waits, and what another operator does about it. */
  waiting: {
    invite: {
      asked: 'Invitation asked for',
      title: (name: string) => `Invite ${name}`,
      carryOut: 'Invite',
      done: (name: string) => `A link is on its way to ${name}`,
    },
    close: {
      asked: 'Closing asked for',
      title: (name: string) => `Close the account of ${name}`,
      carryOut: 'Close the account',
      done: (name: string) => `The account of ${name} is closed`,
    },
    renew: {
      asked: 'New link asked for',
      title: (name: string) => `Mail ${name} a new link`,
      carryOut: 'Mail the link',
      done: (name: string) => `A link is on its way to ${name}`,
    },
  } satisfies Record<OperatorAct, WaitingWords>,
  whom: 'Whom',
  ofYou: 'Two others decide',
}

type AskWords = { ask: string; title: (name: string) => string; effects: readonly string[] }

type WaitingWords = {
  asked: string
  title: (name: string) => string
  carryOut: string
  done: (name: string) => string
}
