import type { DocumentKind } from '@/api/schema.gen'
import { plural } from '@/kernel/text'

/** The words of people who leave and come back. */
export const words = {
  deactivate: 'Deactivate',
  title: (name: string) => `Deactivate ${name}?`,
  detail:
    'The account ends with everything that it holds, from the next click on. The name stays on documents and in the trail; the person is told by mail.',
  done: (name: string) => `${name} is deactivated`,
  back: 'Cancel',
  reason: 'Why',
  needReason: 'Say why.',
  nothing: 'Nothing is open that needs somebody else.',
  departments: 'Departments',
  head: (department: string) => `New head of ${department}`,
  approvals: 'Waiting for their approval',
  approvalsTo: 'Approves in their place',
  approvalsHint: 'Somebody who may approve such documents and has no part in them.',
  documents: 'Requisitions and orders that have not ended',
  documentsTo: 'Goes on with them',
  documentsHint:
    'They watch them, and may edit, submit and cancel what is a draft. Who asked stays who asked.',
  choose: 'Name or e-mail',
  needSuccessor: 'Choose somebody.',
  kinds: { requisition: 'Requisition', purchase_order: 'Order' } satisfies Record<
    DocumentKind,
    string
  >,
  draft: 'Draft',
  more: (count: number) => plural('en', count, { one: 'and 1 more', other: 'and # more' }),
  others: 'Stays as it is',
  suppliers: (count: number) =>
    plural('en', count, { one: '1 proposed supplier', other: '# proposed suppliers' }),
  policyDrafts: (count: number) =>
    plural('en', count, { one: '1 draft of the policy', other: '# drafts of the policy' }),
  grants: (count: number) =>
    plural('en', count, { one: '1 grant that waits', other: '# grants that wait' }),
  apiKeys: (count: number) =>
    plural('en', count, {
      one: '1 API key whose secret they may know: rotate or revoke it',
      other: '# API keys whose secrets they may know: rotate or revoke them',
    }),
  imports: (count: number) =>
    plural('en', count, { one: '1 unconfirmed import', other: '# unconfirmed imports' }),
  activate: 'Activate',
  activateTitle: (name: string) => `Activate ${name} again?`,
  activateDetail:
    'They choose a new password by a link that is mailed to them. They hold no rights until somebody gives them some.',
  activated: (name: string) => `${name} is active again; now give the rights that they need`,
  leave: {
    title: 'Leave the organisation',
    lead: 'Your account ends, with everything that you hold. Your name stays on documents and in the trail.',
    act: 'Leave',
    question: 'Leave the organisation?',
    detail:
      'You are signed out everywhere at once, and only an administrator can let you in again.',
    email: 'Your e-mail address, to confirm',
    wrongEmail: 'Type the address that you sign in with.',
    asks: 'Something is open with you. Ask an administrator to hand it over: they name who goes on with it when they deactivate your account.',
  },
}
