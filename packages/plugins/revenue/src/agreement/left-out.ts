/** Why a record that was won is in no movement. */
export const leftOutReasons = ['not-recurring', 'no-customer', 'no-amount', 'no-start', 'wrong-end', 'wrong-term'] as const
/** One of the reasons. */
export type LeftOut = (typeof leftOutReasons)[number]
