/** The few words that the kit says by itself; a screen says everything else. */
export const words = {
  choose: 'Choose',
  clear: 'Clear',
  close: 'Close',
  dismiss: 'Dismiss',
  goBack: 'Go back',
  loading: 'Loading',
  messages: 'Messages',
  notFound: 'Nothing matches that.',
  optional: 'optional',
  reference: 'Reference',
  search: 'Search',
  showMore: 'Show more',
  tryAgain: 'Try again',
  whoCould: 'Who could',
  working: 'Working',
}
