/** Says a recurrence rule in words, once the code for it is there: lists and histories have no room to wait for it. */
export const spokenRule: { say?: (rule: string, locale: string) => string } = {}
