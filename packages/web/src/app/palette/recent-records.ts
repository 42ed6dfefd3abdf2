import { useEffect, useRef } from 'react'
import type { RecordDetail } from '../data/answers.js'
import { usePreference } from '../data/use-preference.js'

/** A record that the user looked at. */
export interface RecentRecord {
  readonly type: string
  readonly typeLabel: string
  readonly id: string
  readonly title: string
}

const name = 'recent-records'
const most = 8
/** Who only passes by, from row to row, did not look at it. */
const lookMs = 1500

/** The records that the user looked at last, newest first; `undefined` until they are known. */
export function useRecentRecords(): readonly RecentRecord[] | undefined {
  const [kept] = usePreference(name)
  return kept === undefined ? undefined : recentOf(kept)
}

/** Remembers a record that stays open for a moment. One that could not be kept is only missing from the list. */
export function useRememberRecord(record: RecordDetail | undefined): void {
  const [kept, save] = usePreference(name)
  const latest = useRef({ kept, save })
  latest.current = { kept, save }
  const { type, typeLabel, id, title } = record ?? {}
  useEffect(() => {
    if (type === undefined || typeLabel === undefined || id === undefined) return
    const timer = setTimeout(() => {
      const now = latest.current
      if (now.kept === undefined) return
      void now.save(withRecent(recentOf(now.kept), { type, typeLabel, id, title: title ?? '' }).map((one) => ({ ...one })))
    }, lookMs)
    return () => clearTimeout(timer)
  }, [type, typeLabel, id, title])
}

/** The list with a record at its head, once. */
export function withRecent(list: readonly RecentRecord[], record: RecentRecord): readonly RecentRecord[] {
  return [record, ...list.filter(({ type, id }) => type !== record.type || id !== record.id)].slice(0, most)
}

/** What was kept, without what is no record. */
export function recentOf(kept: unknown): readonly RecentRecord[] {
  return Array.isArray(kept) ? kept.filter(isRecent) : []
}
function isRecent(one: unknown): one is RecentRecord {
  if (typeof one !== 'object' || one === null) return false
  const given = one as Readonly<Record<string, unknown>>
  return ['type', 'typeLabel', 'id', 'title'].every((part) => typeof given[part] === 'string')
}
