/** The words of duties that are kept apart. */
export const words = {
  title: 'Separation of duties',
  lead: 'What nobody does alone. Where you are too few, one person may do it while somebody else looks at it afterwards.',
  duty: 'What',
  mode: 'Now',
  act: 'Actions',
  shown: (count: number) => `${count} pairs of duties`,
  prevented: 'Refused',
  detected: 'Looked at afterwards',
  broken: 'Refused: nobody looks',
  by: (name: string) => `by ${name}`,
  leftDetail: (name: string) =>
    `${name} is no longer an active owner or auditor who may review exceptions. Until you name somebody else, it is refused.`,
  set: (name: string, reason: string) => `${name}: “${reason}”`,
  change: 'Change',
  changeOf: (meaning: string) => `Change: ${meaning}`,
  dialogTitle: 'When one person would do both',
  done: 'It is set',
  modes: {
    prevent: 'Refuse it',
    detect: 'Allow it, and have somebody look at it afterwards',
  },
  reviewer: 'Who looks at it',
  reviewerHint: 'An active owner or auditor who may review exceptions. To them it stays refused.',
  needReviewer: 'Choose who looks at it.',
  save: 'Save',
}
