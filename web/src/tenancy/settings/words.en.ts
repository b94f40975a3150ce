/** The words of the frame of the settings. */
export const words = {
  title: 'Settings',
  parts: 'Parts of the settings',
  all: 'All settings',
  past: 'Skip to this part',
  groups: {
    account: 'Your account',
    organisation: 'Organisation',
    access: 'People and access',
    purchasing: 'Purchasing',
    integration: 'Mail and integration',
  },
}
