/** Asked before the page leaves what it shows: it returns whether it holds the person back, and may go on later. */
export type LeaveGuard = (goOn: () => void) => boolean

/** Forms with changes that are not saved. */
export const guards = new Set<LeaveGuard>()
