import type { Outcome } from '@tenure/core/contract'
import { usePreference } from '../data/use-preference.js'
import { type NoticeKind, noticeKinds } from './notice.js'

/** What the user chose: kinds that are turned off, and whether the browser shows what is new. */
export interface NoticeChoices {
  readonly off: readonly NoticeKind[]
  readonly browser: boolean
}
/** The name under which the core reads it. */
const name = 'notifications'

/** The choices of the user, `undefined` while they are not known; and the way to save others. */
export function useNoticeChoices(): readonly [NoticeChoices | undefined, (next: NoticeChoices) => Promise<Outcome<void>>] {
  const [value, save] = usePreference(name)
  return [value === undefined ? undefined : readChoices(value), ({ off, browser }) => save({ off: [...off], browser })]
}

function readChoices(value: unknown): NoticeChoices {
  const { off, browser } = (typeof value === 'object' && value !== null ? value : {}) as {
    readonly off?: unknown
    readonly browser?: unknown
  }
  const chosen: readonly unknown[] = Array.isArray(off) ? off : []
  return { off: noticeKinds.filter((kind) => chosen.includes(kind)), browser: browser === true }
}
