import type { AccessReviewLineState, AccessReviewState } from '@/api/schema.gen'
import { plural } from '@/kernel/text'

const lines = (count: number) => plural('en', count, { one: '1 line', other: '# lines' })

/** The words of access reviews. */
export const words = {
  title: 'Access reviews',
  summary:
    'Each quarter somebody looks at who holds what, keeps or takes it, and an owner signs it off.',
  states: {
    open: 'Open',
    signed_off: 'Signed off',
    cancelled: 'Cancelled',
  } satisfies Record<AccessReviewState, string>,
  lineStates: {
    open: 'To decide',
    kept: 'Kept',
    taken: 'Taken',
    gone: 'Gone meanwhile',
  } satisfies Record<AccessReviewLineState, string>,
  columns: { name: 'Review', state: 'State', progress: 'Decided', due: 'Due', ended: 'Ended' },
  shown: (count: number, hasMore: boolean) =>
    hasMore
      ? `The newest ${count} are shown`
      : plural('en', count, { one: '1 review', other: '# reviews' }),
  none: 'No review yet',
  noneDetail:
    'A review writes down who holds what on a day. Each line is kept or taken by somebody else than its person.',
  decided: (decided: number, all: number) => `${decided} of ${all}`,
  startedBy: (who: string, when: string) => `Started by ${who}, ${when}`,
  endedBy: (who: string, when: string) => `${who}, ${when}`,
  due: {
    title: 'An access review is due',
    since: (when: string) => `The last was signed off ${when}; one is due each quarter.`,
    first: 'None was signed off yet; one is due each quarter.',
    look: 'Go to the reviews',
  },
  start: {
    act: 'Start a review',
    title: 'Start an access review?',
    detail:
      'It writes down what everybody holds at this moment: a line for each role, and one for each permission given by itself.',
    name: 'Name',
    nameHint: 'The year and the quarter, if you leave it out.',
    dueOn: 'Due on',
    dueHint: 'In 30 days, if you leave it out.',
    done: (name: string) => `${name} is open`,
  },
  cancel: {
    act: 'Cancel the review',
    title: (name: string) => `Cancel ${name}?`,
    detail: 'What was taken in it stays taken, and the review stays to be read.',
    done: (name: string) => `${name} is cancelled`,
  },
  signOff: {
    act: 'Sign off',
    title: (name: string) => `Sign off ${name}?`,
    detail:
      'You answer for these decisions. From then on the review and its lines stay as they are.',
    kept: 'Kept',
    taken: 'Taken',
    gone: 'Gone meanwhile',
    guarded: 'Lines with something guarded',
    done: (name: string) => `${name} is signed off`,
  },
  facts: 'The review',
  progress: 'Decided',
  progressOf: (decided: number, all: number) => `${decided} of ${lines(all)} decided`,
  dueOn: 'Due',
  ended: { signed_off: 'Signed off', cancelled: 'Cancelled', open: 'Ended' } satisfies Record<
    AccessReviewState,
    string
  >,
  because: 'Because',
  digest: 'SHA-256 of its lines',
  lines: 'Lines',
  filter: 'Which lines',
  all: 'All',
  linesShown: (count: number, hasMore: boolean) =>
    hasMore ? `The first ${count} lines are shown` : lines(count),
  noLines: 'No such line',
  noLinesDetail: 'Every line stands otherwise.',
  nothingOpen: 'Nothing is left to decide here',
  nothingOpenDetail: 'Lines of your own are decided by somebody else.',
  showAll: 'Show all lines',
  inactive: 'Account is not active',
  lastSignIn: (when: string) => `Last sign-in ${when}`,
  neverSeen: 'No sign-in that is still known',
  guarded: 'guarded',
  toxic: 'never together',
  toxicPairs: (pairs: string) => `Nobody should hold together: ${pairs}`,
  permissionsOf: (count: number) =>
    plural('en', count, { one: '1 permission', other: '# permissions' }),
  givenBy: (who: string, when: string) => `Given by ${who}, ${when}`,
  agreedBy: (who: string) => `agreed to by ${who}`,
  until: (when: string) => `until ${when}`,
  givenAnew: 'Given anew since, by a grant of its own',
  installation: 'the installation',
  decision: (state: string, who: string, when: string) => `${state} by ${who}, ${when}`,
  keep: 'Keep',
  take: 'Take',
  keepOf: (what: string, who: string) => `Keep ${what} of ${who}`,
  takeOf: (what: string, who: string) => `Take ${what} of ${who}`,
  keepAll: (count: number) => `Keep all ${count}`,
  keepAllOf: (who: string) => `Keep everything of ${who}`,
  keepNext: 'Keep the marked line',
  takeNext: 'Take the marked line',
  keptDone: (count: number) => `${lines(count)} kept`,
  keepTitle: 'Keep what nobody should hold together?',
  keepDetail: (pairs: string) => `${pairs}. The report says why.`,
  takeTitle: (what: string, who: string) => `Take ${what} of ${who}?`,
  takeDetail: (who: string) =>
    `It is taken at once, and ${who} is told by mail. What was taken stays taken.`,
  takenDone: (what: string) => `${what} taken`,
}
