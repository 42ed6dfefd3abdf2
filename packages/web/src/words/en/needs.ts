const either = new Intl.ListFormat('en-GB', { type: 'disjunction' })

/** Texts of a tab whose workspace has not chosen what it needs. */
export const needs = {
  title: (tab: string) => `${tab} needs to be set up`,
  choose: (label: string, type: string) => `${label} of ${type} is not chosen.`,
  inactive: (type: string) => `${type} is not activated in this account.`,
  unmapped: (role: string) => `No object type plays the role ${role}.`,
  until: 'Nothing is lost: the tab is back as soon as it is chosen.',
  ask: (names: readonly string[]) => (names.length === 0 ? 'Ask your administrator.' : `Ask ${either.format(names)}.`),
  open: 'Choose now',
}
